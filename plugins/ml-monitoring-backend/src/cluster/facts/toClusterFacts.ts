import {
  CONTROLLER_ID_LABEL,
  DESCRIPTION_ANNOTATION,
  MANAGED_BY,
  MANAGED_BY_LABEL,
  MODEL_LABEL,
  OWNER_ANNOTATION,
  predictorServiceName,
  promiseOf,
  readRolloutMark,
  rolloutOfModel,
  SELDON_APP_LABEL,
  SELDON_DEPLOYMENT_ID_LABEL,
  seldonDeploymentId,
  SYSTEM_ANNOTATION,
  type ClusterFacts,
  type GraphNode,
  type ModelDetail,
} from 'backstage-plugin-ml-monitoring-common';
import { foreignText } from '../../foreignText';
import type {
  DeploymentObject,
  PodObject,
  PredictorObject,
  SeldonDeploymentObject,
  WrittenMetadata,
} from '../objects';
import { aboutModel } from './aboutModel';
import { autoscalerFact, autoscalersOf } from './autoscalers';
import { changesOf } from './changes';
import { conditionsOf } from './conditions';
import { endpointsOf } from './endpoints';
import { eventsAbout } from './events';
import { exposuresOf } from './exposures';
import type { ModelObjects } from './indexObjects';
import { monitorsOf } from './monitors';
import { podOf } from './pods';
import { readyEndpoints } from './readyEndpoints';
import { missingRollout, rolloutOf } from './rollout';
import { deploymentOwners, expectedDeployments } from './deploymentOwners';
import { serviceFact } from './services';
import { protocolOf } from './shape';
import { splitOf } from './splits';
import { specWrittenAt } from './writes';

type PredictorDetail = ModelDetail['predictors'][number];

/** Draws together what the objects of a cluster say about one model. */
export function toClusterFacts(
  sdep: SeldonDeploymentObject,
  objects: ModelObjects,
  options: { cluster: string; routePort?: number },
): ClusterFacts {
  const { metadata, spec, status } = sdep;
  const { namespace } = metadata;
  const predictorOf = deploymentOwners(sdep, objects.deployments);
  const predictors = new Map(
    spec.predictors.map(predictor => [
      predictorServiceName(metadata.name, predictor),
      predictor.name,
    ]),
  );
  const services = objects.services.filter(service =>
    belongsTo(service.spec.selector, objects.pods, predictors),
  );
  const own = { namespace, services, pods: objects.pods };
  const autoscalers = autoscalersOf(objects.autoscalers, objects.deployments);
  const isOwned = ownedBy(metadata.name);
  const namespaceAnnotations = objects.namespace?.metadata.annotations ?? {};
  const split = splitOf(objects, predictors);
  const changedAt = specWrittenAt(metadata);
  const ready = readyEndpoints(
    services.map(each => each.metadata.name),
    objects,
  );
  const model: ClusterFacts['model'] = {
    ref: { cluster: options.cluster, namespace, name: metadata.name },
    protocol: protocolOf(sdep),
    ...(status?.state && { state: status.state }),
    ...(status?.description && {
      stateDescription: foreignText(status.description),
    }),
    ownership: ownershipOf(namespaceAnnotations, metadata.annotations),
    labels: metadata.labels,
    predictors: spec.predictors.map(predictor => ({
      ...predictorDetail(
        sdep,
        predictor,
        objects.deployments.filter(
          deployment =>
            predictorOf(deployment.metadata.name) === predictor.name,
        ),
      ),
      ...(split.percentOf && {
        routedPercent: split.percentOf(predictor.name),
      }),
    })),
    pods: objects.pods.map(pod =>
      podOf(pod, predictorOf(pod.metadata.labels.app)),
    ),
    endpoints: endpointsOf(objects, {
      namespace,
      predictors,
      isOwned,
      routePort: options.routePort,
    }),
    monitors: monitorsOf(objects, own),
    managed: metadata.labels[MANAGED_BY_LABEL] === MANAGED_BY,
    createdAt: metadata.creationTimestamp ?? new Date(0).toISOString(),
  };
  const mark = readRolloutMark(metadata.annotations);
  const rollout =
    mark && rolloutOfModel(mark, { model, readyEndpoints: ready });
  const exposures = exposuresOf(objects, {
    isOfModel: (each, backends) =>
      isOwned(each, backends) ||
      backends.some(service => predictors.has(service)),
    ...(!objects.unread.has('services') && {
      services: objects.services,
    }),
  });
  const namespaceLabels = objects.namespace?.metadata.labels ?? {};
  const controllerId =
    metadata.labels[CONTROLLER_ID_LABEL] ??
    namespaceLabels[CONTROLLER_ID_LABEL];
  const namespaceDeletedAt = objects.namespace?.metadata.deletionTimestamp;
  return {
    model: { ...model, ...(rollout && { rollout }) },
    ...(!objects.namespaceFailed && {
      namespaceLabels,
    }),
    ...(controllerId && { controllerId }),
    ...(metadata.deletionTimestamp && {
      deletedAt: new Date(metadata.deletionTimestamp),
    }),
    ...(namespaceDeletedAt && {
      namespaceDeletedAt: new Date(namespaceDeletedAt),
    }),
    conditions: conditionsOf({ ...objects, sdep, autoscalers }),
    events: eventsAbout(
      objects.events,
      aboutModel(
        model,
        services.map(each => each.metadata.name),
      ),
    ),
    readyEndpoints: ready,
    ...(!objects.unread.has('services') && {
      services: services.map(each =>
        serviceFact(each, objects.pods, predictors),
      ),
    }),
    exposures,
    ...(!objects.unread.has('autoscalers') && {
      autoscalers: autoscalers.map(each => autoscalerFact(each, predictorOf)),
    }),
    promise: promiseOf(metadata.annotations),
    changes: changesOf(sdep, { model, objects, exposures, predictorOf }),
    ...(changedAt && { specChangedAt: changedAt }),
    ...(split.changedAt && { splitChangedAt: split.changedAt }),
  };
}

function ownershipOf(
  ofNamespace: Record<string, string>,
  ofModel: Record<string, string>,
): ModelDetail['ownership'] {
  const owner = ofModel[OWNER_ANNOTATION] ?? ofNamespace[OWNER_ANNOTATION];
  const system = ofModel[SYSTEM_ANNOTATION] ?? ofNamespace[SYSTEM_ANNOTATION];
  const description = ofModel[DESCRIPTION_ANNOTATION];
  return {
    ...(owner && { owner }),
    ...(system && { system }),
    ...(description && { description }),
  };
}

function predictorDetail(
  sdep: SeldonDeploymentObject,
  predictor: PredictorObject,
  deployments: DeploymentObject[],
): PredictorDetail {
  const replicas = predictor.replicas ?? sdep.spec.replicas ?? 1;
  const containers = predictor.componentSpecs.flatMap(
    component => component.spec?.containers ?? [],
  );
  return {
    name: predictor.name,
    serviceName: predictorServiceName(sdep.metadata.name, predictor),
    ...(predictor.traffic !== undefined && { traffic: predictor.traffic }),
    shadow: predictor.shadow,
    replicas,
    graph: graphOf(predictor.graph, containers),
    containers: containers.map(({ name, image }) => ({
      name,
      image: image ?? '',
    })),
    rollouts: deployments.length
      ? deployments.map(deployment => rolloutOf(deployment, predictor))
      : expectedDeployments(sdep, predictor).map(name =>
          missingRollout(name, replicas),
        ),
  };
}

function graphOf(
  node: PredictorObject['graph'],
  containers: { name: string; image?: string }[],
): GraphNode {
  const image = containers.find(({ name }) => name === node.name)?.image;
  return {
    name: node.name,
    type: node.type ?? (node.implementation ? 'UNKNOWN_TYPE' : 'MODEL'),
    ...(node.implementation && { implementation: node.implementation }),
    ...(node.modelUri && { modelUri: node.modelUri }),
    ...(image && { image }),
    children: node.children.map(child => graphOf(child, containers)),
  };
}

/** A Service belongs to the model when it leads to its pods, or would. */
function belongsTo(
  selector: Record<string, string>,
  pods: PodObject[],
  predictorServices: Map<string, string>,
): boolean {
  const wanted = Object.entries(selector);
  return (
    predictorServices.has(selector[SELDON_APP_LABEL] ?? '') ||
    (wanted.length > 0 &&
      pods.some(({ metadata }) =>
        wanted.every(([key, value]) => metadata.labels[key] === value),
      ))
  );
}

/** Whether something was made for the model, wherever it leads: by us, by the operator, as a copy of what it labelled, or by its name. */
function ownedBy(
  name: string,
): (metadata: WrittenMetadata, backends: string[]) => boolean {
  const id = seldonDeploymentId(name);
  return ({ labels, name: own, ownerReferences }, backends) =>
    (own === name && backends.some(each => each.startsWith(`${name}-`))) ||
    labels[MODEL_LABEL] === id ||
    labels[SELDON_DEPLOYMENT_ID_LABEL] === id ||
    ownerReferences.some(
      owner => owner.kind === 'SeldonDeployment' && owner.name === name,
    );
}
