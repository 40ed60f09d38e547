import { expect, test } from '../support/test';

const WEBHOOKS =
  '/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations';
const LEFT_BEHIND = 'seldon-validating-webhook-configuration-removed';

test.describe('the page of a cluster', () => {
  test.afterEach(({ kube }) => kube.remove(`${WEBHOOKS}/${LEFT_BEHIND}`));

  test('says that it is ready, and names a webhook that a removed operator left behind', async ({
    page,
    kube,
    signIn,
  }) => {
    await signIn('carol', '/ml-monitoring');
    await page.getByRole('link', { name: 'local', exact: true }).click();
    await expect(
      page.getByRole('heading', { name: 'Is cluster local ready?' }),
    ).toBeVisible();
    await expect(
      page.getByText('Ready for models that are monitored'),
    ).toBeVisible({ timeout: 30_000 });

    await kube.apply(`${WEBHOOKS}/${LEFT_BEHIND}`, {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingWebhookConfiguration',
      metadata: { name: LEFT_BEHIND },
      webhooks: [
        {
          name: 'v1.vseldondeployment.kb.io',
          admissionReviewVersions: ['v1'],
          sideEffects: 'None',
          failurePolicy: 'Fail',
          clientConfig: {
            service: { namespace: 'removed', name: 'seldon-webhook-service' },
          },
          rules: [
            {
              apiGroups: ['machinelearning.seldon.io'],
              apiVersions: ['v1'],
              operations: ['CREATE', 'UPDATE'],
              resources: ['seldondeployments'],
            },
          ],
        },
      ],
    });
    await expect(async () => {
      await page.getByRole('button', { name: 'Look again' }).click();
      await expect(
        page.getByText(
          `kubectl delete validatingwebhookconfiguration ${LEFT_BEHIND}`,
        ),
      ).toBeVisible({ timeout: 2_000 });
    }).toPass({ timeout: 60_000 });
    await expect(page.getByText('Not ready', { exact: true })).toBeVisible();
  });
});
