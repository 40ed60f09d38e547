import type { KubeObject } from '../../api';
import { createWorld } from '../../__testUtils__/createWorld';
import { newNode, nodeStatus } from '../kubelet/nodes';
import { conditionOf } from '../runtime/conditions';
import { NODES, PODS, VOLUME_CLAIMS } from '../runtime/resources';
import { startScheduler } from './startScheduler';
import { startVolumeBinder } from './startVolumeBinder';

const KEY = { namespace: 'ml', name: 'm' };

function start() {
  const world = createWorld();
  const { cluster, clock } = world;
  startScheduler(world);
  startVolumeBinder(world);
  const addNode = (name: string, spec: object = {}) => {
    const node = cluster.create({ ...newNode(name), spec });
    cluster.updateStatus({
      ...node,
      status: nodeStatus(node, '127.0.0.1', clock),
    });
  };
  const schedule = (spec: object): KubeObject => {
    cluster.create({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: KEY,
      spec: { containers: [{ name: 'c', image: 'a:1' }], ...spec },
    });
    world.settle();
    return cluster.get(PODS, KEY)!;
  };
  addNode('one');
  return { ...world, addNode, schedule };
}

const claim = {
  volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'c' } }],
};
const huge = {
  containers: [
    { name: 'c', image: 'a:1', resources: { requests: { cpu: '1000' } } },
  ],
};

describe('the scheduler', () => {
  it.each([
    [
      'no node is large enough',
      huge,
      '0/1 nodes are available: 1 Insufficient cpu. preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.',
    ],
    [
      'no node has the label',
      { nodeSelector: { gpu: 'a100' } },
      "0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector. preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.",
    ],
    [
      'a claim is missing',
      claim,
      '0/1 nodes are available: persistentvolumeclaim "c" not found. preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.',
    ],
  ])('says why when %s', (_, spec, message) => {
    const { schedule } = start();
    expect(conditionOf(schedule(spec), 'PodScheduled')).toMatchObject({
      status: 'False',
      reason: 'Unschedulable',
      message,
    });
  });

  it('waits for a claim to be bound, which its storage class prevents', () => {
    const { cluster, schedule } = start();
    cluster.create({
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { namespace: 'ml', name: 'c' },
      spec: { storageClassName: 'fast' },
    });
    expect(conditionOf(schedule(claim), 'PodScheduled')?.message).toContain(
      'pod has unbound immediate PersistentVolumeClaims',
    );
    expect(
      cluster.get(VOLUME_CLAIMS, { namespace: 'ml', name: 'c' })?.status,
    ).toEqual({ phase: 'Pending' });
    expect(
      cluster
        .list({ group: '', resource: 'events' })
        .map(({ reason, message }) => `${reason}: ${message}`),
    ).toContain(
      'ProvisioningFailed: storageclass.storage.k8s.io "fast" not found',
    );
  });

  it('keeps strangers off a node with a taint, and places who tolerates it as soon as there is one', () => {
    const { cluster, settle, addNode, schedule } = start();
    const taints = [{ key: 'team', value: 'a', effect: 'NoSchedule' }];
    const wanted = {
      nodeSelector: { 'kubernetes.io/hostname': 'two' },
      tolerations: [{ key: 'team', operator: 'Exists' }],
    };
    expect(schedule(wanted).spec.nodeName).toBeUndefined();
    addNode('two', { taints });
    settle();
    expect(cluster.get(PODS, KEY)?.spec.nodeName).toBe('two');
    cluster.delete(PODS, KEY);
    cluster.delete(NODES, { name: 'one' });
    expect(conditionOf(schedule({}), 'PodScheduled')?.message).toContain(
      '1 node(s) had untolerated taint {team: a}',
    );
  });
});
