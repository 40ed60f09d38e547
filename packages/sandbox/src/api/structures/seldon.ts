import type { Structure } from '../structure';
import {
  anything,
  booleans,
  intOrString,
  integer,
  integers,
  kind,
  known,
  listOf,
  object,
  status,
  string,
  stringList,
  stringMap,
  texts,
} from './parts';
import {
  container,
  environment,
  podMetadata,
  podSpec,
  resources,
} from './podTemplate';

/** How deep children may be nested; what lies deeper has no place in the schema. */
const GRAPH_DEPTH = 10;

const endpoint = object({
  ...integers('grpcPort httpPort service_port'),
  ...texts('service_host type'),
});

const graphNode = (depth: number): Structure =>
  object(
    {
      ...texts(
        'envSecretRefName implementation modelUri name serviceAccountName storageInitializerImage type',
      ),
      ...(depth < GRAPH_DEPTH && { children: listOf(graphNode(depth + 1)) }),
      endpoint,
      logger: object(texts('mode url')),
      methods: stringList,
      parameters: listOf(
        object(texts('name type value'), 'name', 'type', 'value'),
      ),
    },
    'name',
  );

const metrics = listOf(
  object(
    {
      ...known('containerResource external object pods resource'),
      type: string,
    },
    'type',
  ),
);

const kedaTrigger = object(
  {
    ...texts('metricType name type'),
    authenticationRef: anything,
    metadata: stringMap,
  },
  'metadata',
  'type',
);

const componentSpec = object({
  hpaSpec: object(
    {
      ...integers('maxReplicas minReplicas'),
      metrics,
      metricsv2: metrics,
    },
    'maxReplicas',
  ),
  kedaSpec: object(
    {
      ...integers(
        'cooldownPeriod idleReplicaCount maxReplicaCount minReplicaCount pollingInterval',
      ),
      advanced: anything,
      fallback: object(
        integers('failureThreshold replicas'),
        'failureThreshold',
        'replicas',
      ),
      triggers: listOf(kedaTrigger),
    },
    'triggers',
  ),
  metadata: podMetadata,
  pdbSpec: object({ maxUnavailable: intOrString, minAvailable: intOrString }),
  replicas: integer,
  spec: podSpec,
});

const explainer = object({
  ...texts(
    'envSecretRefName initParameters modelUri serviceAccountName storageInitializerImage type',
  ),
  config: stringMap,
  containerSpec: container,
  endpoint,
  replicas: integer,
});

const predictor = object(
  {
    annotations: stringMap,
    componentSpecs: listOf(componentSpec),
    engineResources: resources,
    explainer,
    graph: graphNode(0),
    labels: stringMap,
    name: string,
    ...integers('progressDeadlineSeconds replicas traffic'),
    ...booleans('shadow'),
    ssl: object({ certSecretName: string }),
    svcOrchSpec: object({ env: environment, replicas: integer, resources }),
  },
  'graph',
  'name',
);

export const seldonDeployment = kind({
  spec: object(
    {
      ...texts('name oauth_key oauth_secret protocol serverType transport'),
      annotations: stringMap,
      predictors: listOf(predictor),
      replicas: integer,
    },
    'predictors',
  ),
  status,
});

/** Fields that the schema of installations from OperatorHub lacks: they are dropped there without a word. */
export const absentFromOperatorHub = [
  'spec.predictors.progressDeadlineSeconds',
  'spec.predictors.componentSpecs.hpaSpec.metricsv2',
];
