import { createWorld } from '../../__testUtils__/createWorld';
import { AUTOSCALERS, DEPLOYMENTS } from '../runtime/resources';
import { startAutoscaler } from './startAutoscaler';

const metadata = { name: 'm', namespace: 'ml' };

function scaled(replicas: number, bounds: object) {
  const world = createWorld();
  const { cluster } = world;
  startAutoscaler(world);
  cluster.create({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata,
    spec: {
      replicas,
      selector: { matchLabels: { app: 'm' } },
      template: {
        metadata: { labels: { app: 'm' } },
        spec: { containers: [{ name: 'm', image: 'm:1' }] },
      },
    },
  });
  cluster.create({
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata,
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'm' },
      ...bounds,
    },
  });
  world.settle();
  return {
    replicas: cluster.get(DEPLOYMENTS, metadata)!.spec.replicas,
    status: cluster.get(AUTOSCALERS, metadata)!.status,
  };
}

describe('an autoscaler', () => {
  it.each([
    ['up to its minimum', 1, { minReplicas: 3, maxReplicas: 5 }, 3],
    ['down when pods idle', 9, { minReplicas: 2, maxReplicas: 5 }, 2],
    ['not when it is switched off', 0, { minReplicas: 2, maxReplicas: 5 }, 0],
  ])('scales %s', (_, from, bounds, to) => {
    const { replicas, status } = scaled(from, bounds);
    expect(replicas).toBe(to);
    expect(status.desiredReplicas).toBe(to);
  });

  it('says what limits it', () => {
    const { status } = scaled(1, { minReplicas: 3, maxReplicas: 5 });
    expect(status.conditions).toMatchObject([
      { type: 'AbleToScale', status: 'True' },
      { type: 'ScalingActive', status: 'True' },
      { type: 'ScalingLimited', reason: 'TooFewReplicas' },
    ]);
  });
});
