import type { KubeObject } from '../../api';
import { forbidden } from '../../api/errors';
import { createWorld } from '../../__testUtils__/createWorld';
import { DEPLOYMENTS, PODS, REPLICA_SETS } from '../runtime/resources';
import { startDeploymentController } from './startDeploymentController';
import { startReplicaSetController } from './startReplicaSetController';

const deployment = (changes: object = {}): KubeObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'm', namespace: 'ml' },
  spec: {
    replicas: 1,
    selector: { matchLabels: { app: 'm' } },
    strategy: {
      type: 'RollingUpdate',
      rollingUpdate: { maxUnavailable: '10%', maxSurge: '25%' },
    },
    progressDeadlineSeconds: 600,
    template: {
      metadata: { labels: { app: 'm' } },
      spec: { containers: [{ name: 'c', image: 'a:1' }] },
    },
    ...changes,
  },
});

function start(hooks: Parameters<typeof createWorld>[0] = {}) {
  const world = createWorld(hooks);
  startDeploymentController(world);
  startReplicaSetController(world);
  const pods = () => world.cluster.list(PODS, { namespace: 'ml' });
  const current = () =>
    world.cluster.get(DEPLOYMENTS, { namespace: 'ml', name: 'm' })!;
  const conditions = () =>
    Object.fromEntries(
      (current().status.conditions ?? []).map((each: any) => [
        each.type,
        `${each.status} ${each.reason}: ${each.message}`,
      ]),
    );
  const setImage = (image: string) => {
    const found = current();
    found.spec.template.spec.containers[0].image = image;
    world.cluster.update(found);
    world.settle();
  };
  return { ...world, pods, current, conditions, setImage };
}

it('is not available before a pod is ready, and complete afterwards', () => {
  const { cluster, settle, pods, current, conditions, setReady } = start();
  cluster.create(deployment());
  settle();
  const [{ metadata }] = cluster.list(REPLICA_SETS);
  expect(pods().map(pod => pod.metadata.name)).toEqual([
    expect.stringMatching(new RegExp(`^${metadata.name}-[a-z0-9]{5}$`)),
  ]);
  expect(conditions()).toEqual({
    Progressing: `True ReplicaSetUpdated: ReplicaSet "${metadata.name}" is progressing.`,
    Available:
      'False MinimumReplicasUnavailable: Deployment does not have minimum availability.',
  });
  setReady(pods(), true);
  expect(conditions()).toEqual({
    Progressing: `True NewReplicaSetAvailable: ReplicaSet "${metadata.name}" has successfully progressed.`,
    Available:
      'True MinimumReplicasAvailable: Deployment has minimum availability.',
  });
  expect(current().status).toMatchObject({
    observedGeneration: 1,
    replicas: 1,
    updatedReplicas: 1,
    readyReplicas: 1,
    availableReplicas: 1,
    unavailableReplicas: 0,
  });
  expect(current().metadata.annotations).toEqual({
    'deployment.kubernetes.io/revision': '1',
  });
});

it.each([
  ['RollingUpdate', '5'],
  ['Recreate', '4'],
])('notes with %s how large it may get', (type, largest) => {
  const { cluster, settle, current } = start();
  const sizes = () => {
    const [{ metadata }] = cluster.list(REPLICA_SETS);
    return {
      desired:
        metadata.annotations?.['deployment.kubernetes.io/desired-replicas'],
      max: metadata.annotations?.['deployment.kubernetes.io/max-replicas'],
    };
  };
  cluster.create(deployment({ replicas: 0, strategy: { type } }));
  settle();
  expect(sizes()).toEqual({ desired: '0', max: '0' });
  cluster.update({ ...current(), spec: { ...current().spec, replicas: 4 } });
  settle();
  expect(sizes()).toEqual({ desired: '4', max: largest });
});

it('keeps the old pod until the new one is ready', () => {
  const { cluster, settle, pods, setReady, setImage, current } = start();
  cluster.create(deployment());
  settle();
  const before = pods();
  setReady(before, true);
  setImage('a:2');
  expect(pods()).toHaveLength(2);
  setReady(pods(), true);
  expect(pods().map(pod => pod.spec.containers[0].image)).toEqual(['a:2']);
  expect(current().metadata.annotations).toEqual({
    'deployment.kubernetes.io/revision': '2',
  });
});

it('makes the old template the newest revision when it is rolled back', () => {
  const { cluster, settle, pods, setReady, setImage, current } = start();
  cluster.create(deployment());
  settle();
  setReady(pods(), true);
  setImage('a:2');
  setReady(pods(), true);
  setImage('a:1');
  expect(cluster.list(REPLICA_SETS)).toHaveLength(2);
  expect(current().metadata.annotations).toEqual({
    'deployment.kubernetes.io/revision': '3',
  });
});

it('stays available but says that it is stuck when the new pod never gets ready', () => {
  const { cluster, settle, pods, clock, setReady, setImage, conditions } =
    start();
  cluster.create(deployment());
  settle();
  setReady(pods(), true);
  setImage('a:broken');
  clock.advance(605_000);
  expect(conditions()).toMatchObject({
    Available: expect.stringMatching(/^True MinimumReplicasAvailable/),
    Progressing: expect.stringMatching(
      /^False ProgressDeadlineExceeded: ReplicaSet ".*" has timed out progressing\.$/,
    ),
  });
});

it('passes on why pods cannot be created, and goes on when the cause is gone', () => {
  let full = true;
  const { cluster, settle, clock, pods, conditions } = start({
    validate: {
      pods: ({ metadata }) => {
        if (full) {
          throw forbidden(
            { group: '', resource: 'pods', kind: 'Pod' },
            metadata.name,
            'exceeded quota: q, requested: pods=1, used: pods=0, limited: pods=0',
          );
        }
      },
    },
  });
  cluster.create(deployment());
  settle();
  expect(conditions().ReplicaFailure).toMatch(
    /^True FailedCreate: pods ".*" is forbidden: exceeded quota: q/,
  );
  full = false;
  clock.advance(10_000);
  expect(pods()).toHaveLength(1);
  expect(conditions()).not.toHaveProperty('ReplicaFailure');
});

it('goes down to nothing when nothing is wanted', () => {
  const { cluster, settle, pods, current, conditions } = start();
  cluster.create(deployment({ replicas: 0 }));
  settle();
  expect(pods()).toEqual([]);
  expect(conditions().Available).toMatch(/^True MinimumReplicasAvailable/);
  expect(current().status.replicas).toBe(0);
});
