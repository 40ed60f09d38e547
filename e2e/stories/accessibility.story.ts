import type { Page } from '@playwright/test';
import { ModelPage } from '../pages/ModelPage';
import { seriousViolations } from '../support/accessibility';
import { expect, test } from '../support/test';

const ENTITY = 'local.ml-mon.seldon-model';

/** Waits for the answer, and gives the element that holds all that is ours. */
const regions = {
  async card(page: Page) {
    const model = new ModelPage(page);
    await model.openOverview(ENTITY);
    await expect(model.card()).toContainText('Latency p95');
    return model.card();
  },
  async tab(page: Page) {
    const model = new ModelPage(page);
    await model.openMonitoring(ENTITY);
    await expect(model.verdict()).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Pods' })).toBeVisible();
    await page
      .getByRole('application', { name: 'Latency', exact: true })
      .waitFor();
    await page.getByRole('button', { name: 'Show Success as a table' }).click();
    return model.verdict().locator('xpath=..');
  },
  async 'page of all models'(page: Page) {
    await page.goto('/ml-monitoring');
    await expect(
      page.getByRole('link', { name: 'seldon-model' }),
    ).toBeVisible();
    return page.getByRole('search').locator('xpath=..');
  },
  async 'page of a cluster'(page: Page) {
    await page.goto('/ml-monitoring/clusters/local');
    const checks = page.getByRole('heading', { name: 'Checks' });
    await expect(checks).toBeVisible({ timeout: 30_000 });
    return checks.locator('xpath=../..');
  },
};

for (const colorScheme of ['light', 'dark'] as const) {
  for (const [name, open] of Object.entries(regions)) {
    test(`the ${name} keeps nobody out, ${colorScheme}`, async ({
      page,
      signIn,
    }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await signIn('ada');
      expect(await seriousViolations(await open(page))).toEqual([]);
    });
  }
}

test('a chart is read by keyboard alone', async ({ page, signIn }) => {
  await signIn('ada');
  const model = new ModelPage(page);
  await model.openMonitoring(ENTITY);
  const plot = page.getByRole('application', { name: 'Requests', exact: true });
  const lastOfHead = model
    .chart('Requests')
    .getByRole('button', { name: 'More on Requests' });
  await plot.waitFor();
  await lastOfHead.focus();
  await page.keyboard.press('Tab');
  await expect(plot).toBeFocused();
  await page.keyboard.press('End');
  await expect(model.chart('Requests')).toContainText(/at .*\d\d:\d\d:\d\d/);
  await page.keyboard.press('Escape');
  await expect(model.chart('Requests')).toContainText('Latest values');
});
