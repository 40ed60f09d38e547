import { ModelPage } from '../pages/ModelPage';
import { barriers } from '../support/looks';
import { applyModel, monitorPath, removeModel } from '../support/models';
import { createKube } from '../support/kube';
import { stack } from '../support/stack';
import { expect, test } from '../support/test';

const MODEL = { image: 'seldonio/mock_classifier:1.17.1' };
const CRASHING = 'keeps-ending';
const UNSEEN = 'not-scraped';

test.describe('on call', () => {
  test.describe.configure({ timeout: 90_000 });

  test.beforeAll(async () => {
    const kube = await createKube(stack.sandbox.kubeconfig);
    await applyModel(kube, { ...MODEL, name: CRASHING, fault: 'crash-loop' });
    await applyModel(kube, { ...MODEL, name: UNSEEN });
    const { spec } = await kube.get(monitorPath(UNSEEN));
    await kube.mergePatch(monitorPath(UNSEEN), {
      spec: { endpoints: [{ ...spec.endpoints[0], port: 'web' }] },
    });
  });

  test.afterAll(async () => {
    const kube = await createKube(stack.sandbox.kubeconfig);
    await removeModel(kube, CRASHING);
    await removeModel(kube, UNSEEN);
  });

  test('a container that keeps ending is led to its last words', async ({
    page,
    signIn,
  }) => {
    await signIn('carol');
    const model = new ModelPage(page);
    await model.openModel(CRASHING);
    await expect(model.verdict()).toContainText(/keeps ending/, {
      timeout: 60_000,
    });
    const pods = model.section('Pods & logs');
    await pods
      .getByRole('button', { name: /^Show last lines of classifier/ })
      .click();
    await expect(pods).toContainText("No module named 'sklearn'");
    await pods.getByRole('button', { name: /^Run / }).click();
    await page.getByRole('option', { name: 'The run before' }).click();
    await expect(page).toHaveURL(/run=previous/);
    await expect(pods).toContainText("No module named 'sklearn'");
    expect(await barriers(page, model.verdict())).toEqual([]);
    expect(await barriers(page, pods)).toEqual([]);
  });

  test('the graph says which node it befell, and the timeline since when', async ({
    page,
    signIn,
  }) => {
    await signIn('carol');
    const model = new ModelPage(page);
    await model.openModel(CRASHING, 'section=graph');
    const graph = model.section('Graph');
    await expect(graph).toContainText(
      /classifier.*ready in none of 1 pods: CrashLoopBackOff/,
      { timeout: 60_000 },
    );
    expect(await barriers(page, graph)).toEqual([]);
    await page.getByRole('tab', { name: 'Timeline' }).click();
    const timeline = model.section('Timeline');
    await expect(async () => {
      await page.getByRole('button', { name: 'Refresh now' }).click();
      await expect(
        timeline.getByRole('button', { name: /^Warnings, .*BackOff/ }).first(),
      ).toBeVisible({ timeout: 2_000 });
    }).toPass({ timeout: 45_000 });
    expect(await barriers(page, timeline)).toEqual([]);
  });

  test('an empty chart leads to the link that broke', async ({
    page,
    signIn,
  }) => {
    await signIn('carol');
    const model = new ModelPage(page);
    await model.openModel(UNSEEN);
    const chart = model.chart('Requests');
    await expect(chart).toContainText('No data', { timeout: 30_000 });
    await chart.getByRole('link', { name: 'Why is there no data?' }).click();
    const diagnosis = model.section('Diagnosis');
    const broken = diagnosis
      .getByRole('listitem')
      .filter({ hasText: 'The chain breaks here' });
    await expect(broken).toContainText(/monitor/i, { timeout: 30_000 });
    await expect(broken).toContainText('web');
    await expect(
      broken.getByRole('button', { name: /^Copy (command|YAML)$/ }).first(),
    ).toBeVisible();
    expect(await barriers(page, diagnosis)).toEqual([]);

    // The same is seen by whoever is handed the address.
    await page.setViewportSize({ width: 1400, height: 900 });
    await page.goto(page.url());
    await expect(broken).toBeInViewport({ timeout: 30_000 });
  });

  test('the link of an alert opens its model at its minutes', async ({
    page,
    signIn,
  }) => {
    await signIn('carol');
    const to = Date.now() - 10 * 60_000;
    await new ModelPage(page).openModel(
      'rest-seldon',
      `from=${to - 3_600_000}&to=${to}`,
    );
    const asked = await page.waitForRequest(/rest-seldon\/metrics/);
    const { searchParams } = new URL(asked.url());
    expect(
      ['from', 'to'].map(name => Date.parse(searchParams.get(name)!)),
    ).toEqual([to - 3_600_000, to]);
    await expect(
      page.getByText('The charts show an earlier time.'),
    ).toBeVisible();
    await page.getByRole('button', { name: 'Copy link' }).first().click();
    await expect(page.getByRole('textbox', { name: 'Link' })).toHaveValue(
      new RegExp(encodeURIComponent(new Date(to).toISOString())),
    );
  });
});
