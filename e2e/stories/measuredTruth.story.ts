import { ModelPage } from '../pages/ModelPage';
import { barriers } from '../support/looks';
import {
  applyModel,
  removeModel,
  seldonDeploymentPath,
} from '../support/models';
import { expect, test } from '../support/test';
import { sendTraffic } from '../support/traffic';

/** What each chart point looks back over, and one scrape: from then on a point knows nothing else. */
const SETTLED_MS = 70_000;

test.describe('a model with 7 % server errors and a known mix of latencies', () => {
  test.setTimeout(180_000);

  test.afterEach(({ kube }) => removeModel(kube, 'known-mix'));

  test('is charted with the numbers that were sent', async ({
    page,
    kube,
    sandbox,
    signIn,
  }) => {
    const { host } = await applyModel(kube, {
      name: 'known-mix',
      image: 'sandbox/faulty-model:1',
      env: { ERROR_RATIO: '0.07', LATENCY: '15ms:90,300ms:10' },
    });
    await signIn('carol');
    const model = new ModelPage(page);
    await expect(async () => {
      await model.openMonitoring('local.ml-mon.known-mix');
      await expect(model.verdict()).toBeVisible({ timeout: 3_000 });
    }).toPass({ timeout: 45_000 });
    await kube.waitFor(
      '/apis/machinelearning.seldon.io/v1/namespaces/ml-mon/seldondeployments/known-mix',
      ({ status }) => status?.state === 'Available',
    );

    const traffic = sendTraffic({
      router: sandbox.router,
      host,
      perSecond: 20,
    });
    await page.waitForTimeout(SETTLED_MS);
    await page.getByRole('button', { name: 'Refresh now' }).click();
    await expect(page.getByText('updated 0 s ago')).toBeVisible();
    const requests = await model.numbers('Requests');
    const success = await model.numbers('Success');
    const errors = await model.numbers('Errors');
    const latency = await model.numbers('Latency');
    const { sent, failed, perSecond } = await traffic.stop();

    // The sender's own count: the stream really failed as it was meant to.
    expect(failed / sent).toBeCloseTo(0.07, 2);
    const latest = (of: typeof requests, series: string) =>
      of[series]?.Latest ?? NaN;
    // Rates are extrapolated from scrapes every 5 s over 60 s: within 5 %.
    expect(latest(requests, 'default') / perSecond).toBeGreaterThan(0.95);
    expect(latest(requests, 'default') / perSecond).toBeLessThan(1.05);
    expect(latest(success, 'default')).toBeCloseTo(0.93, 2);
    expect(latest(errors, 'default · 5xx') / perSecond).toBeCloseTo(0.07, 1);
    expect(latest(errors, 'default · 4xx')).toBe(0);
    // Quantiles are known to the histogram's bucket: 15 ms lies in 10–25 ms (with the orchestrator's own time, 25–50 ms), 300 ms in 250–500 ms.
    expect(latest(latency, 'default · p50')).toBeGreaterThan(0.01);
    expect(latest(latency, 'default · p50')).toBeLessThan(0.05);
    expect(latest(latency, 'default · p95')).toBeGreaterThan(0.25);
    expect(latest(latency, 'default · p95')).toBeLessThan(0.5);

    await expect(model.verdict()).toContainText('Degraded');

    await kube.mergePatch(seldonDeploymentPath('known-mix'), {
      metadata: { annotations: { 'ml-monitoring/slo-availability': '99.9' } },
    });
    await expect(async () => {
      await page.getByRole('button', { name: 'Refresh now' }).click();
      await expect(model.verdict()).toContainText(
        /error budget .* times as fast as it may|promise of .* is broken/,
        { timeout: 2_000 },
      );
    }).toPass({ timeout: 30_000 });
    expect(await barriers(page, model.verdict())).toEqual([]);
  });
});
