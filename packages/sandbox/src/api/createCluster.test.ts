import { createCluster } from './createCluster';
import type { KubeObject } from './Cluster';

const pods = { group: '', resource: 'pods' };
const deployments = { group: 'apps', resource: 'deployments' };

function newCluster(
  options: Partial<Parameters<typeof createCluster>[0]> = {},
) {
  let uid = 0;
  const cluster = createCluster({
    now: () => new Date('2026-01-01T00:00:00Z'),
    newUid: () => {
      uid += 1;
      return `uid-${uid}`;
    },
    ...options,
  });
  cluster.create({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'ml' },
  });
  return cluster;
}

const pod = (name: string, metadata = {}): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'ml', ...metadata },
  spec: { containers: [{ name: 'main', image: 'a:1' }] },
});

const deployment = (name: string, metadata = {}): KubeObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, namespace: 'ml', ...metadata },
  spec: {
    replicas: 2,
    template: { spec: { containers: [{ name: 'main', image: 'a:1' }] } },
  },
});

const ownedBy = (owner: KubeObject, more = {}) => ({
  ownerReferences: [
    {
      apiVersion: owner.apiVersion,
      kind: owner.kind,
      name: owner.metadata.name,
      uid: owner.metadata.uid!,
      ...more,
    },
  ],
});

const names = (objects: KubeObject[]) =>
  objects.map(({ metadata }) => metadata.name);

describe('a write', () => {
  it('keeps the version when nothing changes', () => {
    const cluster = newCluster();
    const created = cluster.create(deployment('a'));
    expect(cluster.update(created).metadata).toEqual(created.metadata);
  });

  it('raises the generation with the spec, not with labels or status', () => {
    const cluster = newCluster();
    const created = cluster.create(deployment('a'));
    const scaled = cluster.update({
      ...created,
      spec: { ...created.spec, replicas: 3 },
    });
    expect(scaled.metadata.generation).toBe(2);
    const reported = cluster.updateStatus({
      ...scaled,
      status: { replicas: 3 },
    });
    expect(reported.metadata.generation).toBe(2);
    expect(reported.status).toEqual({ replicas: 3 });
    const labelled = cluster.update({
      ...reported,
      metadata: { ...reported.metadata, labels: { a: 'b' } },
      status: {},
    });
    expect(labelled.metadata.generation).toBe(2);
    expect(labelled.status).toEqual({ replicas: 3 });
  });

  it('is refused when it builds on an old version', () => {
    const cluster = newCluster();
    const created = cluster.create(deployment('a'));
    cluster.update({ ...created, spec: { ...created.spec, replicas: 3 } });
    expect(() =>
      cluster.update({ ...created, spec: { ...created.spec, replicas: 4 } }),
    ).toThrow(
      'Operation cannot be fulfilled on deployments.apps "a": the object has been modified; please apply your changes to the latest version and try again',
    );
  });

  it('needs a namespace that exists', () => {
    expect(() =>
      newCluster().create({
        ...pod('a'),
        metadata: { name: 'a', namespace: 'nowhere' },
      }),
    ).toThrow('namespaces "nowhere" not found');
  });

  it('answers a copy', () => {
    const cluster = newCluster();
    cluster.create(pod('a')).spec.containers = [];
    expect(
      cluster.get(pods, { namespace: 'ml', name: 'a' })!.spec.containers,
    ).toHaveLength(1);
  });

  it('goes through the given admission', () => {
    const cluster = newCluster({
      defaults: { pods: object => void (object.spec.priority ??= 7) },
      validate: {
        pods: object => {
          if (object.spec.priority > 9) throw new Error('too important');
        },
      },
    });
    expect(cluster.create(pod('a')).spec.priority).toBe(7);
    const vain = pod('b');
    vain.spec.priority = 10;
    expect(() => cluster.create(vain)).toThrow('too important');
    expect(names(cluster.list(pods))).toEqual(['a']);
  });
});

describe('a watch', () => {
  it('hears changes in one order, even when a listener writes', () => {
    const cluster = newCluster();
    const heard: string[] = [];
    cluster.watch(pods, ({ type, object }) => {
      if (type === 'ADDED') cluster.create(deployment(object.metadata.name));
    });
    const listen = (ref: typeof pods) =>
      cluster.watch(ref, ({ type, object }) => {
        heard.push(`${type} ${object.kind} ${object.metadata.name}`);
      });
    listen(deployments);
    listen(pods);
    cluster.create(pod('a'));
    cluster.delete(pods, { namespace: 'ml', name: 'a' });
    expect(heard).toEqual([
      'ADDED Pod a',
      'ADDED Deployment a',
      'DELETED Pod a',
    ]);
  });

  it('stops when asked to', () => {
    const cluster = newCluster();
    const heard = jest.fn();
    cluster.watch(pods, heard)();
    cluster.create(pod('a'));
    expect(heard).not.toHaveBeenCalled();
  });
});

describe('garbage collection', () => {
  it('deletes dependents with their last owner', () => {
    const cluster = newCluster();
    const one = cluster.create(deployment('one'));
    const two = cluster.create(deployment('two'));
    const ownerReferences = [one, two].flatMap(
      owner => ownedBy(owner).ownerReferences,
    );
    cluster.create(pod('a', { ownerReferences }));
    cluster.delete(deployments, { namespace: 'ml', name: 'one' });
    expect(cluster.list(pods)[0].metadata.ownerReferences).toEqual(
      ownedBy(two).ownerReferences,
    );
    cluster.delete(deployments, { namespace: 'ml', name: 'two' });
    expect(cluster.list(pods)).toEqual([]);
  });

  it('waits for finalizers', () => {
    const cluster = newCluster();
    const owner = cluster.create(deployment('a', { finalizers: ['x/y'] }));
    cluster.create(pod('a', ownedBy(owner)));
    cluster.delete(deployments, owner.metadata as any);
    const waiting = cluster.list(deployments)[0];
    expect(waiting.metadata.deletionTimestamp).toBe('2026-01-01T00:00:00Z');
    expect(names(cluster.list(pods))).toEqual(['a']);
    cluster.update({
      ...waiting,
      metadata: { ...waiting.metadata, finalizers: [] },
    });
    expect(cluster.list(deployments)).toEqual([]);
    expect(cluster.list(pods)).toEqual([]);
  });

  it('in the foreground, removes what blocks the owner first', () => {
    const cluster = newCluster();
    const owner = cluster.create(deployment('a'));
    cluster.create(
      pod('a', {
        ...ownedBy(owner, { blockOwnerDeletion: true }),
        finalizers: ['x/y'],
      }),
    );
    const of = cluster.registry.get(deployments);
    cluster.writer.delete(
      of,
      { namespace: 'ml', name: 'a' },
      { propagation: 'Foreground' },
    );
    expect(cluster.list(deployments)[0].metadata.finalizers).toEqual([
      'foregroundDeletion',
    ]);
    const blocking = cluster.list(pods)[0];
    cluster.update({
      ...blocking,
      metadata: { ...blocking.metadata, finalizers: [] },
    });
    expect(cluster.list(deployments)).toEqual([]);
  });

  it('leaves orphans when asked to', () => {
    const cluster = newCluster();
    const owner = cluster.create(deployment('a'));
    cluster.create(pod('a', ownedBy(owner)));
    const of = cluster.registry.get(deployments);
    cluster.writer.delete(
      of,
      { namespace: 'ml', name: 'a' },
      { propagation: 'Orphan' },
    );
    expect(cluster.list(deployments)).toEqual([]);
    expect(cluster.list(pods)[0].metadata.ownerReferences).toBeUndefined();
  });

  it('removes what names an owner that never was', () => {
    const cluster = newCluster();
    const owner = cluster.create(deployment('a'));
    cluster.create(
      pod('a', {
        ownerReferences: [
          { ...ownedBy(owner).ownerReferences[0], uid: 'other' },
        ],
      }),
    );
    expect(cluster.list(pods)).toEqual([]);
  });
});

describe('deleting a namespace', () => {
  it('deletes all in it, and waits for what has finalizers', () => {
    const cluster = newCluster();
    cluster.create(pod('a'));
    cluster.create(pod('b', { finalizers: ['x/y'] }));
    const namespaces = { group: '', resource: 'namespaces' };
    cluster.delete(namespaces, { name: 'ml' });
    expect(names(cluster.list(pods))).toEqual(['b']);
    expect(cluster.get(namespaces, { name: 'ml' })!.status).toEqual({
      phase: 'Terminating',
    });
    expect(() => cluster.create(pod('c'))).toThrow(
      'pods "c" is forbidden: unable to create new content in namespace ml because it is being terminated',
    );
    const last = cluster.list(pods)[0];
    cluster.update({ ...last, metadata: { ...last.metadata, finalizers: [] } });
    expect(cluster.get(namespaces, { name: 'ml' })).toBeUndefined();
  });
});

describe('events', () => {
  it('are folded when they repeat', () => {
    const cluster = newCluster();
    const about = cluster.create(pod('a'));
    const text = {
      type: 'Warning' as const,
      reason: 'Failed',
      message: 'no such image',
      component: 'kubelet',
    };
    cluster.recordEvent(about, text);
    cluster.recordEvent(about, text);
    cluster.recordEvent(about, { ...text, message: 'another' });
    const events = cluster.list({ group: '', resource: 'events' });
    expect(events.map(({ message, count }) => ({ message, count }))).toEqual([
      { message: 'no such image', count: 2 },
      { message: 'another', count: 1 },
    ]);
  });
});
