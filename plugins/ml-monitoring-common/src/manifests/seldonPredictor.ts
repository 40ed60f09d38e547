import type {
  GraphNodeRequest,
  PredictorRequest,
} from '../contract/provisioning';
import type { ModelRef } from '../contract/refs';
import { modelEntityName } from '../entityName';
import { KUBERNETES_ID_LABEL } from './labels';
import { isPrepackaged } from './servers';
import { withoutUndefined } from './withoutUndefined';

type Container = NonNullable<PredictorRequest['containers']>[number];

/** How the cluster wants to be told what replicas depend on. @public */
export interface PredictorOptions {
  /** `metricsv2`, in the shape of autoscaling/v2, where the CRD has it. Every CRD has `metrics`, in the shape of v2beta1. */
  hpaMetrics?: 'metrics' | 'metricsv2';
}

/** One predictor of a request, as its SeldonDeployment has it. */
export function seldonPredictor(
  ref: ModelRef,
  request: PredictorRequest,
  options: PredictorOptions,
): Record<string, unknown> {
  return withoutUndefined({
    name: request.name,
    replicas: request.autoscaling ? undefined : (request.replicas ?? 1),
    traffic: request.traffic,
    shadow: request.shadow,
    annotations: request.annotations,
    // What the operator copies to the pods: the portal's Kubernetes tab finds them by it.
    labels: { [KUBERNETES_ID_LABEL]: modelEntityName(ref) },
    progressDeadlineSeconds: request.progressDeadlineSeconds,
    svcOrchSpec: request.orchestrator?.resources && {
      resources: withoutUndefined(request.orchestrator.resources),
    },
    graph: graphNode(request.graph, request.containers ?? []),
    componentSpecs: componentSpecs(request, options),
  });
}

function componentSpecs(
  request: PredictorRequest,
  options: PredictorOptions,
): Record<string, unknown>[] | undefined {
  const own = (request.containers ?? []).map(container);
  const pod = withoutUndefined({
    serviceAccountName: request.serviceAccountName,
    nodeSelector: request.nodeSelector,
    tolerations: request.tolerations?.map(withoutUndefined),
  });
  const hpaSpec = request.autoscaling && autoscaling(request, options);
  if (!own.length && !Object.keys(pod).length && !hpaSpec) {
    return undefined;
  }
  const named = new Set(request.containers?.map(({ name }) => name));
  const servers = requestedNodes(request.graph)
    .filter(
      ({ name, implementation }) =>
        isPrepackaged(implementation) && !named.has(name),
    )
    // A pod template needs containers, and the operator completes those that are named like a server's node.
    .map(({ name }) => ({ name }));
  return [
    withoutUndefined({
      hpaSpec,
      spec: { ...pod, containers: [...own, ...servers] },
    }),
  ];
}

function autoscaling(
  { autoscaling: request }: PredictorRequest,
  { hpaMetrics = 'metrics' }: PredictorOptions,
): Record<string, unknown> {
  const { minReplicas, maxReplicas, cpuPercent, memoryPercent } = request!;
  const metric = (name: string, percent: number) => ({
    type: 'Resource',
    resource:
      hpaMetrics === 'metrics'
        ? { name, targetAverageUtilization: percent }
        : {
            name,
            target: { type: 'Utilization', averageUtilization: percent },
          },
  });
  return {
    minReplicas,
    maxReplicas,
    [hpaMetrics]: [
      ...(cpuPercent === undefined ? [] : [metric('cpu', cpuPercent)]),
      ...(memoryPercent === undefined ? [] : [metric('memory', memoryPercent)]),
    ],
  };
}

/** A requested graph's nodes, parents first. */
export function requestedNodes(node: GraphNodeRequest): GraphNodeRequest[] {
  return [node, ...(node.children ?? []).flatMap(requestedNodes)];
}

function graphNode(
  node: GraphNodeRequest,
  containers: Container[],
): Record<string, unknown> {
  const port = containers.find(({ name }) => name === node.name)?.port;
  return withoutUndefined({
    name: node.name,
    type: node.type ?? (node.implementation ? undefined : 'MODEL'),
    implementation: node.implementation,
    modelUri: node.modelUri,
    serviceAccountName: node.serviceAccountName,
    envSecretRefName: node.envSecretRefName,
    parameters: node.parameters,
    // `httpPort` would say the same to newer operators, but older CRDs do not know it.
    endpoint: port && { type: 'REST', service_port: port },
    children: node.children?.length
      ? node.children.map(child => graphNode(child, containers))
      : undefined,
  });
}

function container(request: Container): Record<string, unknown> {
  return withoutUndefined({
    name: request.name,
    image: request.image,
    args: request.args,
    env: request.env?.map(envVariable),
    ports: request.port && [
      { name: 'http', containerPort: request.port, protocol: 'TCP' },
    ],
    resources: request.resources && withoutUndefined(request.resources),
  });
}

function envVariable({
  name,
  value,
  secretRef,
}: NonNullable<Container['env']>[number]): Record<string, unknown> {
  return secretRef
    ? { name, valueFrom: { secretKeyRef: secretRef } }
    : { name, value };
}
