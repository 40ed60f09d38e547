import type { KubeObject } from './Cluster';
import type { Registry, ResourceDefinition } from './resources';
import { keyOf } from './resources';
import type { Store, StoredChange } from './store';
import type { Writer } from './writer';

interface Located {
  of: ResourceDefinition;
  object: KubeObject;
}

const ownerUids = (object?: KubeObject) =>
  (object?.metadata.ownerReferences ?? []).map(({ uid }) => uid);

const blocks = (dependent: KubeObject, owner: KubeObject) =>
  Boolean(
    dependent.metadata.ownerReferences?.some(
      reference =>
        reference.uid === owner.metadata.uid && reference.blockOwnerDeletion,
    ),
  );

const manager = { manager: 'kube-controller-manager' };

/** Deletes what has lost its last owner, and carries out foreground and orphaning deletions. */
export class GarbageCollector {
  private readonly byUid = new Map<string, Located>();
  private readonly dependents = new Map<string, Set<string>>();

  constructor(
    private readonly writer: Writer,
    private readonly store: Store,
    registry: Registry,
  ) {
    for (const of of registry.all) {
      store.subscribe(of, change => this.observe(of, change));
    }
  }

  private observe(of: ResourceDefinition, change: StoredChange) {
    const { object, previous } = change;
    const uid = object.metadata.uid!;
    this.index(uid, previous, object);
    if (change.type === 'DELETED') {
      this.byUid.delete(uid);
      this.index(uid, object, undefined);
      this.afterDeletion(object);
      return;
    }
    this.byUid.set(uid, { of, object });
    if (object.metadata.deletionTimestamp) this.progressDeletion(of, object);
    else this.collectIfOwnerless({ of, object });
  }

  private index(uid: string, before?: KubeObject, after?: KubeObject) {
    for (const owner of ownerUids(before)) {
      this.dependents.get(owner)?.delete(uid);
    }
    for (const owner of ownerUids(after)) {
      const known = this.dependents.get(owner);
      if (known) known.add(uid);
      else this.dependents.set(owner, new Set([uid]));
    }
  }

  private dependentsOf(uid: string): Located[] {
    return [...(this.dependents.get(uid) ?? [])].flatMap(dependent => {
      const found = this.byUid.get(dependent);
      return found ? [found] : [];
    });
  }

  private afterDeletion(gone: KubeObject) {
    for (const dependent of this.dependentsOf(gone.metadata.uid!)) {
      this.collectIfOwnerless(dependent);
    }
    this.dependents.delete(gone.metadata.uid!);
    for (const owner of ownerUids(gone)) {
      const located = this.byUid.get(owner);
      if (located?.object.metadata.deletionTimestamp) {
        this.progressDeletion(located.of, located.object);
      }
    }
  }

  private collectIfOwnerless({ of, object }: Located) {
    const owners = ownerUids(object);
    const left = owners.filter(uid => this.byUid.has(uid));
    if (left.length === owners.length) return;
    if (left.length === 0) this.remove(of, object);
    else this.keepOwners(of, object, left);
  }

  private progressDeletion(of: ResourceDefinition, owner: KubeObject) {
    const finalizers = owner.metadata.finalizers ?? [];
    const dependents = this.dependentsOf(owner.metadata.uid!);
    if (finalizers.includes('orphan')) {
      for (const dependent of dependents) {
        const others = ownerUids(dependent.object).filter(
          uid => uid !== owner.metadata.uid,
        );
        this.keepOwners(dependent.of, dependent.object, others);
      }
      this.dropFinalizer(of, owner, 'orphan');
    }
    if (finalizers.includes('foregroundDeletion')) {
      for (const dependent of dependents) {
        this.remove(dependent.of, dependent.object);
      }
      const blocked = this.dependentsOf(owner.metadata.uid!).some(dependent =>
        blocks(dependent.object, owner),
      );
      if (!blocked) this.dropFinalizer(of, owner, 'foregroundDeletion');
    }
  }

  private remove(of: ResourceDefinition, object: KubeObject) {
    if (object.metadata.deletionTimestamp) return;
    if (this.isThere(of, object)) this.writer.delete(of, keyOf(object));
  }

  private keepOwners(
    of: ResourceDefinition,
    object: KubeObject,
    uids: string[],
  ) {
    this.edit(of, object, ({ ownerReferences = [], ...metadata }) => {
      const left = ownerReferences.filter(({ uid }) => uids.includes(uid));
      return { ...metadata, ...(left.length > 0 && { ownerReferences: left }) };
    });
  }

  private dropFinalizer(
    of: ResourceDefinition,
    object: KubeObject,
    name: string,
  ) {
    this.edit(of, object, ({ finalizers = [], ...metadata }) => {
      const left = finalizers.filter(each => each !== name);
      return { ...metadata, ...(left.length > 0 && { finalizers: left }) };
    });
  }

  private edit(
    of: ResourceDefinition,
    object: KubeObject,
    change: (metadata: KubeObject['metadata']) => KubeObject['metadata'],
  ) {
    if (!this.isThere(of, object)) return;
    this.writer.update(
      of,
      keyOf(object),
      live => ({ ...live, metadata: change(live.metadata) }),
      manager,
    );
  }

  /** Changes are observed after they are stored, so what is observed may be gone already. */
  private isThere(of: ResourceDefinition, object: KubeObject) {
    const live = this.store.get(of, keyOf(object));
    return live?.metadata.uid === object.metadata.uid;
  }
}
