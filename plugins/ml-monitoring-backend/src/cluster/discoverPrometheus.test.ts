import { startTestCluster } from '../__testUtils__/startTestCluster';
import { Clusters } from './Clusters';
import { createPrometheusDiscovery } from './discoverPrometheus';

// The first test also loads the client library.
jest.setTimeout(60_000);

it('finds the Prometheus of a namespace as soon as the cluster can be asked', async () => {
  let isDown = true;
  const cluster = await startTestCluster({
    objects: [
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'prometheus-operated', namespace: 'ml-mon' },
        spec: { ports: [{ name: 'web', port: 9090 }] },
      },
    ],
    intercept: () =>
      isDown
        ? { kind: 'status', code: 503, message: 'etcd is gone' }
        : undefined,
  });
  try {
    const discover = createPrometheusDiscovery(
      new Clusters(cluster.connections),
    );
    const found = () => discover('local', { namespace: 'ml-mon' });
    await expect(found()).resolves.toBeUndefined();
    isDown = false;
    await expect(found()).resolves.toEqual({
      cluster: 'local',
      matchers: {},
      headers: {},
      target: {
        kind: 'service',
        namespace: 'ml-mon',
        name: 'prometheus-operated',
        port: 'web',
      },
    });
    await expect(
      discover('local', { namespace: 'default' }),
    ).resolves.toBeUndefined();
  } finally {
    await cluster.close();
  }
});
