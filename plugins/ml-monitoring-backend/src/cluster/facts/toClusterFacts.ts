import {
  DESCRIPTION_ANNOTATION,
  MANAGED_BY,
  MANAGED_BY_LABEL,
  OWNER_ANNOTATION,
  predictorServiceName,
  readRolloutMark,
  rolloutOfModel,
  SELDON_APP_LABEL,
  specChangedAt,
  SYSTEM_ANNOTATION,
  type ClusterFacts,
  type ConditionFact,
  type GraphNode,
  type ModelDetail,
} from 'backstage-plugin-ml-monitoring-common';
import type {
  DeploymentObject,
  PodObject,
  PredictorObject,
  SeldonDeploymentObject,
} from '../objects';
import { aboutModel } from './aboutModel';
import { endpointsOf } from './endpoints';
import { eventsAbout } from './events';
import type { ModelObjects } from './indexObjects';
import { monitorsOf } from './monitors';
import { podOf } from './pods';
import { missingRollout, rolloutOf } from './rollout';
import { splitOf } from './splits';
import { deploymentOwners, expectedDeployments } from './deploymentOwners';
import { protocolOf } from './shape';

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
  const own = { services, pods: objects.pods };
  const namespaceAnnotations = objects.namespace?.metadata.annotations ?? {};
  const split = splitOf(objects, predictors);
  const changedAt = specChangedAt(sdep);
  const ready = readyEndpoints(
    services.map(each => each.metadata.name),
    objects,
  );
  const model: ClusterFacts['model'] = {
    ref: { cluster: options.cluster, namespace, name: metadata.name },
    protocol: protocolOf(sdep),
    ...(status?.state && { state: status.state }),
    ...(status?.description && { stateDescription: status.description }),
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
      routePort: options.routePort,
    }),
    monitors: monitorsOf(objects, own),
    managed: metadata.labels[MANAGED_BY_LABEL] === MANAGED_BY,
    createdAt: metadata.creationTimestamp ?? new Date(0).toISOString(),
  };
  const mark = readRolloutMark(metadata.annotations);
  const rollout =
    mark && rolloutOfModel(mark, { model, readyEndpoints: ready });
  return {
    model: { ...model, ...(rollout && { rollout }) },
    ...(!objects.namespaceFailed && {
      namespaceLabels: objects.namespace?.metadata.labels ?? {},
    }),
    conditions: [
      ...conditionFacts(
        `SeldonDeployment ${metadata.name}`,
        status?.conditions,
      ),
      ...objects.deployments.flatMap(deployment =>
        conditionFacts(
          `Deployment ${deployment.metadata.name}`,
          deployment.status?.conditions,
        ),
      ),
    ],
    events: eventsAbout(
      objects.events,
      aboutModel(
        model,
        services.map(each => each.metadata.name),
      ),
    ),
    readyEndpoints: ready,
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

function readyEndpoints(
  services: string[],
  { endpointSlices }: ModelObjects,
): Record<string, number> {
  return Object.fromEntries(
    services.map(service => {
      const ready = endpointSlices
        .filter(
          ({ metadata }) =>
            metadata.labels['kubernetes.io/service-name'] === service,
        )
        .flatMap(({ endpoints }) => endpoints)
        // Absent means ready, by the API's own definition.
        .filter(({ conditions }) => conditions?.ready !== false)
        .flatMap(({ addresses }) => addresses);
      return [service, new Set(ready).size];
    }),
  );
}

function conditionFacts(
  object: string,
  conditions: NonNullable<SeldonDeploymentObject['status']>['conditions'] = [],
): ConditionFact[] {
  return conditions.map(
    ({ type, status, reason, message, lastTransitionTime }) => ({
      object,
      type,
      status,
      ...(reason && { reason }),
      ...(message && { message }),
      ...(lastTransitionTime && { since: new Date(lastTransitionTime) }),
    }),
  );
}
