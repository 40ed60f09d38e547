import { ModelPage } from '../pages/ModelPage';
import { TemplatePage } from '../pages/TemplatePage';
import { removeModel, seldonDeploymentPath } from '../support/models';
import { expect, test } from '../support/test';

test.describe('Deploy a Seldon model', () => {
  test.setTimeout(180_000);

  test.afterEach(({ kube }) => removeModel(kube, 'story-model'));

  test('leads from the form to a healthy card and the first points', async ({
    page,
    kube,
    signIn,
  }) => {
    await signIn('ada', '/create/templates/default/deploy-seldon-model');
    const template = new TemplatePage(page);
    await expect(page.getByText('Sandbox', { exact: true })).toBeVisible();
    await template.choose('Namespace', 'ml-mon');
    await template.fill('Name', 'story-model');
    await template.pick('Owner', 'Fraud team');
    await template.next();
    await template.radio('Model with custom metrics');
    await template.next();
    await expect(
      page.getByText(/asks for no authentication/).first(),
    ).toBeVisible();
    await template.radio('From outside the cluster too');
    await template.next();
    await template.create();

    const entity = page.getByRole('link', {
      name: 'Open the model in the catalog',
    });
    await expect(entity).toBeVisible({ timeout: 90_000 });
    const made = await kube.get(seldonDeploymentPath('story-model'));
    expect(made.metadata.annotations).toMatchObject({
      'ml-monitoring/owner': 'group:default/fraud-team',
    });

    const model = new ModelPage(page);
    await expect(async () => {
      await model.openOverview('local.ml-mon.story-model');
      await expect(model.card()).toContainText('Healthy', { timeout: 4_000 });
    }).toPass({ timeout: 60_000 });
    await expect(
      page.getByRole('link', { name: 'Fraud team' }).first(),
    ).toBeVisible();

    // The wait step's test prediction is the first request that is measured.
    await expect(async () => {
      await model.openMonitoring('local.ml-mon.story-model');
      await expect(
        model.chart('Requests').getByRole('button', {
          name: 'Show Requests as a table',
        }),
      ).toBeVisible({ timeout: 5_000 });
    }).toPass({ timeout: 60_000 });
    expect(
      (await model.numbers('Requests')).example.Latest,
    ).toBeGreaterThanOrEqual(0);
  });

  test('refuses in the form what the cluster or the platform team would refuse', async ({
    page,
    signIn,
  }) => {
    await signIn('ada', '/create/templates/default/deploy-seldon-model');
    const template = new TemplatePage(page);
    await template.choose('Namespace', 'ml-mon');
    await template.fill('Name', 'Not A Name');
    await template.pick('Owner', 'Fraud team');
    await template.next();
    await expect(
      page.getByText(/^Lower-case letters, digits/).first(),
    ).toBeVisible();
    await expect(
      page.getByRole('radio', { name: 'Model with custom metrics' }),
    ).toBeHidden();
  });
});
