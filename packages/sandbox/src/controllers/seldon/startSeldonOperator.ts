import { gzipSync } from 'node:zlib';
import type { Cluster, KubeObject, ResourceRef } from '../../api/Cluster';
import { sameJson } from '../../api/json';
import {
  AUTOSCALERS,
  DEPLOYMENTS,
  DISRUPTION_BUDGETS,
  NAMESPACES,
  SELDON_DEPLOYMENTS,
  SERVICES,
} from '../runtime/resources';
import {
  contains,
  controllerReference,
  isControlledBy,
} from '../runtime/ownership';
import {
  isConflict,
  keyOf,
  ownerKey,
  startController,
  type ControllerContext,
} from '../runtime/startController';
import type { OperatorContext } from './defaults';
import { seldonNames } from './names';
import { renderSeldonDeployment, type RenderedPredictor } from './render';
import { seldonStatus } from './status';
import type { SeldonDeployment } from './types';

const COMPONENT = 'seldon-controller-manager';
const CONTROLLER_ID = 'seldon.io/controller-id';
const LAST_APPLIED = 'seldon.io/last-applied';

const KINDS: Record<string, { resource: ResourceRef; event: string }> = {
  Deployment: { resource: DEPLOYMENTS, event: 'Deployment' },
  Service: { resource: SERVICES, event: 'Service' },
  HorizontalPodAutoscaler: { resource: AUTOSCALERS, event: 'HPA' },
  PodDisruptionBudget: { resource: DISRUPTION_BUDGETS, event: 'PDB' },
};

/** Seldon Core's operator: turns SeldonDeployments into Deployments and Services and reports how they do. */
export function startSeldonOperator(
  context: ControllerContext &
    OperatorContext & {
      /** The only namespace it looks at. Default: all. */
      namespace?: string;
    },
): () => void {
  const { cluster, namespace } = context;
  const owned = ownerKey('SeldonDeployment');
  return startController(context, {
    name: COMPONENT,
    watches: [
      { resource: SELDON_DEPLOYMENTS, keys: object => [keyOf(object)] },
      ...Object.values(KINDS).map(({ resource }) => ({
        resource,
        keys: owned,
      })),
    ],
    reconcile(key) {
      const sdep = cluster.get(SELDON_DEPLOYMENTS, key) as
        SeldonDeployment | undefined;
      if (
        sdep &&
        (!namespace || namespace === key.namespace) &&
        !sdep.metadata.deletionTimestamp &&
        !isForeign(cluster, sdep)
      ) {
        reconcileDeployment(sdep, context);
      }
    },
  });
}

/** Marked for an operator with an id; this one has none. */
function isForeign(cluster: Cluster, { metadata }: SeldonDeployment) {
  const namespace = cluster.get(NAMESPACES, { name: metadata.namespace! });
  return (
    CONTROLLER_ID in (metadata.labels ?? {}) ||
    CONTROLLER_ID in (namespace?.metadata.labels ?? {})
  );
}

function reconcileDeployment(
  sdep: SeldonDeployment,
  context: ControllerContext & OperatorContext,
) {
  const { cluster } = context;
  const predictors = renderSeldonDeployment(sdep, context);
  try {
    for (const object of objectsOf(predictors)) {
      apply(cluster, sdep, object);
    }
  } catch (error) {
    if (isConflict(error)) {
      throw error;
    }
    const message = error instanceof Error ? error.message : String(error);
    cluster.recordEvent(sdep, {
      type: 'Warning',
      reason: 'InternalError',
      message,
      component: COMPONENT,
    });
    writeStatus(cluster, sdep, {
      ...sdep.status,
      state: 'Failed',
      description: message,
    });
    throw error;
  }

  const deployments = new Map(
    predictors
      .flatMap(part => part.deployments)
      .flatMap(({ metadata }) => {
        const found = cluster.get(
          DEPLOYMENTS,
          keyOf({ metadata } as KubeObject),
        );
        return found ? [[metadata.name, found] as const] : [];
      }),
  );
  const services = new Set(
    cluster
      .list(SERVICES, { namespace: sdep.metadata.namespace })
      .filter(service => isControlledBy(service, sdep))
      .map(({ metadata }) => metadata.name),
  );
  const status = seldonStatus(
    sdep,
    { predictors, deployments, services },
    context,
  ) as { state: string };
  // What a running model still uses stays until its successor is ready.
  if (status.state === 'Available') {
    removeStale(cluster, sdep, predictors);
    if (context.version !== '1.2') {
      removeOrphanServices(cluster, sdep, predictors);
    }
  }
  writeStatus(cluster, sdep, status);
}

const objectsOf = (predictors: RenderedPredictor[]) =>
  predictors.flatMap(part => [
    ...part.deployments,
    ...part.services,
    ...part.autoscalers,
    ...part.disruptionBudgets,
  ]);

function apply(cluster: Cluster, sdep: SeldonDeployment, object: KubeObject) {
  const { resource, event } = KINDS[object.kind];
  const found = cluster.get(resource, keyOf(object));
  const applied = gzipSync(JSON.stringify(object.spec)).toString('base64');
  const desired: KubeObject = {
    ...object,
    metadata: {
      ...object.metadata,
      ...(object.kind === 'Deployment' && {
        annotations: {
          ...object.metadata.annotations,
          [LAST_APPLIED]: applied,
        },
      }),
      ownerReferences: [controllerReference(sdep)],
    },
  };
  const record = (verb: string) =>
    cluster.recordEvent(sdep, {
      type: 'Normal',
      reason: `${verb}${event}`,
      message: `${verb}d ${object.kind} "${object.metadata.name}"`,
      component: COMPONENT,
    });

  if (!found) {
    cluster.create(desired, { fieldManager: 'manager' });
    record('Create');
    return;
  }
  if (!isControlledBy(found, sdep)) {
    throw new Error(
      `${object.kind} ${object.metadata.namespace}/${object.metadata.name} exists and is not owned by SeldonDeployment ${sdep.metadata.name}`,
    );
  }
  const spec =
    object.kind === 'Service'
      ? {
          clusterIP: found.spec.clusterIP,
          clusterIPs: found.spec.clusterIPs,
          ...desired.spec,
        }
      : { ...desired.spec, ...autoscaledReplicas(cluster, found) };
  if (isAsWanted(found, { ...desired, spec })) {
    return;
  }
  cluster.update(
    {
      ...desired,
      metadata: {
        ...desired.metadata,
        annotations: {
          ...foreignAnnotations(found, desired),
          ...desired.metadata.annotations,
        },
        resourceVersion: found.metadata.resourceVersion,
      },
      spec,
    },
    { fieldManager: 'manager' },
  );
  record('Update');
}

/** The Deployment controller keeps its revision in an annotation; on Services nothing but the operator's own survives. */
function foreignAnnotations(found: KubeObject, desired: KubeObject) {
  return desired.kind === 'Service'
    ? {}
    : Object.fromEntries(
        Object.entries(found.metadata.annotations ?? {}).filter(([name]) =>
          name.startsWith('deployment.kubernetes.io/'),
        ),
      );
}

/** With an autoscaler, the number of replicas is not the operator's business. */
function autoscaledReplicas(cluster: Cluster, found: KubeObject) {
  return found.kind === 'Deployment' && cluster.get(AUTOSCALERS, keyOf(found))
    ? { replicas: found.spec.replicas }
    : {};
}

function isAsWanted(found: KubeObject, desired: KubeObject) {
  if (desired.kind === 'Service') {
    return (
      sameJson(found.metadata.labels ?? {}, desired.metadata.labels ?? {}) &&
      sameJson(
        found.metadata.annotations ?? {},
        desired.metadata.annotations ?? {},
      ) &&
      contains(found.spec, desired.spec) &&
      sameJson(found.spec.selector, desired.spec.selector)
    );
  }
  if (desired.kind === 'Deployment') {
    return (
      found.metadata.annotations?.[LAST_APPLIED] ===
        desired.metadata.annotations?.[LAST_APPLIED] &&
      contains(found.spec, desired.spec) &&
      contains(found.metadata.labels, desired.metadata.labels)
    );
  }
  return contains(found.spec, desired.spec);
}

/** What an earlier spec made and this one does not. */
function removeStale(
  cluster: Cluster,
  sdep: SeldonDeployment,
  predictors: RenderedPredictor[],
) {
  const wanted = new Set(
    objectsOf(predictors).map(
      ({ kind, metadata }) => `${kind}/${metadata.name}`,
    ),
  );
  for (const [kind, { resource, event }] of Object.entries(KINDS)) {
    for (const object of cluster.list(resource, {
      namespace: sdep.metadata.namespace,
    })) {
      if (
        isControlledBy(object, sdep) &&
        !wanted.has(`${kind}/${object.metadata.name}`)
      ) {
        cluster.delete(resource, keyOf(object));
        cluster.recordEvent(sdep, {
          type: 'Normal',
          reason: `Delete${event}`,
          message: `Deleted ${kind} "${object.metadata.name}"`,
          component: COMPONENT,
        });
      }
    }
  }
}

/** Since 1.16: also Services of others, when they carry the operator's label. */
function removeOrphanServices(
  cluster: Cluster,
  sdep: SeldonDeployment,
  predictors: RenderedPredictor[],
) {
  const wanted = new Set(
    predictors.flatMap(part =>
      part.services.map(({ metadata }) => metadata.name),
    ),
  );
  const labelled = cluster.list(SERVICES, {
    namespace: sdep.metadata.namespace,
    labels: { 'seldon-deployment-id': seldonNames.id(sdep.metadata.name) },
  });
  for (const service of labelled) {
    if (!wanted.has(service.metadata.name)) {
      cluster.delete(SERVICES, keyOf(service));
    }
  }
}

function writeStatus(
  cluster: Cluster,
  sdep: SeldonDeployment,
  status: Record<string, any>,
) {
  if (sameJson(sdep.status, JSON.parse(JSON.stringify(status)))) {
    return;
  }
  const before = sdep.status?.state;
  cluster.updateStatus(
    {
      ...sdep,
      metadata: { ...sdep.metadata, resourceVersion: undefined },
      status,
    },
    { fieldManager: 'manager' },
  );
  if (before !== status.state) {
    cluster.recordEvent(sdep, {
      type: 'Normal',
      reason: 'Updated',
      message: `Updated SeldonDeployment "${sdep.metadata.name}"`,
      component: COMPONENT,
    });
  }
}
