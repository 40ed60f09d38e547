import { z } from 'zod/v3';
import { modelRefSchema, namespaceSchema, objectNameSchema } from './refs';

/** A DNS-1123 label: what Seldon turns into container names. @public */
export const partNameSchema = z
  .string()
  .max(63, 'must be at most 63 characters')
  .regex(
    /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
    'must be lower-case letters, digits and "-", starting and ending with a letter or digit',
  );

/** @public */
export const protocolSchema = z.enum(['seldon', 'tensorflow', 'v2']);

const quantity = z
  .string()
  .regex(
    /^[0-9]+(\.[0-9]+)?(m|k|K|M|G|T|Ki|Mi|Gi|Ti)?$/,
    'must be a Kubernetes quantity such as 500m or 1Gi',
  );

/** @public */
export const resourcesSchema = z.object({
  requests: z
    .object({ cpu: quantity.optional(), memory: quantity.optional() })
    .optional(),
  limits: z
    .object({ cpu: quantity.optional(), memory: quantity.optional() })
    .optional(),
});

/** A variable with its value, or with the key of a Secret in the model's namespace: a secret itself is never part of a request. @public */
export const envVariableSchema = z
  .object({
    name: z
      .string()
      .regex(
        /^[A-Za-z_][A-Za-z0-9_]{0,252}$/,
        'must be letters, digits and "_", not starting with a digit',
      ),
    value: z.string().max(32_768).optional(),
    secretRef: z
      .object({ name: objectNameSchema, key: z.string().min(1).max(253) })
      .optional(),
  })
  .refine(
    ({ value, secretRef }) =>
      (value === undefined) !== (secretRef === undefined),
    'must have either value or secretRef',
  );

/** One model container of the caller's own, or, without an image, more about a prepackaged server of that name. @public */
export const containerRequestSchema = z.object({
  name: partNameSchema,
  image: z.string().min(1).max(512).optional(),
  args: z.array(z.string()).max(100).optional(),
  env: z.array(envVariableSchema).max(100).optional(),
  /** Only where the server does not listen on the port Seldon hands it. */
  port: z.number().int().min(1).max(65535).optional(),
  resources: resourcesSchema.optional(),
});

/** A node of the requested graph: a container of the same name, or a prepackaged server with a model URI. @public */
export interface GraphNodeRequest {
  name: string;
  type?: 'MODEL' | 'ROUTER' | 'COMBINER' | 'TRANSFORMER' | 'OUTPUT_TRANSFORMER';
  implementation?: string;
  modelUri?: string;
  serviceAccountName?: string;
  envSecretRefName?: string;
  parameters?: {
    name: string;
    value: string;
    type: 'INT' | 'FLOAT' | 'DOUBLE' | 'STRING' | 'BOOL';
  }[];
  children?: GraphNodeRequest[];
}

/** @public */
export const graphNodeRequestSchema: z.ZodType<GraphNodeRequest> = z.object({
  name: partNameSchema,
  type: z
    .enum(['MODEL', 'ROUTER', 'COMBINER', 'TRANSFORMER', 'OUTPUT_TRANSFORMER'])
    .optional(),
  implementation: z
    .string()
    .regex(
      /^[A-Z][A-Z0-9_]{0,62}$/,
      'must be the key of a prepackaged server, such as SKLEARN_SERVER',
    )
    .optional(),
  modelUri: z.string().min(1).max(2048).optional(),
  serviceAccountName: objectNameSchema.optional(),
  envSecretRefName: objectNameSchema.optional(),
  parameters: z
    .array(
      z.object({
        name: z.string().min(1),
        value: z.string(),
        type: z.enum(['INT', 'FLOAT', 'DOUBLE', 'STRING', 'BOOL']),
      }),
    )
    .max(100)
    .optional(),
  children: z
    .array(z.lazy(() => graphNodeRequestSchema))
    .max(20)
    .optional(),
});

const MAX_GRAPH_DEPTH = 20;

/** Looked at first, and step by step: what is thousands deep would exhaust whatever reads it whole. */
const graphRequestSchema = z.preprocess((graph, context) => {
  let level: unknown[] = [graph];
  for (let depth = 0; level.length; depth += 1) {
    if (depth > MAX_GRAPH_DEPTH) {
      context.addIssue({
        code: 'custom',
        message: `must be at most ${MAX_GRAPH_DEPTH} levels deep`,
        fatal: true,
      });
      return z.NEVER;
    }
    level = level.flatMap(node => {
      const { children } = (node ?? {}) as { children?: unknown };
      return Array.isArray(children) ? children : [];
    });
  }
  return graph;
}, graphNodeRequestSchema);

/** Replicas by load: the HorizontalPodAutoscaler that the operator makes for every pod template of the predictor. @public */
export const autoscalingRequestSchema = z
  .object({
    minReplicas: z.number().int().min(1).max(1000).default(1),
    maxReplicas: z.number().int().min(1).max(1000),
    /** Percent of the requested CPU to aim at. */
    cpuPercent: z.number().int().min(1).max(1000).optional(),
    /** Percent of the requested memory to aim at. */
    memoryPercent: z.number().int().min(1).max(1000).optional(),
  })
  .refine(
    ({ minReplicas, maxReplicas }) => minReplicas <= maxReplicas,
    'must have minReplicas no larger than maxReplicas',
  )
  .refine(
    ({ cpuPercent, memoryPercent }) =>
      cpuPercent !== undefined || memoryPercent !== undefined,
    'must have cpuPercent or memoryPercent to scale by',
  );

/** @public */
export const tolerationSchema = z.object({
  key: z.string().max(317).optional(),
  operator: z.enum(['Exists', 'Equal']).optional(),
  value: z.string().max(63).optional(),
  effect: z.enum(['NoSchedule', 'PreferNoSchedule', 'NoExecute']).optional(),
  tolerationSeconds: z.number().int().min(0).optional(),
});

/**
 * What the other fields cannot say, as a JSON merge patch (RFC 7396), or the same as YAML text. It is held to the same
 * limits as everything else.
 *
 * @public
 */
export const patchSchema = z.union([
  z.record(z.unknown()),
  z.string().max(65_536, 'must be at most 65536 characters of YAML'),
]);

/** Annotations that Seldon reads, such as `seldon.io/rest-timeout`. @public */
export const seldonAnnotationsSchema = z.record(
  z
    .string()
    .regex(
      /^seldon\.io\/[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/,
      'must be an annotation of Seldon, such as seldon.io/rest-timeout',
    ),
  z.string().max(1024),
);

/** @public */
export const predictorRequestSchema = z.object({
  name: partNameSchema,
  replicas: z.number().int().min(0).max(1000).optional(),
  autoscaling: autoscalingRequestSchema.optional(),
  traffic: z.number().int().min(0).max(100).optional(),
  /** Gets a copy of the requests, and nobody its answers. */
  shadow: z.boolean().optional(),
  graph: graphRequestSchema,
  containers: z.array(containerRequestSchema).max(20).optional(),
  annotations: seldonAnnotationsSchema.optional(),
  /** Of the pods. A graph node has one of its own, for fetching the model. */
  serviceAccountName: objectNameSchema.optional(),
  nodeSelector: z.record(z.string().max(63)).optional(),
  tolerations: z.array(tolerationSchema).max(20).optional(),
  /** Of the orchestrator that Seldon puts beside the model. */
  orchestrator: z.object({ resources: resourcesSchema.optional() }).optional(),
  /** Seconds after which a rollout that gets nowhere counts as failed. */
  progressDeadlineSeconds: z.number().int().min(1).max(86_400).optional(),
  /** Of this predictor, as it would be without the patch. */
  patch: patchSchema.optional(),
});

/** What is promised of a model. @public */
export const sloSchema = z.object({
  /** Percent of predictions without a server fault, e.g. 99.9. */
  availabilityPercent: z.number().gt(0).lt(100).optional(),
  /** 95 of 100 predictions are answered within it, e.g. `250ms`. */
  latencyP95: z
    .string()
    .regex(
      /^[0-9]+(\.[0-9]+)?(ms|s)$/,
      'must be a duration such as 250ms or 1.5s',
    )
    .optional(),
});

/** @public */
export type Slo = z.infer<typeof sloSchema>;

const httpLinkSchema = z
  .string()
  .url()
  .regex(/^https?:\/\//, 'must be an http(s) link');

/** @public */
export const deploymentRequestSchema = z.object({
  description: z.string().max(1000).optional(),
  /** Entity reference, e.g. `group:default/fraud`. */
  owner: z.string().max(200).optional(),
  system: z.string().max(200).optional(),
  protocol: protocolSchema.optional(),
  slo: sloSchema.optional(),
  /** What to do when it is unwell. */
  runbook: httpLinkSchema.optional(),
  /** Of the SeldonDeployment's spec, for all predictors. */
  annotations: seldonAnnotationsSchema.optional(),
  predictors: z.array(predictorRequestSchema).min(1).max(20),
  /** Of the SeldonDeployment's spec, without its predictors: each of those takes a patch of its own. */
  patch: patchSchema.optional(),
});

/** @public */
export const exposureRequestSchema = z.object({
  /** `auto`: Route where the cluster has that API, else HTTPRoute or Ingress, of those the platform team allows. */
  kind: z.enum(['none', 'auto', 'route', 'ingress', 'gateway']),
  host: z
    .string()
    .max(253)
    .regex(
      /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
      'must be a host name',
    )
    .optional(),
});

/** @public */
export const monitoringRequestSchema = z.object({
  /**
   * How the metrics are collected. `auto`, the default: a ServiceMonitor, but nothing where a monitor that is there selects the model
   * already, as Seldon's stock PodMonitor does. `none`: the caller sees to it.
   */
  scrape: z.enum(['auto', 'serviceMonitor', 'podMonitor', 'none']).optional(),
  /** Also scrape the model containers' own metrics (Seldon's Python wrapper and MLServer have them). */
  customMetrics: z.boolean().optional(),
  scrapeInterval: z
    .string()
    .regex(/^[1-9][0-9]*(s|m)$/, 'must be a duration such as 30s or 1m')
    .optional(),
  /** Default: what the SeldonDeployment says. */
  slo: sloSchema.optional(),
  /** Alert rules that hold the model to its SLO. */
  alerts: z.boolean().optional(),
  /** Default: what the SeldonDeployment says. */
  runbook: httpLinkSchema.optional(),
  /** A Grafana dashboard, through the Grafana operator that the cluster has. */
  dashboard: z.boolean().optional(),
  /** Also the Prometheus data source of that Grafana. Many clusters have one. */
  dataSource: z.boolean().optional(),
});

/**
 * What to bring about. Each part stands alone: exposing or monitoring a model
 * that already runs leaves its SeldonDeployment untouched.
 *
 * @public
 */
export const provisionRequestSchema = z.object({
  cluster: modelRefSchema.shape.cluster,
  namespace: namespaceSchema,
  name: objectNameSchema,
  deployment: deploymentRequestSchema.optional(),
  exposure: exposureRequestSchema.optional(),
  monitoring: monitoringRequestSchema.optional(),
  /**
   * Objects whose fields may be taken from the field managers that own them, as they were when somebody looked: one that
   * has changed since is refused. Without this nothing of anybody else's is ever changed.
   */
  takeOver: z
    .array(
      z.object({
        kind: z.string().min(1).max(63),
        name: objectNameSchema,
        resourceVersion: z.string().min(1).max(64),
      }),
    )
    .max(100)
    .optional(),
});

/** @public */
export type ProvisionRequest = z.infer<typeof provisionRequestSchema>;
/** @public */
export type MonitoringRequest = z.infer<typeof monitoringRequestSchema>;
/** @public */
export type DeploymentRequest = z.infer<typeof deploymentRequestSchema>;
/** @public */
export type PredictorRequest = z.infer<typeof predictorRequestSchema>;

/**
 * The `code` of the error that answers a request to expose or monitor a model that is not there. It sets
 * the model apart from a cluster, an API or a route that is not there, which are 404 too.
 *
 * @public
 */
export const MODEL_NOT_DEPLOYED = 'MODEL_NOT_DEPLOYED';

/** @public */
export const objectResultSchema = z.object({
  apiVersion: z.string(),
  kind: z.string(),
  namespace: z.string(),
  name: z.string(),
  result: z.enum(['created', 'updated', 'unchanged', 'deleted']),
});

/** @public */
export type ObjectResult = z.infer<typeof objectResultSchema>;

/** A field of somebody else's that applying would change. @public */
export const fieldConflictSchema = z.object({
  /** The field manager, e.g. `kubectl-client-side-apply` or `argocd-controller`. */
  manager: z.string(),
  /** e.g. `.spec.predictors`. */
  field: z.string(),
});

/** @public */
export type FieldConflict = z.infer<typeof fieldConflictSchema>;

/** One field that applying would change. @public */
export const fieldChangeSchema = z.object({
  /** e.g. `spec.predictors[main].replicas`; list items by their name where they have one. */
  path: z.string(),
  /** Absent: it is not there yet. */
  before: z.unknown().optional(),
  /** Absent: it would go. */
  after: z.unknown().optional(),
});

/** @public */
export type FieldChange = z.infer<typeof fieldChangeSchema>;

/** @public */
export const plannedObjectSchema = objectResultSchema.extend({
  /** `refused`: the cluster would not take it; see `refusal`. */
  result: z.enum(['created', 'updated', 'unchanged', 'deleted', 'refused']),
  manifest: z.record(z.unknown()),
  /** Empty for an object that is created: its manifest says everything. */
  changes: z.array(fieldChangeSchema),
  /** `dry-run`: as the API server says. `local`: by our own reckoning, because the cluster would not try it out; warnings say why. */
  changesFrom: z.enum(['dry-run', 'local']),
  refusal: z
    .object({
      message: z.string(),
      conflicts: z.array(fieldConflictSchema),
      /** What `takeOver` would have to name. Absent: taking over would not help. */
      resourceVersion: z.string().optional(),
    })
    .optional(),
});

/** @public */
export type PlannedObject = z.infer<typeof plannedObjectSchema>;

/** @public */
export const planSchema = z.object({
  ref: modelRefSchema,
  /** In the order in which they are applied, each with what applying it would do. */
  objects: z.array(plannedObjectSchema),
  /** What will work but deserves a look. */
  warnings: z.array(z.string()),
  /** False: applying it now would be refused, and change nothing. */
  applicable: z.boolean(),
});

/** @public */
export type Plan = z.infer<typeof planSchema>;

/** @public */
export const provisionResultSchema = z.object({
  ref: modelRefSchema,
  objects: z.array(objectResultSchema),
  warnings: z.array(z.string()),
  /** Where the model can be called, when it is exposed and the address is known already. */
  url: z.string().optional(),
  /** The catalog entity it will appear as. */
  entityRef: z.string(),
});

/** @public */
export type ProvisionResult = z.infer<typeof provisionResultSchema>;

/** @public */
export const deprovisionResultSchema = z.object({
  ref: modelRefSchema,
  objects: z.array(objectResultSchema),
  /** What was left as it is, and what could not be looked at. */
  warnings: z.array(z.string()).default([]),
});

/**
 * A new version beside the running one. What it leaves out is taken from the predictor that it is to follow.
 *
 * @public
 */
export const rolloutRequestSchema = z.object({
  /** The predictor of the new version. Default: `v2`, `v3` and so on. */
  version: partNameSchema.optional(),
  /** The predictor it follows. Default: the one with the most traffic. */
  from: partNameSchema.optional(),
  /** By container name; a single string for the only container. */
  image: z
    .union([z.string().min(1).max(512), z.record(z.string().min(1).max(512))])
    .optional(),
  /** By graph node; a single string for the only node that has one. */
  modelUri: z
    .union([z.string().min(1).max(2048), z.record(z.string().min(1).max(2048))])
    .optional(),
  replicas: z.number().int().min(1).max(1000).optional(),
  /** Percent of the requests, once it is ready to take them. 0: none until it is promoted. */
  trafficPercent: z.number().int().min(0).max(50).default(10),
  /** It gets a copy of the requests instead of a share. Needs an HTTPRoute. */
  shadow: z.boolean().optional(),
});

/** @public */
export type RolloutRequest = z.infer<typeof rolloutRequestSchema>;

/**
 * How far a rollout is. Each call takes the next step that harms no request, and says what it waits for: call again until
 * `settled`.
 *
 * @public
 */
export const rolloutResultSchema = z.object({
  ref: modelRefSchema,
  /** `starting`: the new version is not ready yet. `serving`: it has its share. `finished`: one version is left. */
  phase: z.enum(['starting', 'serving', 'finishing', 'finished']),
  settled: z.boolean(),
  stable: z.string(),
  /** Absent when finished. */
  candidate: z.string().optional(),
  trafficPercent: z.number().optional(),
  /** In words, e.g. what it waits for. */
  summary: z.string(),
  objects: z.array(objectResultSchema),
  warnings: z.array(z.string()),
});

/** @public */
export type RolloutResult = z.infer<typeof rolloutResultSchema>;

/**
 * Which kinds to write where no cluster is asked: a rendering is for a cluster that may not be there yet.
 *
 * @public
 */
export const renderRequestSchema = provisionRequestSchema
  .omit({ takeOver: true })
  .extend({
    grafanaOperator: z.enum(['v4', 'v5']).optional(),
  });

/** @public */
export type RenderRequest = z.infer<typeof renderRequestSchema>;

/** @public */
export const renderResultSchema = z.object({
  ref: modelRefSchema,
  /** Equal to what applying the same request would send, but for owner references: only the cluster knows their uid. */
  manifests: z.array(z.record(z.unknown())),
  /** The catalog entity of the model. */
  entity: z.record(z.unknown()),
  warnings: z.array(z.string()),
});

/** @public */
export type RenderResult = z.infer<typeof renderResultSchema>;

/** @public */
export const predictionRequestSchema = z.object({
  predictor: z.string().optional(),
  /** The body in the model's own protocol. */
  payload: z.unknown(),
});

/** A custom metric as a model's code reports it with an answer. @public */
export const reportedMetricSchema = z.object({
  key: z.string(),
  type: z.enum(['COUNTER', 'GAUGE', 'TIMER']),
  /** Of a timer: milliseconds. */
  value: z.number(),
  tags: z.record(z.string()).optional(),
});

/** @public */
export type ReportedMetric = z.infer<typeof reportedMetricSchema>;

/** @public */
export const predictionResultSchema = z.object({
  protocol: protocolSchema,
  /** How it was reached. */
  through: z.enum(['url', 'service-proxy']),
  url: z.string().optional(),
  /** HTTP status of the model's answer. */
  status: z.number().int(),
  ok: z.boolean(),
  durationSeconds: z.number(),
  response: z.unknown(),
  /** Custom metrics that came with the answer, in `meta` of Seldon's protocol. */
  metrics: z.array(reportedMetricSchema),
});

/** @public */
export type PredictionResult = z.infer<typeof predictionResultSchema>;

/** What a model says about one of its inputs. @public */
export const predictionInputSchema = z.object({
  name: z.string(),
  datatype: z.string().optional(),
  /** `-1`: any number. */
  shape: z.array(z.number().int()).optional(),
  /** The names of its columns. */
  columns: z.array(z.string()).optional(),
});

/** @public */
export type PredictionInput = z.infer<typeof predictionInputSchema>;

/** A body to begin a test prediction with. @public */
export const predictionExampleSchema = z.object({
  protocol: protocolSchema,
  /** Absent: not even the smallest body is short enough. */
  payload: z.unknown(),
  /** `metadata`: made of what the model says about its inputs. `protocol`: the model says nothing, so only its form is right. */
  source: z.enum(['metadata', 'protocol']),
  /** The model takes more values than an example has, so the sizes of this one are smaller. */
  shortened: z.boolean(),
  /** What the model says about its inputs. */
  inputs: z.array(predictionInputSchema),
  /** Those that can be called apart from the others. */
  predictors: z.array(z.string()),
  /** A longer body is refused. */
  maximumBytes: z.number().int(),
});

/** @public */
export type PredictionExample = z.infer<typeof predictionExampleSchema>;

/** What the platform team lets a template choose from. @public */
export const provisioningOptionsSchema = z.object({
  enabled: z.boolean(),
  exposure: z.array(z.enum(['none', 'route', 'ingress', 'gateway'])),
  images: z.array(z.string()),
  modelUris: z.array(z.string()),
  predictions: z.boolean(),
});

/** A prepackaged server of Seldon. @public */
export const serverOptionSchema = z.object({
  /** e.g. `SKLEARN_SERVER`. */
  name: z.string(),
  title: z.string(),
  protocols: z.array(protocolSchema).min(1),
  needsModelUri: z.boolean(),
});
