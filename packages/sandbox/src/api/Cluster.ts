/** A Kubernetes object as it goes over the wire. */
export interface KubeObject {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    uid?: string;
    resourceVersion?: string;
    generation?: number;
    creationTimestamp?: string;
    deletionTimestamp?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
    ownerReferences?: OwnerReference[];
    finalizers?: string[];
    [field: string]: unknown;
  };
  spec?: any;
  status?: any;
  [field: string]: any;
}

export interface OwnerReference {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
  controller?: boolean;
  blockOwnerDeletion?: boolean;
}

/** Which collection: `deployments` of `apps`, `pods` of the core group (`''`). */
export interface ResourceRef {
  group: string;
  resource: string;
}

export interface WatchEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  object: KubeObject;
  /** What it was before, for MODIFIED. */
  previous?: KubeObject;
}

export interface WriteOptions {
  /** Whose write this is, in `managedFields`. Controllers pass their own name. */
  fieldManager?: string;
}

/**
 * The cluster as controllers see it, in process: the same store, admission,
 * defaulting and events that the API server on the wire uses. Answers are
 * copies; writing to them changes nothing.
 *
 * Failures are thrown as `StatusError` with the `Status` object a client would have got.
 */
export interface Cluster {
  get(
    resource: ResourceRef,
    key: { namespace?: string; name: string },
  ): KubeObject | undefined;
  list(
    resource: ResourceRef,
    options?: { namespace?: string; labels?: Record<string, string> },
  ): KubeObject[];
  create(object: KubeObject, options?: WriteOptions): KubeObject;
  /** Replaces all but `status`. Conflicts when `resourceVersion` is given and old. No change, no new version. */
  update(object: KubeObject, options?: WriteOptions): KubeObject;
  /** Replaces `status` only. */
  updateStatus(object: KubeObject, options?: WriteOptions): KubeObject;
  /** Does nothing when it is gone already. Garbage collection follows by ownerReferences. */
  delete(
    resource: ResourceRef,
    key: { namespace?: string; name: string },
  ): void;
  /** Calls back for every later change, after it is stored and in order. Answers how to stop. */
  watch(
    resource: ResourceRef,
    listener: (event: WatchEvent) => void,
  ): () => void;
  /** Records an event about an object, folding repeats into `count` as Kubernetes does. */
  recordEvent(
    about: KubeObject,
    event: {
      type: 'Normal' | 'Warning';
      reason: string;
      message: string;
      component: string;
    },
  ): void;
}
