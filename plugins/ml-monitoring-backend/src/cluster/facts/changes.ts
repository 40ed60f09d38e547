import type {
  ModelChange,
  ModelDetail,
} from 'backstage-plugin-ml-monitoring-common';
import type { DeploymentObject, SeldonDeploymentObject } from '../objects';
import type { ModelObjects } from './indexObjects';
import { revisionsOf } from './revisions';
import { specWrites, type SpecWrite } from './writes';

/** Under which the Seldon operator writes. What it completes is no change that a person made. */
const OPERATOR = /^(manager|seldon-.*)$/;
/** Autoscalers scale under this name. */
const CONTROLLERS = 'kube-controller-manager';
/** The operator makes of a new spec new pods within this time, or nobody can tell that they belong together. */
const TAKEN_UP_WITHIN_MS = 120_000;
/** The API server writes times in whole seconds. */
const ROUNDING_MS = 1_000;

interface Parts {
  model: Pick<ModelDetail, 'predictors' | 'monitors'>;
  objects: Pick<
    ModelObjects,
    | 'deployments'
    | 'replicaSets'
    | 'routes'
    | 'httpRoutes'
    | 'ingresses'
    | 'serviceMonitors'
    | 'podMonitors'
  >;
  /** Names of the Routes, Ingresses and HTTPRoutes that lead to the model, with their kind. */
  exposures: readonly { kind: string; name: string }[];
  predictorOf: (deployment: string) => string | undefined;
}

/** Who changed what of a model, as far as its objects remember, the newest first. */
export function changesOf(
  sdep: SeldonDeploymentObject,
  parts: Parts,
): ModelChange[] {
  const writes = specWrites(sdep.metadata).filter(isByPerson);
  const rollouts = rolloutChanges(parts, writes);
  const merged = new Set(rollouts.flatMap(({ write }) => write ?? []));
  return [
    ...rollouts.map(({ change }) => change),
    ...writes
      .filter(write => !merged.has(write))
      .map(write => specChange(sdep, write)),
    ...specWrites(sdep.metadata, 'scale')
      .slice(0, 1)
      .map(write => scaleOfModel(sdep, write)),
    ...parts.objects.deployments.flatMap(each => scaleChanges(each, parts)),
    ...routingChanges(parts),
    ...monitoringChanges(parts),
  ].sort((a, b) => b.at.localeCompare(a.at));
}

function isByPerson({ by }: SpecWrite): boolean {
  return by === undefined || !OPERATOR.test(by);
}

/** New pods, and the write of the SeldonDeployment that asked for them. */
function rolloutChanges(
  { objects, predictorOf }: Parts,
  writes: readonly SpecWrite[],
): { change: ModelChange; write?: SpecWrite }[] {
  return revisionsOf(objects.replicaSets).map(each => {
    const { deployment, revision, createdAt, images, title } = each;
    const write = writes.find(({ at }) => {
      const delay = createdAt.getTime() - at.getTime();
      return delay >= -ROUNDING_MS && delay <= TAKEN_UP_WITHIN_MS;
    });
    const predictor = predictorOf(deployment);
    return {
      write,
      change: {
        at: createdAt.toISOString(),
        kind: 'rollout',
        object: `Deployment ${deployment}`,
        title,
        ...(write?.by && { by: write.by }),
        ...(predictor && { predictor }),
        revision,
        images,
      },
    };
  });
}

function specChange(
  { metadata, spec }: SeldonDeploymentObject,
  { by, at, fields }: SpecWrite,
): ModelChange {
  const isCreation =
    metadata.creationTimestamp !== undefined &&
    at.getTime() - Date.parse(metadata.creationTimestamp) <= ROUNDING_MS;
  const isScaling = fields.length === 1 && fields[0] === 'replicas';
  const what = fields.length ? `: ${[...fields].sort().join(', ')}` : '';
  const change = isScaling
    ? scaledTo(spec.replicas)
    : `The SeldonDeployment was changed${what}`;
  return {
    at: at.toISOString(),
    kind: isScaling ? 'scale' : 'spec',
    object: `SeldonDeployment ${metadata.name}`,
    title: isCreation ? 'The model was created' : change,
    ...(by && { by }),
  };
}

function scaleOfModel(
  { metadata, spec }: SeldonDeploymentObject,
  { by, at }: SpecWrite,
): ModelChange {
  return {
    at: at.toISOString(),
    kind: 'scale',
    object: `SeldonDeployment ${metadata.name}`,
    title: scaledTo(spec.replicas),
    ...(by && { by }),
  };
}

/** By an autoscaler or a person, past the SeldonDeployment. The newest write made the number that is there now. */
function scaleChanges(
  { metadata, spec }: DeploymentObject,
  { predictorOf }: Parts,
): ModelChange[] {
  const predictor = predictorOf(metadata.name);
  return specWrites(metadata, 'scale')
    .slice(0, 1)
    .map(({ by, at }) => ({
      at: at.toISOString(),
      kind: 'scale',
      object: `Deployment ${metadata.name}`,
      title: `${scaledTo(spec.replicas)}${by === CONTROLLERS ? ' by an autoscaler' : ''}`,
      ...(by && { by }),
      ...(predictor && { predictor }),
    }));
}

function scaledTo(replicas: number | null | undefined): string {
  const count = replicas ?? 1;
  return `Scaled to ${count} ${count === 1 ? 'replica' : 'replicas'}`;
}

function routingChanges({ model, objects, exposures }: Parts): ModelChange[] {
  const ofModel = new Set(exposures.map(({ kind, name }) => `${kind} ${name}`));
  const shares = model.predictors
    .filter(({ routedPercent }) => routedPercent)
    .map(({ name, routedPercent }) => `${routedPercent} % to "${name}"`);
  return [
    ...objects.routes.map(each => ({ kind: 'Route', ...each })),
    ...objects.httpRoutes.map(each => ({ kind: 'HTTPRoute', ...each })),
    ...objects.ingresses.map(each => ({ kind: 'Ingress', ...each })),
  ]
    .map(({ kind, metadata }) => ({
      object: `${kind} ${metadata.name}`,
      write: specWrites(metadata)[0],
    }))
    .filter(({ object, write }) => ofModel.has(object) && write)
    .map(({ object, write: { at, by } }) => ({
      at: at.toISOString(),
      kind: 'routing',
      object,
      title: shares.length
        ? `Requests from outside: ${shares.join(', ')}`
        : `${object} was changed`,
      ...(by && { by }),
    }));
}

function monitoringChanges({ model, objects }: Parts): ModelChange[] {
  const nameOf = (kind: string, namespace: string | undefined, name: string) =>
    JSON.stringify([kind, namespace, name]);
  const ofModel = new Set(
    model.monitors.map(({ kind, namespace, name }) =>
      nameOf(kind, namespace, name),
    ),
  );
  return [
    ...objects.serviceMonitors.map(({ metadata }) => ({
      kind: 'ServiceMonitor',
      metadata,
    })),
    ...objects.podMonitors.map(({ metadata }) => ({
      kind: 'PodMonitor',
      metadata,
    })),
  ]
    .filter(({ kind, metadata }) =>
      // Those of other namespaces are not about this model alone.
      ofModel.has(nameOf(kind, undefined, metadata.name)),
    )
    .flatMap(({ kind, metadata }) =>
      specWrites(metadata)
        .slice(0, 1)
        .map(({ at, by }): ModelChange => ({
          at: at.toISOString(),
          kind: 'monitoring',
          object: `${kind} ${metadata.name}`,
          title: `What is measured was changed: ${kind} ${metadata.name}`,
          ...(by && { by }),
        })),
    );
}
