import { mockServices } from '@backstage/backend-test-utils';
import mlMonitoringPlugin from 'backstage-plugin-ml-monitoring-backend';
import { startSandbox, type Sandbox } from 'sandbox';
import { startScaffolder } from './__testUtils__/startScaffolder';

jest.setTimeout(120_000);

// Jest runs tests in a realm of their own, in which what fetch has parsed is no plain object to the scaffolder.
jest.spyOn(Response.prototype, 'json').mockImplementation(async function json(
  this: Response,
) {
  return JSON.parse(await this.text());
});

let sandbox: Sandbox;
let scaffolder: Awaited<ReturnType<typeof startScaffolder>>;

beforeAll(async () => {
  sandbox = await startSandbox({ load: false });
  scaffolder = await startScaffolder([
    mlMonitoringPlugin,
    import('@backstage/plugin-kubernetes-backend'),
    mockServices.rootConfig.factory({
      data: {
        kubernetes: {
          serviceLocatorMethod: { type: 'multiTenant' },
          clusterLocatorMethods: [
            {
              type: 'config',
              clusters: [
                {
                  name: 'local',
                  url: sandbox.apiServer,
                  caData: sandbox.caData,
                  authProvider: 'serviceAccount',
                  serviceAccountToken: sandbox.token,
                },
              ],
            },
          ],
        },
        mlMonitoring: {
          prometheus: [{ cluster: 'local', url: sandbox.prometheus }],
          provisioning: {
            namespaces: ['ml-*'],
            images: ['seldonio/*', 'tensorflow/serving'],
            modelUris: ['gs://seldon-models/*'],
            exposure: ['none', 'route'],
            route: {
              hostTemplate: `{name}-{namespace}.${sandbox.appsDomain}`,
              tls: 'none',
              port: Number(new URL(sandbox.router).port),
            },
            predictions: { enabled: true },
          },
        },
      },
    }),
  ]);
});

afterAll(async () => {
  await scaffolder?.stop();
  await sandbox?.close();
});

describe('the template "Deploy a Seldon model" on a cluster', () => {
  it('brings up every preset, exposed and tried', async () => {
    const models = ['mock-classifier', 'half-plus-two', 'custom-metrics'];
    const ends = await Promise.all(
      models.map(model =>
        scaffolder.run({ model, name: `new-${model}`, exposure: 'auto' }),
      ),
    );
    expect(ends.map(({ reason }) => reason)).toEqual(
      models.map(() => undefined),
    );
    const addresses = ends.map(
      ({ output }) =>
        output!.links.find(
          ({ title }) => title === 'Where the model can be called',
        ).url,
    );
    expect(addresses.map(address => new URL(address).hostname)).toEqual(
      models.map(model => `new-${model}-ml-mon.${sandbox.appsDomain}`),
    );
  });

  it("fails with the cluster's reason where an image cannot be pulled", async () => {
    const { status, reason } = await scaffolder.run({
      model: 'image',
      image: 'seldonio/no-such-image:1',
      name: 'broken',
    });
    expect(status).toBe('failed');
    expect(reason).toContain('local:ml-mon/broken did not come up');
    expect(reason).toContain('seldonio/no-such-image:1');
  });

  it('says which rule of the platform team is in the way', async () => {
    const { reason } = await scaffolder.run({
      model: 'image',
      image: 'evil.example.com/seldonio/x:1',
      name: 'refused',
    });
    expect(reason).toContain('Planning local:ml-mon/refused failed');
    expect(reason).toContain('evil.example.com/seldonio/x:1');
    expect(reason).toContain('seldonio/*');
  });
});
