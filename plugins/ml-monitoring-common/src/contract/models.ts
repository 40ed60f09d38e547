import { z } from 'zod/v3';
import { healthStatusSchema, keyNumbersSchema } from './health';
import { modelRefSchema, namespaceSchema } from './refs';
import { sourceStateSchema } from './sources';

/** Who answers for a model, as written on the SeldonDeployment, else on its namespace. Entity references. @public */
export const ownershipSchema = z.object({
  owner: z.string().optional(),
  system: z.string().optional(),
  description: z.string().optional(),
});

/** @public */
export const modelSummarySchema = z.object({
  ref: modelRefSchema,
  status: healthStatusSchema,
  /** The verdict in words. */
  summary: z.string(),
  numbers: keyNumbersSchema,
  predictors: z.array(z.string()),
  /** Images of the model containers, without the orchestrator's. */
  images: z.array(z.string()),
  ownership: ownershipSchema,
  /** Labels of the SeldonDeployment. */
  labels: z.record(z.string()),
  /** A monitor selects its metrics. `undefined`: could not be found out. */
  monitored: z.boolean().optional(),
  /** Where it can be called from outside, when it is exposed and admitted. */
  url: z.string().optional(),
  /** ISO 8601. */
  createdAt: z.string(),
});

/** @public */
export type ModelSummary = z.infer<typeof modelSummarySchema>;

/** @public */
export const listModelsQuerySchema = z.object({
  cluster: z.string().optional(),
  namespace: z.string().optional(),
  owner: z.string().optional(),
  status: healthStatusSchema.optional(),
  monitored: z
    .enum(['true', 'false'])
    .transform(value => value === 'true')
    .optional(),
  q: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  cursor: z.string().optional(),
});

/** @public */
export const modelListSchema = z.object({
  items: z.array(modelSummarySchema),
  /** How many match the filter on all pages together, of those the caller may read. */
  totalItems: z.number().int(),
  nextCursor: z.string().optional(),
  /**
   * Every cluster that was asked. The list is complete for a cluster only if its state is `ok`:
   * a model missing from any other must not be taken for deleted.
   */
  sources: z.array(sourceStateSchema),
});

/** @public */
export type ModelList = z.infer<typeof modelListSchema>;

/** A node of the inference graph. @public */
export interface GraphNode {
  name: string;
  /** `MODEL`, `ROUTER`, `COMBINER`, `TRANSFORMER`, `OUTPUT_TRANSFORMER` or `UNKNOWN_TYPE`. */
  type: string;
  implementation?: string;
  modelUri?: string;
  image?: string;
  children: GraphNode[];
}

/** @public */
export const graphNodeSchema: z.ZodType<GraphNode> = z.lazy(() =>
  z.object({
    name: z.string(),
    type: z.string(),
    implementation: z.string().optional(),
    modelUri: z.string().optional(),
    image: z.string().optional(),
    children: z.array(graphNodeSchema),
  }),
);

/** One Deployment of a predictor, as the Deployment controller reports it. @public */
export const rolloutSchema = z.object({
  deployment: z.string(),
  desired: z.number().int(),
  updated: z.number().int(),
  ready: z.number().int(),
  available: z.number().int(),
  /** `pending`: the operator has not taken up the newest spec yet. */
  phase: z.enum(['pending', 'progressing', 'complete', 'stuck']),
  message: z.string().optional(),
});

/** @public */
export type Rollout = z.infer<typeof rolloutSchema>;

/** @public */
export const podSchema = z.object({
  name: z.string(),
  predictor: z.string().optional(),
  phase: z.string(),
  ready: z.boolean(),
  restarts: z.number().int(),
  /** The worst container's waiting or termination reason, e.g. `ImagePullBackOff`. */
  reason: z.string().optional(),
  message: z.string().optional(),
  containers: z.array(
    z.object({
      name: z.string(),
      image: z.string(),
      ready: z.boolean(),
      restarts: z.number().int(),
      state: z.enum(['waiting', 'running', 'terminated']),
      reason: z.string().optional(),
      message: z.string().optional(),
      exitCode: z.number().int().optional(),
      /** Why it last ended, e.g. `OOMKilled`, also where it runs again. */
      endedReason: z.string().optional(),
      /** What it left to be read as it last ended, without what looks like a secret. */
      endedMessage: z.string().optional(),
      /** When it last ended. ISO 8601. */
      endedAt: z.string().optional(),
      /** How long the run took that ended then. */
      endedAfterSeconds: z.number().optional(),
    }),
  ),
  startedAt: z.string().optional(),
  /** Absent: no node has been chosen yet. */
  node: z.string().optional(),
  /** By when it is to be gone, since it was deleted. ISO 8601. */
  goneBy: z.string().optional(),
});

/** @public */
export const predictorSchema = z.object({
  name: z.string(),
  /** The predictor Service, hashed where the name would be too long. */
  serviceName: z.string(),
  /** Percent, as the SeldonDeployment has it. It moves no request by itself. */
  traffic: z.number().optional(),
  /**
   * Percent of the requests from outside that it is to get, by the weights of what splits them: Route or HTTPRoute. Absent:
   * the model is not exposed, or in several ways that differ.
   */
  routedPercent: z.number().optional(),
  shadow: z.boolean(),
  /** What the spec asks for, before any autoscaler. */
  replicas: z.number().int(),
  graph: graphNodeSchema,
  containers: z.array(z.object({ name: z.string(), image: z.string() })),
  rollouts: z.array(rolloutSchema),
});

/** @public */
export const endpointSchema = z.object({
  kind: z.enum(['Route', 'Ingress', 'HTTPRoute', 'Service']),
  name: z.string(),
  predictor: z.string().optional(),
  /** Base URL. Absent while no host has been given out. */
  url: z.string().optional(),
  /** Taken up by a router. `undefined`: nothing has said so or denied it yet. */
  admitted: z.boolean().optional(),
  reason: z.string().optional(),
  message: z.string().optional(),
});

/** @public */
export const monitorSchema = z.object({
  kind: z.enum(['ServiceMonitor', 'PodMonitor']),
  name: z.string(),
  /** Absent: that of the model. */
  namespace: z.string().optional(),
  port: z.string(),
  path: z.string(),
  intervalSeconds: z.number().optional(),
});

/** A new version beside the running one. @public */
export const versionRolloutSchema = z.object({
  /** The predictor that runs. */
  stable: z.string(),
  /** The predictor of the new version. */
  candidate: z.string(),
  /** Percent of the requests that the new version is to have once it is ready. */
  trafficPercent: z.number(),
  /** `starting`: it is not ready, or has not its share yet. `finishing`: it was decided about, and one of the two goes. */
  phase: z.enum(['starting', 'serving', 'finishing']),
});

/** @public */
export type VersionRollout = z.infer<typeof versionRolloutSchema>;

/** @public */
export const modelDetailSchema = z.object({
  ref: modelRefSchema,
  protocol: z.enum(['seldon', 'tensorflow', 'v2']),
  /** `status.state` as the operator wrote it; absent where it has written none. */
  state: z.string().optional(),
  stateDescription: z.string().optional(),
  ownership: ownershipSchema,
  /** Labels of the SeldonDeployment. */
  labels: z.record(z.string()),
  predictors: z.array(predictorSchema),
  /** Absent: no new version is under way. */
  rollout: versionRolloutSchema.optional(),
  pods: z.array(podSchema),
  endpoints: z.array(endpointSchema),
  monitors: z.array(monitorSchema),
  /** True when this suite made the SeldonDeployment. */
  managed: z.boolean(),
  /** The caller may have it changed here: it was made here, changing models is turned on, and no permission stands against it. */
  changeable: z.boolean().optional(),
  /** Whether the caller may send it test predictions. `off`: nobody may, they are not turned on. */
  testPredictions: z.enum(['allowed', 'forbidden', 'off']).optional(),
  createdAt: z.string(),
  links: z.array(z.object({ title: z.string(), url: z.string() })),
  sources: z.array(sourceStateSchema),
});

/** @public */
export type ModelDetail = z.infer<typeof modelDetailSchema>;

/** @public */
export const clusterOptionSchema = z.object({
  name: z.string(),
  title: z.string(),
  usable: z.boolean(),
  /** Why it cannot be chosen, and what would change that. */
  reason: z.string().optional(),
});

/** @public */
export const namespaceOptionSchema = z.object({
  name: namespaceSchema,
  allowed: z.boolean(),
  reason: z.string().optional(),
});
