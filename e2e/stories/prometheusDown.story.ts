import { ModelPage } from '../pages/ModelPage';
import { barriers } from '../support/looks';
import { expect, test } from '../support/test';

const PROMETHEUS =
  '/apis/monitoring.coreos.com/v1/namespaces/ml-mon/prometheuses/prometheus';

test.describe('while Prometheus is down', () => {
  test.setTimeout(150_000);

  test.afterEach(({ kube }) =>
    kube.mergePatch(PROMETHEUS, { spec: { replicas: 1 } }),
  );

  test('the cluster side of health is still shown, charts name the source, and both recover', async ({
    page,
    kube,
    signIn,
  }) => {
    await signIn('carol');
    const model = new ModelPage(page);
    await model.openMonitoring('local.ml-mon.rest-seldon');
    await expect(model.verdict()).toContainText('Healthy', { timeout: 60_000 });

    await kube.mergePatch(PROMETHEUS, { spec: { replicas: 0 } });
    await expect(async () => {
      await page.getByRole('button', { name: 'Refresh now' }).click();
      await expect(model.verdict()).toContainText('Unknown', {
        timeout: 2_000,
      });
    }).toPass({ timeout: 45_000 });
    await expect(
      page.getByText(/Prometheus of cluster local/).first(),
    ).toBeVisible();
    await expect(page.getByText('does not answer').first()).toBeVisible();
    expect(await barriers(page, model.verdict())).toEqual([]);
    // What the cluster says needs no Prometheus.
    await expect(
      page
        .getByRole('cell', { name: /rest-seldon-model-0-classifier/ })
        .first(),
    ).toBeVisible();

    await kube.mergePatch(PROMETHEUS, { spec: { replicas: 1 } });
    await expect(async () => {
      await page.getByRole('button', { name: 'Refresh now' }).click();
      await expect(model.verdict()).toContainText('Healthy', {
        timeout: 2_000,
      });
    }).toPass({ timeout: 90_000 });
  });
});
