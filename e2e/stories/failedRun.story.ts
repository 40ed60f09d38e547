import type { Page } from '@playwright/test';
import { PlanPage } from '../pages/PlanPage';
import { TemplatePage } from '../pages/TemplatePage';
import { removeModel, seldonDeploymentPath } from '../support/models';
import { expect, test } from '../support/test';

const PATH = '/create/templates/default/deploy-seldon-model';

/** Without what only the form knows: the run is started from its last page. */
const values = {
  cluster: 'local',
  namespace: 'ml-mon',
  owner: 'group:default/fraud-team',
  model: 'image',
  protocol: 'seldon',
  scaling: 'fixed',
  replicas: 1,
  exposure: 'auto',
  alerts: false,
};

function filledIn(own: object) {
  const formData = JSON.stringify({ ...values, ...own });
  return `${PATH}?formData=${encodeURIComponent(formData)}`;
}

async function throughTheForm(page: Page) {
  const template = new TemplatePage(page);
  for (let step = 0; step < 4; step++) {
    await template.next();
  }
  await new PlanPage(page).shown();
  await template.next();
  await template.create();
}

/** What the cluster holds of a model, by the paths of its objects. */
const objectsOf = (name: string) => [
  seldonDeploymentPath(name),
  `/apis/route.openshift.io/v1/namespaces/ml-mon/routes/${name}`,
  `/apis/monitoring.coreos.com/v1/namespaces/ml-mon/servicemonitors/${name}`,
];

test.describe('a run that does not end well', () => {
  test.setTimeout(180_000);

  test.afterEach(async ({ kube }) => {
    await removeModel(kube, 'story-broken');
    await removeModel(kube, 'story-stopped');
  });

  test('is told early why, and leaves the cluster as it was where that was asked for', async ({
    page,
    kube,
    signIn,
  }) => {
    const image = 'seldonio/no-such-model:9.9';
    const own = { name: 'story-broken', image, removeOnFailure: true };
    await signIn('ada', filledIn(own));
    await throughTheForm(page);

    await expect(page.getByText(/did not come up/).first()).toContainText(
      image,
      { timeout: 90_000 },
    );
    await expect(async () => {
      for (const path of objectsOf('story-broken')) {
        expect(await kube.get(path)).toBeUndefined();
      }
    }).toPass({ timeout: 30_000 });
  });

  test('offers to remove what it made after it was stopped', async ({
    page,
    kube,
    signIn,
  }) => {
    const image = 'seldonio/no-such-model:9.9';
    await signIn('ada', filledIn({ name: 'story-stopped', image }));
    await throughTheForm(page);

    const steps = page.getByText('Wait until the model is up').first();
    await expect(steps).toBeVisible({ timeout: 30_000 });
    await kube.waitFor(seldonDeploymentPath('story-stopped'), Boolean);
    const cancel = page.getByTestId('cancel-button');
    if (await cancel.isEnabled()) {
      await cancel.click();
    }

    const offer = page.getByRole('button', { name: 'Remove story-stopped' });
    await expect(offer).toBeVisible({ timeout: 60_000 });
    await offer.click();
    await page.getByRole('button', { name: 'Remove it' }).click();
    await expect(page.getByText('Removed', { exact: true })).toBeVisible({
      timeout: 60_000,
    });
    for (const path of objectsOf('story-stopped')) {
      expect(await kube.get(path)).toBeUndefined();
    }
  });
});
