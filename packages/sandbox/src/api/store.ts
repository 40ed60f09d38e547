import type { KubeObject, WatchEvent } from './Cluster';
import { expired, versionTooLarge } from './errors';
import type { ResourceDefinition } from './resources';

/** A change as stored. Objects in the store are never modified, so they are shared, not copied. */
export interface StoredChange extends WatchEvent {
  version: number;
}

export type ChangeListener = (change: StoredChange) => void;

interface Collection {
  objects: Map<string, KubeObject>;
  history: StoredChange[];
  /** Changes up to and including this version are no longer in `history`. */
  forgottenUpTo: number;
  listeners: Set<ChangeListener>;
}

const withVersion = (object: KubeObject, version: number): KubeObject => ({
  ...object,
  metadata: { ...object.metadata, resourceVersion: String(version) },
});

export const storeKey = (key: { namespace?: string; name: string }) =>
  `${key.namespace ?? ''}/${key.name}`;

const byKey = (left: KubeObject, right: KubeObject) =>
  storeKey(left.metadata) < storeKey(right.metadata) ? -1 : 1;

/** Objects by resource, one resource version for all, and a bounded history to resume watches from. */
export class Store {
  private readonly collections = new Map<ResourceDefinition, Collection>();
  private readonly pending: Array<[Collection, StoredChange]> = [];
  private delivering = false;
  private lastVersion = 0;

  constructor(private readonly options: { historyLimit: number }) {}

  get version(): number {
    return this.lastVersion;
  }

  get(
    of: ResourceDefinition,
    key: { namespace?: string; name: string },
  ): KubeObject | undefined {
    return this.collection(of).objects.get(storeKey(key));
  }

  /** In the order of their keys, as etcd has them. */
  list(of: ResourceDefinition, namespace?: string): KubeObject[] {
    return inNamespace(this.collection(of).objects.values(), namespace);
  }

  /** What `list` answered when the store was at `version`. */
  listAt(
    of: ResourceDefinition,
    namespace: string | undefined,
    version: number,
  ): KubeObject[] {
    if (version === this.lastVersion) return this.list(of, namespace);
    const { objects } = this.collection(of);
    const then = new Map(objects);
    for (const change of this.changesSince(of, version).reverse()) {
      const key = storeKey(change.object.metadata);
      if (change.previous) then.set(key, change.previous);
      else then.delete(key);
    }
    return inNamespace(then.values(), namespace);
  }

  changesSince(of: ResourceDefinition, version: number): StoredChange[] {
    this.requireKnown(version);
    const { history, forgottenUpTo } = this.collection(of);
    if (version < forgottenUpTo) {
      throw expired(`too old resource version: ${version} (${forgottenUpTo})`);
    }
    return history.filter(change => change.version > version);
  }

  requireKnown(version: number) {
    if (version > this.lastVersion) {
      throw versionTooLarge(version, this.lastVersion);
    }
  }

  /** Stores the object under a new resource version. `undefined` removes what was there. */
  commit(
    of: ResourceDefinition,
    previous: KubeObject | undefined,
    next: KubeObject | undefined,
  ): KubeObject {
    this.lastVersion += 1;
    const collection = this.collection(of);
    const object = withVersion((next ?? previous)!, this.lastVersion);
    const key = storeKey(object.metadata);
    if (next) collection.objects.set(key, object);
    else collection.objects.delete(key);
    this.remember(collection, {
      type: changeType(previous, next),
      object,
      ...(previous && { previous }),
      version: this.lastVersion,
    });
    return object;
  }

  subscribe(of: ResourceDefinition, listener: ChangeListener): () => void {
    const { listeners } = this.collection(of);
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  /** Forgets the past, so that every watch and list that resumes from it gets 410. */
  forgetHistory() {
    for (const collection of this.collections.values()) {
      collection.history = [];
      collection.forgottenUpTo = this.lastVersion;
    }
  }

  private collection(of: ResourceDefinition): Collection {
    let found = this.collections.get(of);
    if (!found) {
      found = {
        objects: new Map(),
        history: [],
        forgottenUpTo: 0,
        listeners: new Set(),
      };
      this.collections.set(of, found);
    }
    return found;
  }

  private remember(collection: Collection, change: StoredChange) {
    collection.history.push(change);
    if (collection.history.length > 2 * this.options.historyLimit) {
      const dropped = collection.history.splice(0, this.options.historyLimit);
      collection.forgottenUpTo = dropped[dropped.length - 1].version;
    }
    this.pending.push([collection, change]);
    this.deliver();
  }

  /** A listener may write: its changes queue up here, so that everybody sees one order. */
  private deliver() {
    if (this.delivering) return;
    this.delivering = true;
    try {
      for (let next = this.pending.shift(); next; next = this.pending.shift()) {
        const [{ listeners }, change] = next;
        for (const listener of [...listeners]) callSafely(listener, change);
      }
    } finally {
      this.delivering = false;
    }
  }
}

/** A listener's failure must not fail the write that it listened to. */
function callSafely(listener: ChangeListener, change: StoredChange) {
  try {
    listener(change);
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}

function inNamespace(objects: Iterable<KubeObject>, namespace?: string) {
  const found: KubeObject[] = [];
  for (const object of objects) {
    if (!namespace || object.metadata.namespace === namespace) {
      found.push(object);
    }
  }
  return found.sort(byKey);
}

function changeType(previous?: KubeObject, next?: KubeObject) {
  if (!next) return 'DELETED';
  return previous ? 'MODIFIED' : 'ADDED';
}
