import { ModelPage } from '../pages/ModelPage';
import { expect, test } from '../support/test';

test('Dave, who may not read models, is told so and shown no data', async ({
  page,
  signIn,
}) => {
  await signIn('dave');
  const model = new ModelPage(page);
  const answers: number[] = [];
  page.on('response', response => {
    if (response.url().includes('/api/ml-monitoring/')) {
      answers.push(response.status());
    }
  });
  await model.openMonitoring('local.ml-mon.rest-seldon');
  await expect(page.getByText(/ml-monitoring\.model\.read/)).toBeVisible();
  await expect(model.verdict()).toBeHidden();
  await expect(page.getByText('Healthy')).toBeHidden();
  expect(answers.length).toBeGreaterThan(0);
  expect(answers.filter(status => status < 400)).toEqual([]);

  await page.goto('/ml-monitoring');
  await expect(page.getByText('rest-seldon')).toBeHidden();
});
