import { createWorld } from '../../__testUtils__/createWorld';
import { AUTOSCALERS, DEPLOYMENTS, PODS } from '../runtime/resources';
import { startAutoscaler } from './startAutoscaler';

const metadata = { name: 'm', namespace: 'ml' };
const labels = { app: 'm' };

/** A Deployment with one ready pod that uses so many cores, and its autoscaler some periods later. */
function scaled(
  replicas: number,
  bounds: object,
  { cores = 0, requests = { cpu: '500m' } as object, pods = 1 } = {},
) {
  const world = createWorld();
  const { cluster, clock } = world;
  cluster.create({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata,
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { containers: [{ name: 'm', image: 'm:1' }] },
      },
    },
  });
  for (let made = 0; made < pods; made += 1) {
    cluster.create({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: `m-${made}`, namespace: 'ml', labels },
      spec: {
        containers: [{ name: 'm', image: 'm:1', resources: { requests } }],
      },
    });
  }
  world.setReady(cluster.list(PODS), true);
  startAutoscaler({ ...world, metrics: { of: () => cores } });
  cluster.create({
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata,
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'm' },
      ...bounds,
    },
  });
  clock.advance(60_000);
  const { status } = cluster.get(AUTOSCALERS, metadata)!;
  const said = (type: string) =>
    status.conditions.find((each: any) => each.type === type);
  return {
    replicas: cluster.get(DEPLOYMENTS, metadata)!.spec.replicas,
    status,
    said,
    events: cluster
      .list({ group: '', resource: 'events' })
      .filter(({ involvedObject }) => involvedObject.kind !== 'Pod')
      .map(({ type, reason }) => `${type} ${reason}`),
  };
}

describe('an autoscaler', () => {
  it.each([
    ['up to its minimum', 1, { minReplicas: 3, maxReplicas: 5 }, 0, 3],
    ['down when pods idle', 9, { minReplicas: 2, maxReplicas: 5 }, 0, 2],
    [
      'not when it is switched off',
      0,
      { minReplicas: 2, maxReplicas: 5 },
      0,
      0,
    ],
    ['up to its maximum under load', 1, { maxReplicas: 3 }, 4, 3],
    ['not when load is about right', 2, { maxReplicas: 5 }, 0.42, 2],
  ])('scales %s', (_, from, bounds, cores, to) => {
    const { replicas, status } = scaled(from, bounds, { cores });
    expect(replicas).toBe(to);
    expect(status.desiredReplicas).toBe(to);
  });

  it.each([
    [0, 'TooFewReplicas', { minReplicas: 3, maxReplicas: 5 }],
    [4, 'TooManyReplicas', { maxReplicas: 2 }],
    [0.25, 'DesiredWithinRange', { maxReplicas: 2 }],
  ])(
    'says what limits it when a pod uses %d cores: %s',
    (cores, reason, bounds) => {
      const { said } = scaled(1, bounds, { cores });
      expect(said('ScalingActive')).toMatchObject({
        status: 'True',
        reason: 'ValidMetricFound',
      });
      expect(said('ScalingLimited')).toMatchObject({ reason });
    },
  );

  it.each([
    [
      'a container requests nothing',
      {},
      { requests: {} },
      'FailedGetResourceMetric',
      'failed to get cpu utilization: missing request for cpu in container m of Pod m-0',
    ],
    [
      'no pod is ready',
      {},
      { pods: 0 },
      'FailedGetResourceMetric',
      'failed to get cpu utilization: did not receive metrics for targeted pods (pods might be unready)',
    ],
    [
      'nobody serves its metric',
      { metrics: [{ type: 'Pods', pods: { metric: { name: 'rps' } } }] },
      {},
      'FailedGetPodsMetric',
      'unable to get metric rps: unable to fetch metrics from custom metrics API: no custom metrics API (custom.metrics.k8s.io) registered',
    ],
  ])('is blind when %s', (_, spec, pod, reason, message) => {
    const { replicas, said, events } = scaled(
      2,
      { maxReplicas: 5, ...spec },
      pod,
    );
    expect(replicas).toBe(2);
    expect(said('ScalingActive')).toMatchObject({
      status: 'False',
      reason,
      message: `the HPA was unable to compute the replica count: ${message}`,
    });
    expect(events).toEqual([
      `Warning ${reason}`,
      'Warning FailedComputeMetricsReplicas',
    ]);
  });
});
