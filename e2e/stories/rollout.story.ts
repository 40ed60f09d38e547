import { ModelPage } from '../pages/ModelPage';
import { TemplatePage } from '../pages/TemplatePage';
import {
  applyModel,
  NAMESPACE,
  removeModel,
  seldonDeploymentPath,
} from '../support/models';
import { expect, test } from '../support/test';
import { sendTraffic } from '../support/traffic';

const NAME = 'two-at-once';
const CANARY_REQUESTS = 1_000;
const PER_SECOND = 25;

test.describe('a new version beside the running one', () => {
  test.setTimeout(420_000);

  test.afterEach(({ kube }) => removeModel(kube, NAME));

  test('gets its 20 %, then everything, and no request fails', async ({
    page,
    kube,
    sandbox,
    signIn,
  }) => {
    const { host } = await applyModel(kube, {
      name: NAME,
      image: 'seldonio/mock_classifier_rest:1.3',
      byPortal: true,
    });
    await kube.waitFor(
      seldonDeploymentPath(NAME),
      ({ status }) => status?.state === 'Available',
    );
    const calls = (perSecond: number) =>
      sendTraffic({ router: sandbox.router, host, perSecond });
    // A pod that goes away while it is counted has answered all the same.
    const predictionsOf = async (predictor: string) => {
      const query = `sum(last_over_time(seldon_api_executor_server_requests_seconds_count{namespace="${NAMESPACE}",deployment_name="${NAME}",predictor_name="${predictor}",exported_service="predictions"}[15m]))`;
      const answer = await fetch(
        `${sandbox.prometheus}/api/v1/query?${new URLSearchParams({ query })}`,
      );
      const { data } = await answer.json();
      return Number(data.result[0]?.value[1] ?? 0);
    };

    await signIn('ada');
    const model = new ModelPage(page);
    const template = new TemplatePage(page);
    const runs = page.getByRole('region', { name: 'What runs' });
    const follow = async (button: string) => {
      await expect(async () => {
        await model.openMonitoring(`local.${NAMESPACE}.${NAME}`);
        await runs
          .getByRole('button', { name: button })
          .click({ timeout: 5_000 });
      }).toPass({ timeout: 90_000 });
      // The form is filled in once its lists are there.
      for (const filled of [`Namespace ${NAMESPACE}`, `Model ${NAME}`]) {
        await expect(page.getByRole('button', { name: filled })).toBeVisible();
      }
    };

    // Before it has its share nobody is sent to it, so some calls suffice.
    const meanwhile = calls(4);
    await follow('Roll out a new version');
    await template.next();
    await template.fill('Image', 'seldonio/mock_classifier:1.3');
    await template.fill('Share of the requests', '20');
    await template.next();
    await template.create();
    await expect(
      page.getByText(/Predictor v2 has 20 % of the requests/).first(),
    ).toBeVisible({ timeout: 120_000 });
    const before = await meanwhile.stop();
    expect(before.failed).toBe(0);

    const [mainBefore, candidateBefore] = [
      await predictionsOf('default'),
      await predictionsOf('v2'),
    ];
    const canary = calls(PER_SECOND);
    await page.waitForTimeout((CANARY_REQUESTS / PER_SECOND) * 1000);
    const { sent, failed } = await canary.stop();
    expect(sent).toBeGreaterThanOrEqual(CANARY_REQUESTS * 0.98);
    expect(failed).toBe(0);
    await expect(async () => {
      const toMain = (await predictionsOf('default')) - mainBefore;
      const toCandidate = (await predictionsOf('v2')) - candidateBefore;
      expect(toMain + toCandidate).toBeGreaterThanOrEqual(sent * 0.95);
      const share = toCandidate / (toMain + toCandidate);
      expect(share).toBeGreaterThan(0.15);
      expect(share).toBeLessThan(0.25);
    }).toPass({ timeout: 30_000 });

    await model.openMonitoring(`local.${NAMESPACE}.${NAME}`);
    await expect(
      runs.getByText('v2 stands beside default and has 20 % of the requests.'),
    ).toBeVisible();
    await expect(
      runs.getByText(/^20 % set, (1[5-9]|2[0-4])(\.\d+)? % observed$/),
    ).toBeVisible();

    await page.getByRole('tab', { name: 'Timeline' }).click();
    const timeline = model.section('Timeline');
    await expect(
      timeline.getByRole('row', { name: /Rollout.*-v2-0-classifier/ }),
    ).toBeVisible();
    await expect(
      timeline.getByRole('button', { name: /^Changes, .*Rollout/ }).first(),
    ).toBeVisible();
    await expect(
      model.chart('Requests').getByRole('list', { name: 'Marks in the chart' }),
    ).toContainText(/change|Rollout/);

    const promotion = calls(10);
    await follow('Promote v2');
    await template.next();
    await template.create();
    await expect(
      page.getByText(/Predictor v2 has taken over/).first(),
    ).toBeVisible({ timeout: 150_000 });
    await kube.waitFor(
      seldonDeploymentPath(NAME),
      ({ spec, status }) =>
        spec.predictors.length === 1 && status?.state === 'Available',
    );
    const { sent: duringPromotion, failed: lost } = await promotion.stop();
    expect(duringPromotion).toBeGreaterThan(100);
    expect(lost).toBe(0);
    await expect(async () => {
      await model.openMonitoring(`local.${NAMESPACE}.${NAME}`);
      await expect(
        runs.getByRole('button', { name: 'Roll out a new version' }),
      ).toBeVisible({ timeout: 5_000 });
    }).toPass({ timeout: 30_000 });
  });
});
