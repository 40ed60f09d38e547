import { parse } from 'yaml';
import { TemplatePage } from '../pages/TemplatePage';
import { seldonDeploymentPath } from '../support/models';
import { expect, test } from '../support/test';

const values = {
  cluster: 'production-eu',
  namespace: 'ml-fraud',
  name: 'story-in-git',
  owner: 'group:default/fraud-team',
  model: 'image',
  image: 'seldonio/mock_classifier_rest:1.3',
  protocol: 'seldon',
  replicas: 1,
  productionReplicas: 3,
  exposure: 'route',
  availabilityPercent: 99.5,
  repoUrl: 'github.com?owner=fraud-team&repo=story-in-git',
};

test.describe('Deploy a Seldon model through Git', () => {
  test.setTimeout(120_000);

  test('gives the tree that Argo CD or Flux expects, and asks no cluster', async ({
    page,
    kube,
    signIn,
  }) => {
    const formData = encodeURIComponent(JSON.stringify(values));
    await signIn(
      'ada',
      `/create/templates/default/deploy-seldon-model-through-git?formData=${formData}`,
    );
    const template = new TemplatePage(page);
    for (let step = 0; step < 4; step++) {
      await template.next();
    }
    const files = page.getByRole('region', { name: 'What would be written' });
    await expect(files.getByRole('status').first()).toContainText('files', {
      timeout: 30_000,
    });
    const paths = (await files.getByRole('listitem').allInnerTexts()).map(
      text => text.trim(),
    );
    expect(paths).toEqual(
      expect.arrayContaining([
        'base/kustomization.yaml',
        'catalog-info.yaml',
        'overlays/production/kustomization.yaml',
        'overlays/staging/kustomization.yaml',
      ]),
    );

    const read = async (path: string) => {
      await files.getByRole('button', { name: `Show ${path}` }).click();
      const content = files.getByRole('region', { name: `Content of ${path}` });
      return parse((await content.textContent())!);
    };
    const base = await read('base/kustomization.yaml');
    expect(paths).toEqual(
      expect.arrayContaining(
        base.resources.map((file: string) => `base/${file}`),
      ),
    );
    const entity = await read('catalog-info.yaml');
    expect(entity.metadata.annotations['ml-monitoring/model']).toContain(
      'ml-fraud/story-in-git',
    );
    const patch = await read(
      'overlays/production/seldondeployment-story-in-git.patch.yaml',
    );
    expect(patch).toContainEqual({
      op: 'replace',
      path: '/spec/predictors/0/replicas',
      value: 3,
    });
    expect(
      await kube.get(seldonDeploymentPath('story-in-git')),
    ).toBeUndefined();
  });
});
