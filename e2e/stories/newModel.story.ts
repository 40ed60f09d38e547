import { ModelPage } from '../pages/ModelPage';
import { PlanPage } from '../pages/PlanPage';
import { TemplatePage } from '../pages/TemplatePage';
import { seriousViolations } from '../support/accessibility';
import { removeModel, seldonDeploymentPath } from '../support/models';
import { expect, test } from '../support/test';

const PATH = '/create/templates/default/deploy-seldon-model';

test.describe('Deploy a Seldon model', () => {
  test.setTimeout(240_000);

  test.afterEach(({ kube }) => removeModel(kube, 'story-model'));

  test('leads from the form by a plan to a healthy card and the first points', async ({
    page,
    kube,
    signIn,
  }) => {
    await signIn('ada', PATH);
    const template = new TemplatePage(page);
    const plan = new PlanPage(page);
    await expect(page.getByText('Sandbox', { exact: true })).toBeVisible();
    await template.choose('Namespace', 'ml-mon');
    await template.fill('Name', 'story-model');
    await template.pick('Owner', 'Fraud team');
    await expect(
      page.getByText(/Ready for models that are monitored/),
    ).toBeVisible();
    expect(await seriousViolations(page.locator('form'))).toEqual([]);
    await template.next();
    await template.radio('Model with custom metrics');
    await template.next();
    await template.next();
    await expect(
      page.getByText(/asks for no authentication/).first(),
    ).toBeVisible();
    await template.radio('From outside the cluster too');
    await template.fill('Availability promised', '99.9');
    await template.next();

    await expect(plan.object('SeldonDeployment', 'story-model')).toContainText(
      'would be created',
    );
    await expect(plan.region()).toContainText('PrometheusRule');
    const yaml = await plan.showYaml('SeldonDeployment', 'story-model');
    await expect(yaml).toContainText('seldonio/model-with-metrics_rest:0.1');
    expect(await seriousViolations(plan.region())).toEqual([]);
    expect(await kube.get(seldonDeploymentPath('story-model'))).toBeUndefined();
    await template.next();
    await template.create();

    const entity = page.getByRole('link', {
      name: 'Open the model in the catalog',
    });
    await expect(entity).toBeVisible({ timeout: 90_000 });
    const made = await kube.get(seldonDeploymentPath('story-model'));
    expect(made.metadata.annotations).toMatchObject({
      'ml-monitoring/owner': 'group:default/fraud-team',
    });

    const model = new ModelPage(page);
    await expect(async () => {
      await model.openOverview('local.ml-mon.story-model');
      await expect(model.card()).toContainText('Healthy', { timeout: 4_000 });
    }).toPass({ timeout: 60_000 });
    await expect(model.card()).toContainText('Error budget');
    await expect(
      page.getByRole('link', { name: 'Fraud team' }).first(),
    ).toBeVisible();

    // The test prediction of the run is the first request that is measured.
    await expect(async () => {
      await model.openMonitoring('local.ml-mon.story-model');
      await expect(
        model.chart('Requests').getByRole('button', {
          name: 'Show Requests as a table',
        }),
      ).toBeVisible({ timeout: 5_000 });
    }).toPass({ timeout: 60_000 });
    expect(
      (await model.numbers('Requests')).main.Latest,
    ).toBeGreaterThanOrEqual(0);

    // The second time, the plan names the one field that is different.
    await page.goto(`${PATH}?formData=${encodeURIComponent(AGAIN)}`);
    await template.next();
    await template.next();
    await template.fill('Number of replicas', '2');
    await template.next();
    await template.next();
    await expect(plan.changes('SeldonDeployment', 'story-model')).toContainText(
      'replicas',
    );
    await expect(plan.object('Route', 'story-model')).toContainText(
      'stays as it is',
    );
  });

  test('refuses in the form what the cluster or the platform team would refuse', async ({
    page,
    signIn,
  }) => {
    await signIn('ada', PATH);
    const template = new TemplatePage(page);
    await template.choose('Namespace', 'ml-mon');
    await template.fill('Name', 'Not A Name');
    await template.pick('Owner', 'Fraud team');
    await template.tryNext();
    await expect(
      page.getByText(/^Lower-case letters, digits/).first(),
    ).toBeVisible();
    await expect(
      page.getByRole('radio', { name: 'Model with custom metrics' }),
    ).toBeHidden();
  });

  for (const [what, values, refusal] of [
    [
      'an image that is not allowed',
      { model: 'image', image: 'evil.io/seldonio/x:1' },
      /evil\.io\/seldonio\/x/,
    ],
    [
      'a patch that is a YAML bomb',
      {
        patch: [
          'a: &a [x,x,x,x,x,x,x,x,x]',
          ...['b', 'c', 'd', 'e', 'f', 'g', 'h'].map(
            (name, index) =>
              `${name}: &${name} [${Array(9)
                .fill(`*${'abcdefgh'[index]}`)
                .join(',')}]`,
          ),
        ].join('\n'),
      },
      /patch/,
    ],
  ] as const) {
    test(`refuses ${what} before anything can be created`, async ({
      page,
      signIn,
    }) => {
      const formData = { ...JSON.parse(AGAIN), ...values };
      await signIn(
        'ada',
        `${PATH}?formData=${encodeURIComponent(JSON.stringify(formData))}`,
      );
      const template = new TemplatePage(page);
      for (let step = 0; step < 4; step++) {
        await template.next();
      }
      const plan = new PlanPage(page);
      await expect(plan.region().getByRole('alert')).toContainText(refusal);
      await template.tryNext();
      await expect(page.getByRole('button', { name: 'Create' })).toBeHidden();
      await expect(
        page.getByText(/Nothing can be created from this plan/).first(),
      ).toBeVisible();
    });
  }
});

/** What was asked for the first time. */
const AGAIN = JSON.stringify({
  cluster: 'local',
  namespace: 'ml-mon',
  name: 'story-model',
  owner: 'group:default/fraud-team',
  model: 'custom-metrics',
  scaling: 'fixed',
  exposure: 'auto',
  availabilityPercent: 99.9,
  alerts: true,
});
