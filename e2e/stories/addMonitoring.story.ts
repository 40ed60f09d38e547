import { PlanPage } from '../pages/PlanPage';
import { TemplatePage } from '../pages/TemplatePage';
import { removeModel, seldonDeploymentPath } from '../support/models';
import { expect, test } from '../support/test';

const MONITORING = '/apis/monitoring.coreos.com/v1/namespaces/ml-mon';
const NAME = 'story-unwatched';

test.describe('Add monitoring to a running model', () => {
  test.setTimeout(180_000);

  test.afterEach(async ({ kube }) => {
    await removeModel(kube, NAME);
  });

  test('gives it alerts and a monitor, and leaves the SeldonDeployment as it is', async ({
    page,
    kube,
    signIn,
  }) => {
    // Made by somebody else, with kubectl.
    await kube.apply(seldonDeploymentPath(NAME), {
      apiVersion: 'machinelearning.seldon.io/v1',
      kind: 'SeldonDeployment',
      metadata: { name: NAME, namespace: 'ml-mon' },
      spec: {
        predictors: [
          {
            name: 'default',
            replicas: 1,
            graph: { name: 'classifier', type: 'MODEL' },
            componentSpecs: [
              {
                spec: {
                  containers: [
                    {
                      name: 'classifier',
                      image: 'seldonio/mock_classifier_rest:1.3',
                    },
                  ],
                },
              },
            ],
          },
        ],
      },
    });
    await kube.waitFor(
      seldonDeploymentPath(NAME),
      ({ status }) => status?.state === 'Available',
    );
    const before = await kube.get(seldonDeploymentPath(NAME));

    await signIn('ada', '/create/templates/default/monitor-seldon-model');
    const template = new TemplatePage(page);
    const plan = new PlanPage(page);
    await expect(page.getByText('Sandbox', { exact: true })).toBeVisible();
    await template.choose('Namespace', 'ml-mon');
    await template.choose('Model', NAME);
    await template.next();
    await template.fill('Availability promised', '99.5');
    await template.next();
    await expect(plan.region()).toContainText('PrometheusRule');
    await expect(plan.region()).not.toContainText('SeldonDeployment');
    await template.next();
    await template.create();
    await expect(
      page.getByRole('link', { name: 'Open its monitoring' }),
    ).toBeVisible({ timeout: 60_000 });

    const after = await kube.get(seldonDeploymentPath(NAME));
    expect(after.metadata.resourceVersion).toBe(
      before.metadata.resourceVersion,
    );
    const ofModel = async (plural: string) => {
      const { items } = await kube.get(`${MONITORING}/${plural}`);
      return items.filter(({ metadata }: any) =>
        metadata.ownerReferences?.some((owner: any) => owner.name === NAME),
      );
    };
    const monitors = [
      ...(await ofModel('servicemonitors')),
      ...(await ofModel('podmonitors')),
    ];
    expect(monitors).not.toEqual([]);
    const [rule] = await ofModel('prometheusrules');
    expect(JSON.stringify(rule.spec)).toContain(NAME);
  });
});
