import type {
  DeploymentRequest,
  GraphNodeRequest,
  PredictorRequest,
} from '../contract/provisioning';
import type { ModelRef } from '../contract/refs';
import { modelEntityName } from '../entityName';
import { withoutUndefined } from './withoutUndefined';
import {
  DESCRIPTION_ANNOTATION,
  KUBERNETES_ID_LABEL,
  labelsOf,
  OWNER_ANNOTATION,
  SYSTEM_ANNOTATION,
} from './labels';
import type { Manifest } from './types';

/** @public */
export const SELDON_API_VERSION = 'machinelearning.seldon.io/v1';

type Container = NonNullable<PredictorRequest['containers']>[number];

/** The SeldonDeployment of a request. @public */
export function seldonDeployment(
  ref: ModelRef,
  request: DeploymentRequest,
): Manifest {
  return {
    apiVersion: SELDON_API_VERSION,
    kind: 'SeldonDeployment',
    metadata: {
      name: ref.name,
      namespace: ref.namespace,
      labels: labelsOf(ref),
      annotations: withoutUndefined({
        [OWNER_ANNOTATION]: request.owner,
        [SYSTEM_ANNOTATION]: request.system,
        [DESCRIPTION_ANNOTATION]: request.description,
      }),
    },
    spec: {
      protocol: request.protocol ?? 'seldon',
      predictors: request.predictors.map(predictor =>
        withoutUndefined({
          name: predictor.name,
          replicas: predictor.replicas ?? 1,
          traffic: predictor.traffic,
          // What the operator copies to the pods: the portal's Kubernetes tab finds them by it.
          labels: { [KUBERNETES_ID_LABEL]: modelEntityName(ref) },
          graph: graphNode(predictor.graph, predictor.containers ?? []),
          componentSpecs: predictor.containers?.length
            ? [{ spec: { containers: predictor.containers.map(container) } }]
            : undefined,
        }),
      ),
    },
  };
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
