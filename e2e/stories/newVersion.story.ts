import { ModelPage } from '../pages/ModelPage';
import {
  applyModel,
  removeModel,
  seldonDeploymentPath,
} from '../support/models';
import { expect, test } from '../support/test';

test.describe('a new version that cannot start', () => {
  test.setTimeout(120_000);

  test.afterEach(({ kube }) => removeModel(kube, 'two-versions'));

  test('is named with its reason while the old one still answers', async ({
    page,
    kube,
    signIn,
  }) => {
    const model = {
      name: 'two-versions',
      image: 'seldonio/mock_classifier_rest:1.3',
    };
    await applyModel(kube, model);
    await kube.waitFor(
      seldonDeploymentPath(model.name),
      ({ status }) => status?.state === 'Available',
    );
    await applyModel(kube, { ...model, image: 'seldonio/nope:1' });

    await signIn('carol');
    const shown = new ModelPage(page);
    await expect(async () => {
      await shown.openMonitoring(`local.ml-mon.${model.name}`);
      await expect(shown.verdict()).toContainText('seldonio/nope:1', {
        timeout: 3_000,
      });
    }).toPass({ timeout: 60_000 });
    await expect(shown.verdict()).toContainText('Degraded');
    await page
      .getByRole('button', { name: /^Show what needs no attention/ })
      .click();
    await expect(
      page.getByText('Predictor "default" answers', { exact: true }),
    ).toBeVisible();
  });
});
