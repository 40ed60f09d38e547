import type { Cluster, KubeObject, ResourceRef } from '../api/Cluster';
import {
  DEPLOYMENTS,
  PODS,
  SELDON_DEPLOYMENTS,
} from '../controllers/runtime/resources';
import { seldonNames } from '../controllers/seldon/names';
import type { ModelKey, Undo } from './types';

type Key = { namespace?: string; name: string };

/** Takes several changes back, the last one first. */
export const inTurn =
  (...undos: Undo[]): Undo =>
  () =>
    undos.reverse().forEach(undo => undo());

/** Makes an object, unless there is one of that name. */
export function put(
  cluster: Cluster,
  resource: ResourceRef,
  object: KubeObject,
): Undo {
  const { namespace, name } = object.metadata;
  if (!cluster.get(resource, { namespace, name })) {
    cluster.create(object, { fieldManager: 'kubectl-create' });
  }
  return () => cluster.delete(resource, { namespace, name });
}

/** What somebody would write to make the object once more. */
function asNew({ apiVersion, kind, metadata, ...rest }: KubeObject) {
  const { name, namespace, labels, annotations, ownerReferences } = metadata;
  const { status: _, ...content } = rest;
  return {
    apiVersion,
    kind,
    metadata: { name, namespace, labels, annotations, ownerReferences },
    ...content,
  } as KubeObject;
}

/** Removes an object; taking that back makes it anew. */
export function remove(
  cluster: Cluster,
  resource: ResourceRef,
  key: Key,
): Undo {
  const found = cluster.get(resource, key);
  cluster.delete(resource, key);
  return () => {
    if (found && !cluster.get(resource, key)) {
      cluster.create(asNew(found), { fieldManager: 'kubectl-create' });
    }
  };
}

/** Edits an object as a person would. What it was comes back in spec, labels and the annotations that were touched. */
export function edit(
  cluster: Cluster,
  resource: ResourceRef,
  key: Key,
  change: (object: KubeObject) => void,
): Undo {
  const found = cluster.get(resource, key);
  if (!found) {
    return () => {};
  }
  const changed = structuredClone(found);
  changed.metadata.labels ??= {};
  changed.metadata.annotations ??= {};
  change(changed);
  cluster.update(changed, { fieldManager: 'kubectl-edit' });
  return () => {
    const now = cluster.get(resource, key);
    if (now) {
      const { labels, annotations } = found.metadata;
      const content = asNew(found);
      cluster.update(
        {
          ...now,
          ...content,
          metadata: {
            ...now.metadata,
            labels,
            annotations: withUndone(
              now.metadata.annotations,
              annotations,
              changed.metadata.annotations,
            ),
          },
        },
        { fieldManager: 'kubectl-edit' },
      );
    }
  };
}

/** What is there now, with the values from before for all that the change touched. */
function withUndone(
  now: Record<string, string> = {},
  before: Record<string, string> = {},
  changed: Record<string, string> = {},
): Record<string, string> {
  const untouched = Object.entries(now).filter(
    ([name]) => before[name] === changed[name],
  );
  const touched = Object.entries(before).filter(
    ([name, value]) => changed[name] !== value,
  );
  return Object.fromEntries([...untouched, ...touched]);
}

export const editModel = (
  cluster: Cluster,
  model: ModelKey,
  change: (sdep: KubeObject) => void,
): Undo => edit(cluster, SELDON_DEPLOYMENTS, model, change);

/** Deletes a model and makes it anew, so that nothing of its past is left. */
export function recreateModel(
  cluster: Cluster,
  model: ModelKey,
  change: (sdep: KubeObject) => void = () => {},
) {
  const found = cluster.get(SELDON_DEPLOYMENTS, model);
  if (found) {
    const changed = asNew(found);
    changed.metadata.labels = { ...changed.metadata.labels };
    change(changed);
    cluster.delete(SELDON_DEPLOYMENTS, model);
    cluster.create(changed, { fieldManager: 'kubectl-create' });
  }
}

export const podsOfModel = (cluster: Cluster, { namespace, name }: ModelKey) =>
  cluster.list(PODS, {
    namespace,
    labels: { 'seldon-deployment-id': seldonNames.id(name) },
  });

/** As when somebody deletes a model's pods: what comes after them is made under the rules of now. */
export function replacePods(cluster: Cluster, model: ModelKey) {
  for (const { metadata } of podsOfModel(cluster, model)) {
    cluster.delete(PODS, { namespace: model.namespace, name: metadata.name });
  }
}

/** The Service of a model's first predictor. */
export function predictorServiceOf(cluster: Cluster, model: ModelKey): string {
  const predictor = cluster.get(SELDON_DEPLOYMENTS, model)?.spec.predictors[0];
  return (
    predictor?.annotations?.['seldon.io/svc-name'] ??
    seldonNames.predictorService(model.name, predictor?.name ?? 'default')
  );
}

/** Waits for something to be so, once, before something happens. */
function once(
  cluster: Cluster,
  resource: ResourceRef,
  key: Key,
  isSo: (object: KubeObject) => boolean,
  happen: () => Undo,
): Undo {
  let undo: Undo | undefined;
  let over = false;
  const look = () => {
    const found = cluster.get(resource, key);
    if (!over && found && isSo(found)) {
      over = true;
      stopWatching();
      undo = happen();
    }
  };
  const stopWatching = cluster.watch(resource, ({ object: { metadata } }) => {
    if (metadata.name === key.name && metadata.namespace === key.namespace) {
      // Not from inside the change that is being reported.
      queueMicrotask(look);
    }
  });
  look();
  return () => {
    over = true;
    stopWatching();
    undo?.();
  };
}

/** Waits for a model to be Available before something happens to it. */
export const whenAvailable = (
  cluster: Cluster,
  model: ModelKey,
  happen: () => Undo,
): Undo =>
  once(
    cluster,
    SELDON_DEPLOYMENTS,
    model,
    ({ status }) => status?.state === 'Available',
    happen,
  );

/** Waits until every pod of a Deployment is of its newest template. */
export const whenRolledOut = (
  cluster: Cluster,
  deployment: Key,
  happen: () => Undo,
): Undo =>
  once(
    cluster,
    DEPLOYMENTS,
    deployment,
    ({ metadata, spec, status }) =>
      status?.observedGeneration === metadata.generation &&
      status?.updatedReplicas === spec.replicas &&
      status?.replicas === spec.replicas &&
      status?.availableReplicas === spec.replicas,
    happen,
  );
