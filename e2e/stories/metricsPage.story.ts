import type { Page } from '@playwright/test';
import { ModelPage, type ChartRows } from '../pages/ModelPage';
import { SignInPage } from '../pages/SignInPage';
import { createKube } from '../support/kube';
import { barriers } from '../support/looks';
import { applyModel } from '../support/models';
import { stack } from '../support/stack';
import { expect, test } from '../support/test';
import { sendTraffic, type Traffic } from '../support/traffic';

const NAME = 'pair';
/** What two Prometheus measure. */
const NAMESPACE = 'ml-pair';
const NAMESPACE_PATH = `/api/v1/namespaces/${NAMESPACE}`;

let traffic: Traffic;

test.describe.configure({ timeout: 150_000 });

// Two versions, of which the new one is worse: made first, so that there is something to compare once it is looked at.
test.beforeAll(async () => {
  const kube = await createKube(stack.sandbox.kubeconfig);
  await kube.apply(NAMESPACE_PATH, {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: NAMESPACE },
  });
  const { host } = await applyModel(kube, {
    name: NAME,
    namespace: NAMESPACE,
    image: 'sandbox/faulty-model:1',
    predictors: [
      { name: 'main', weight: 70, env: { LATENCY: '15ms:1' } },
      {
        name: 'v2',
        weight: 30,
        env: { LATENCY: '300ms:1', ERROR_RATIO: '0.3' },
      },
    ],
  });
  traffic = sendTraffic({
    router: stack.sandbox.router,
    host,
    perSecond: 30,
  });
});

test.afterAll(async () => {
  await traffic.stop();
  await (await createKube(stack.sandbox.kubeconfig)).remove(NAMESPACE_PATH);
});

/** Looks again until enough was measured to tell the two apart. */
async function openPair(page: Page) {
  const model = new ModelPage(page);
  const predictors = page.getByRole('region', {
    name: 'Predictors side by side',
  });
  const refresh = page.getByRole('button', { name: 'Refresh now' });
  await model.openModel(NAME, 'range=15m&refresh=off', NAMESPACE);
  const worse = /v2 beside main: .*lower.*slower/;
  let looked = false;
  await expect(async () => {
    if (looked) {
      await refresh.click({ timeout: 2_000 });
    }
    looked = true;
    await expect(predictors).toContainText(worse, { timeout: 5_000 });
  }).toPass({ timeout: 60_000 });
  return { model, predictors, refresh };
}

const instants = ({ rows }: ChartRows) => rows.map(({ at }) => Date.parse(at));

test('a range is chosen, typed or drawn, all charts follow, and there is a way back', async ({
  page,
  signIn,
}) => {
  await signIn('carol');
  const model = new ModelPage(page);
  await model.openMonitoring('local.ml-mon.rest-seldon', 'refresh=off');
  await expect(model.chart('Requests').locator('.u-over')).toBeVisible();

  await model.chooseRange('15 min');
  await expect(page).toHaveURL(/range=15m/);
  // The newest minutes, for the sandbox has no others.
  await model.drag('Requests', 0.8, 0.95);
  await expect(page).toHaveURL(/from=/);
  const { fromMs, toMs } = model.addressedRange();
  expect((toMs - fromMs) / 60_000).toBeCloseTo(0.15 * 15, 0);
  await expect(async () => {
    for (const title of ['Requests', 'Latency']) {
      const shown = instants(await model.table(title));
      expect(Math.min(...shown)).toBeGreaterThan(fromMs - 60_000);
      expect(Math.max(...shown)).toBeLessThanOrEqual(toMs);
    }
  }).toPass({ timeout: 10_000 });

  await page.getByRole('button', { name: 'Back to 15 min' }).click();
  await expect(page).toHaveURL(/range=15m/);

  await model.chooseCustomRange('2026-01-01T10:00', '2026-01-01T12:00');
  await expect(page).toHaveURL(/from=2026-01-01/);
  expect(model.addressedRange()).toEqual({
    fromMs: Date.parse('2026-01-01T10:00+01:00'),
    toMs: Date.parse('2026-01-01T12:00+01:00'),
  });
});

test('two predictors are compared, and a colleague sees the same minutes', async ({
  page,
  browser,
  signIn,
}) => {
  await signIn('ada');
  const { model, predictors } = await openPair(page);
  await expect(predictors.getByRole('row', { name: /^v2/ })).toContainText(
    /30 % set/,
  );
  expect(await barriers(page, predictors)).toEqual([]);

  await page.getByRole('button', { name: /^Compare with/ }).click();
  await page.getByRole('option', { name: '1 h earlier' }).click();
  await expect(
    page.getByText(/1 h earlier/).filter({ hasText: /Dashed|Nothing|nothing/ }),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Choose charts' }).click();
  await page
    .getByRole('button', { name: 'Show only Requests', exact: true })
    .click();
  await page.keyboard.press('Escape');
  await expect(model.chart('Latency')).toBeHidden();
  const link = await model.copyLink();

  const read = async (of: ModelPage) => ({
    minutes: of.addressedRange(),
    table: await of.table('Requests'),
  });
  await page.goto(link);
  const mine = await read(model);
  const colleague = await browser.newPage();
  try {
    const { pathname, search } = new URL(link);
    await new SignInPage(colleague).enter('carol', pathname + search);
    const theirs = new ModelPage(colleague);
    await expect(theirs.chart('Requests')).toBeVisible();
    await expect(theirs.chart('Latency')).toBeHidden();
    await expect(
      colleague.getByRole('button', { name: 'Compare with 1 h earlier' }),
    ).toBeVisible();
    expect(await read(theirs)).toEqual(mine);
    expect(mine.table.rows.length).toBeGreaterThan(3);
  } finally {
    await colleague.close();
  }
});

test('the numbers of a chart are taken along as CSV', async ({
  page,
  signIn,
}) => {
  await signIn('carol');
  const { model } = await openPair(page);
  const { series, rows } = await model.table('Latency');
  const { name, text } = await model.downloadCsv('Latency');
  expect(name).toMatch(/^ml-pair_pair_latency_\d{8}T\d{6}Z_\d{8}T\d{6}Z\.csv$/);
  const [head, ...lines] = text.trim().split('\r\n');
  expect(head).toMatch(new RegExp(series.join('.*')));
  expect(
    lines.map(line => {
      const [at, ...values] = line.split(',');
      return { at: new Date(at).toISOString(), values };
    }),
  ).toEqual(rows.reverse());
});

test('while one of two Prometheus fails, it is named and the rest stays', async ({
  page,
  secondPrometheus,
  signIn,
}) => {
  await signIn('carol');
  const { model, refresh } = await openPair(page);
  const trouble = page.getByText('Some of this could not be read');
  await expect(trouble).toBeHidden();

  await secondPrometheus.stop();
  await expect(async () => {
    await refresh.click();
    await expect(trouble).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 40_000 });
  await expect(
    page.getByText(`Prometheus of cluster local (${stack.secondPrometheus})`, {
      exact: true,
    }),
  ).toBeVisible();
  await expect(
    page.getByText(
      `Prometheus of cluster local (${stack.sandbox.prometheus})`,
      {
        exact: true,
      },
    ),
  ).toBeHidden();
  // Which of the two depends on how many of the last minutes were bad.
  await expect(model.verdict()).toContainText(/Healthy|Degraded/);
  const numbers = await model.numbers('Requests');
  expect(Object.keys(numbers).sort()).toEqual(['main', 'v2']);
  expect(numbers.main.Latest).toBeGreaterThan(0);

  await secondPrometheus.start();
  await expect(async () => {
    await refresh.click();
    await expect(trouble).toBeHidden({ timeout: 2_000 });
  }).toPass({ timeout: 40_000 });
});
