import type { KubeObject } from '../../api/Cluster';

/** Fields of the SeldonDeployment API that this operator acts on; everything else passes through. */
export interface SeldonDeployment extends KubeObject {
  spec: SeldonDeploymentSpec;
}

export interface SeldonDeploymentSpec {
  name?: string;
  predictors?: Predictor[];
  protocol?: string;
  transport?: string;
  serverType?: string;
  replicas?: number;
  annotations?: Record<string, string>;
}

export interface Predictor {
  name: string;
  graph: GraphUnit;
  componentSpecs?: ComponentSpec[];
  replicas?: number;
  annotations?: Record<string, string>;
  labels?: Record<string, string>;
  traffic?: number;
  shadow?: boolean;
  engineResources?: object;
  svcOrchSpec?: {
    resources?: object;
    env?: EnvironmentVariable[];
    replicas?: number;
  };
  progressDeadlineSeconds?: number;
}

export interface ComponentSpec {
  metadata?: {
    name?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  };
  spec: PodSpec;
  replicas?: number;
  hpaSpec?: {
    minReplicas?: number;
    maxReplicas: number;
    metrics?: object[];
    metricsv2?: object[];
  };
  pdbSpec?: {
    minAvailable?: number | string;
    maxUnavailable?: number | string;
  };
}

export interface GraphUnit {
  name: string;
  type?: string;
  implementation?: string;
  methods?: string[];
  endpoint?: {
    type?: string;
    service_host?: string;
    service_port?: number;
    httpPort?: number;
    grpcPort?: number;
  };
  parameters?: { name: string; value: string; type: string }[];
  modelUri?: string;
  envSecretRefName?: string;
  serviceAccountName?: string;
  storageInitializerImage?: string;
  logger?: { mode?: string; url?: string };
  children?: GraphUnit[];
}

export interface PodSpec {
  containers?: Container[];
  initContainers?: Container[];
  volumes?: object[];
  terminationGracePeriodSeconds?: number;
  [field: string]: unknown;
}

export interface Container {
  name: string;
  image?: string;
  args?: string[];
  env?: EnvironmentVariable[];
  ports?: { name?: string; containerPort: number; protocol?: string }[];
  volumeMounts?: { name: string; mountPath: string; readOnly?: boolean }[];
  readinessProbe?: object;
  livenessProbe?: object;
  lifecycle?: object;
  resources?: object;
  securityContext?: object;
  [field: string]: unknown;
}

export interface EnvironmentVariable {
  name: string;
  value?: string;
  valueFrom?: object;
}

/** Which Seldon Core is imitated. Older than 1.8 there is no second match, before 1.11 no conditions. */
export type SeldonVersion = '1.17' | '1.2';

/** Every unit of a graph, parents first. */
export function unitsOf(graph: GraphUnit): GraphUnit[] {
  return [graph, ...(graph.children ?? []).flatMap(unitsOf)];
}
