import { ModelPage } from '../pages/ModelPage';
import { expect, test } from '../support/test';

const models = [
  { name: 'rest-seldon', predictor: 'model' },
  { name: 'rest-tfserving', predictor: 'model' },
  { name: 'seldon-model', predictor: 'example' },
];

for (const { name, predictor } of models) {
  test(`${name} is healthy on its card, and its charts move`, async ({
    page,
    signIn,
  }) => {
    await signIn('carol');
    const model = new ModelPage(page);
    await model.openOverview(`local.ml-mon.${name}`);
    await expect(model.card()).toContainText('Healthy', { timeout: 90_000 });
    await expect(model.card()).toContainText('100 % ok');
    await expect(
      model.card().getByRole('img', { name: /^Over the last/ }),
    ).toHaveCount(3);

    await model.openMonitoring(`local.ml-mon.${name}`);
    await expect(model.verdict()).toContainText('Healthy');
    const requests = await model.numbers('Requests');
    expect(requests[predictor].Latest).toBeGreaterThan(0);
    const success = await model.numbers('Success');
    expect(success[predictor].Latest).toBe(1);
  });
}

test('seldon-model shows the custom metrics its image has', async ({
  page,
  signIn,
}) => {
  await signIn('carol');
  const model = new ModelPage(page);
  await model.openMonitoring(
    'local.ml-mon.seldon-model',
    'range=15m&refresh=10s&section=metrics',
  );
  const gauge = await model.numbers('mygauge');
  expect(Object.values(gauge)[0].Latest).toBe(100);
  const requests = await model.numbers('Requests');
  const counter = await model.numbers('mycounter');
  // The counter goes up by one with each prediction.
  expect(
    Object.values(counter)[0].Latest! / requests.example.Latest!,
  ).toBeCloseTo(1, 1);
  const timer = await model.numbers('mytimer');
  // It is handed in as 20.2 ms.
  const mean = Object.entries(timer).find(([series]) => /mean/.test(series));
  expect(mean?.[1].Latest).toBeCloseTo(0.0202, 4);
});

test('the Kubernetes tab shows the pods of the same model', async ({
  page,
  signIn,
}) => {
  await signIn('carol');
  await page.goto(ModelPage.path('local.ml-mon.rest-seldon', '/kubernetes'));
  await expect(
    page.getByText('There was a problem retrieving Kubernetes objects'),
  ).toBeHidden();
  await page.getByRole('button', { name: /Sandbox Cluster/ }).click();
  await expect(
    page.getByText(/rest-seldon-model-0-classifier/).first(),
  ).toBeVisible();
});
