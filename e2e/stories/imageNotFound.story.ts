import { ModelPage } from '../pages/ModelPage';
import { barriers } from '../support/looks';
import { applyModel, removeModel } from '../support/models';
import { expect, test } from '../support/test';

test.describe('a model whose image cannot be pulled', () => {
  test.setTimeout(120_000);

  test.afterEach(({ kube }) => removeModel(kube, 'no-image'));

  test('is failing, with the reason of the pod, and stays visible', async ({
    page,
    kube,
    signIn,
  }) => {
    await applyModel(kube, {
      name: 'no-image',
      image: 'seldonio/no-such-model:9.9',
    });
    await signIn('carol');
    const model = new ModelPage(page);
    await expect(async () => {
      await model.openMonitoring('local.ml-mon.no-image');
      await expect(model.verdict()).toContainText('Failing', {
        timeout: 3_000,
      });
    }).toPass({ timeout: 60_000 });
    await expect(model.verdict()).toContainText('seldonio/no-such-model:9.9');
    await expect(
      page.getByText(/ImagePullBackOff|ErrImagePull/).first(),
    ).toBeVisible();
    await expect(
      model.verdict().getByRole('heading', { name: 'What to do' }),
    ).toBeVisible();
    expect(await barriers(page, model.verdict())).toEqual([]);

    // A failing model is the one to look for: it is on the list, and in the catalog.
    await page.goto('/ml-monitoring?q=no-image');
    await expect(page.getByRole('row', { name: /no-image/ })).toContainText(
      'Failing',
    );
    await model.openOverview('local.ml-mon.no-image');
    await expect(model.card()).toContainText('Failing');
  });
});
