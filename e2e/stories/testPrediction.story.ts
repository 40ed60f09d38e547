import { ModelPage } from '../pages/ModelPage';
import { PredictionForm } from '../pages/PredictionForm';
import { barriers } from '../support/looks';
import { expect, test } from '../support/test';

const SECTION = 'refresh=off&section=prediction';

test.describe.configure({ timeout: 120_000 });

test('Ada tries a model with an example that fits it, and reads what came back', async ({
  page,
  signIn,
}) => {
  await signIn('ada');
  const model = new ModelPage(page);
  const form = new PredictionForm(page);
  await model.openMonitoring('local.ml-mon.rest-tfserving', SECTION);
  // Of the metadata that TensorFlow Serving gives of its signature.
  await expect(form.table('What the model takes')).toContainText(
    /x\s*DT_FLOAT\s*any × 1/,
  );
  await form.send();
  await expect(form.region()).toContainText('200: The model answered');
  await expect(form.region()).toContainText(/"predictions": \[\s*\[2\]/);

  await model.openMonitoring('local.ml-mon.seldon-model', SECTION);
  await expect(form.body()).toHaveValue(/"ndarray"/);
  await form.write('{"data":\n {"ndarray": [[1, 2,]]}}');
  await expect(form.region()).toContainText(
    'Line 2: a value is expected here.',
  );
  await form.write('{"data": {"ndarray": [[1, 2, 5]]}}');
  await form.sendByKeys();
  await expect(form.region()).toContainText('200: The model answered');
  await expect(form.region()).toContainText(
    /in .* m?s, through http:\/\/.*\/api\/v1\.0\/predictions/,
  );
  await expect(form.region()).toContainText('[1, 2, 5]');
  await expect(form.table('Custom metrics in the answer')).toContainText(
    /mycounter\s*counter\s*\+1.*mygauge\s*gauge\s*100.*mytimer\s*timer\s*20\.2 ms/s,
  );
  expect(page.url()).not.toContain('ndarray');
  expect(await barriers(page, form.region())).toEqual([]);
});

test('Carol, who only reads, is offered none, and a link tells her why', async ({
  page,
  signIn,
}) => {
  await signIn('carol');
  const model = new ModelPage(page);
  const form = new PredictionForm(page);
  await model.openMonitoring('local.ml-mon.seldon-model', 'refresh=off');
  await expect(page.getByRole('heading', { name: 'Pods' })).toBeVisible();
  await expect(form.tab()).toBeHidden();
  await model.openMonitoring('local.ml-mon.seldon-model', SECTION);
  await expect(form.region()).toContainText('ml-monitoring.model.predict');
  await expect(form.body()).toBeHidden();
});
