import { Admission, type AdmissionHooks } from './admission';
import { bootstrapObjects } from './bootstrapObjects';
import type {
  Cluster,
  KubeObject,
  ResourceRef,
  WatchEvent,
  WriteOptions,
} from './Cluster';
import { definitionsOf } from './customResourceDefinitions';
import { EventRecorder } from './eventRecorder';
import { GarbageCollector } from './garbageCollector';
import { copyJson } from './json';
import { NamespaceLifecycle } from './namespaces';
import { keyOf, Registry, type RegistryOptions } from './resources';
import { Store, type StoredChange } from './store';
import { Writer, type ObjectKey } from './writer';

export interface ClusterOptions extends AdmissionHooks, RegistryOptions {
  now: () => Date;
  newUid: () => string;
  /** How many changes of each resource a watch can resume over. */
  historyLimit?: number;
}

/** A cluster together with what the API server needs to put it on the wire. */
export interface ServedCluster extends Cluster {
  readonly registry: Registry;
  readonly store: Store;
  readonly writer: Writer;
  readonly now: () => Date;
}

const hasLabels = (object: KubeObject, labels: Record<string, string>) =>
  Object.entries(labels).every(
    ([name, value]) => object.metadata.labels?.[name] === value,
  );

/** Copied only as far as the listener looks. */
function eventOf({ type, object, previous }: StoredChange): WatchEvent {
  let objectCopy: KubeObject | undefined;
  let previousCopy: KubeObject | undefined;
  return {
    type,
    get object() {
      objectCopy ??= copyJson(object);
      return objectCopy;
    },
    get previous() {
      if (type === 'MODIFIED') previousCopy ??= copyJson(previous);
      return previousCopy;
    },
  };
}

const contextOf = (write: WriteOptions = {}) => ({
  manager: write.fieldManager ?? 'kube-controller-manager',
});

/**
 * A Kubernetes cluster in memory, without controllers and without a network.
 *
 * @example
 * const cluster = createCluster({ now: () => new Date(), newUid: randomUUID });
 * cluster.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'ml-mon' } });
 */
export function createCluster(options: ClusterOptions): ServedCluster {
  const { now, newUid } = options;
  const registry = Registry.create(options);
  const store = new Store({ historyLimit: options.historyLimit ?? 1000 });
  const admission = new Admission(options);
  const writer = new Writer({ registry, store, admission, now, newUid });
  const events = new EventRecorder({ registry, store, writer, now, newUid });
  // Both subscribe first, so that their consequences precede everybody else's in the order of changes.
  void new GarbageCollector(writer, store, registry);
  void new NamespaceLifecycle(writer, store, registry);

  const cluster: ServedCluster = {
    registry,
    store,
    writer,
    now,

    get: (ref, key) => copyJson(store.get(registry.get(ref), key)),

    list: (ref, { namespace, labels = {} } = {}) =>
      store
        .list(registry.get(ref), namespace)
        .filter(object => hasLabels(object, labels))
        .map(copyJson),

    create: (object, write) =>
      copyJson(
        writer.create(registry.ofObject(object), object, contextOf(write)),
      ),

    update: (object, write) =>
      copyJson(
        writer.update(
          registry.ofObject(object),
          keyOf(object),
          () => object,
          contextOf(write),
        ),
      ),

    updateStatus: (object, write) =>
      copyJson(
        writer.update(registry.ofObject(object), keyOf(object), () => object, {
          ...contextOf(write),
          subresource: 'status',
        }),
      ),

    delete: (ref, key) => deleteIfThere(ref, key),

    watch(ref, listener) {
      const from = store.version;
      return store.subscribe(registry.get(ref), change => {
        if (change.version <= from) return;
        listener(eventOf(change));
      });
    },

    recordEvent: (about, text) => events.record(about, text),
  };

  function deleteIfThere(ref: ResourceRef, key: ObjectKey) {
    const of = registry.get(ref);
    if (store.get(of, key)) writer.delete(of, key);
  }

  const bootstrap = [...bootstrapObjects, ...definitionsOf(registry)];
  for (const object of bootstrap) {
    cluster.create(object, { fieldManager: 'kube-apiserver' });
  }
  for (const definition of definitionsOf(registry)) {
    cluster.updateStatus(definition, { fieldManager: 'kube-apiserver' });
  }
  return cluster;
}
