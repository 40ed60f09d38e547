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

/** One model container of the caller's own. @public */
export const containerRequestSchema = z.object({
  name: partNameSchema,
  image: z.string().min(1).max(512),
  args: z.array(z.string()).max(100).optional(),
  env: z
    .array(z.object({ name: z.string().min(1), value: z.string() }))
    .max(100)
    .optional(),
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
export const graphNodeRequestSchema: z.ZodType<GraphNodeRequest> = z.lazy(() =>
  z.object({
    name: partNameSchema,
    type: z
      .enum([
        'MODEL',
        'ROUTER',
        'COMBINER',
        'TRANSFORMER',
        'OUTPUT_TRANSFORMER',
      ])
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
    children: z.array(graphNodeRequestSchema).max(20).optional(),
  }),
);

/** @public */
export const predictorRequestSchema = z.object({
  name: partNameSchema,
  replicas: z.number().int().min(0).max(1000).optional(),
  traffic: z.number().int().min(0).max(100).optional(),
  graph: graphNodeRequestSchema,
  containers: z.array(containerRequestSchema).max(20).optional(),
});

/** @public */
export const deploymentRequestSchema = z.object({
  description: z.string().max(1000).optional(),
  /** Entity reference, e.g. `group:default/fraud`. */
  owner: z.string().max(200).optional(),
  system: z.string().max(200).optional(),
  protocol: protocolSchema.optional(),
  predictors: z.array(predictorRequestSchema).min(1).max(20),
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
  /** Also scrape the model containers' own metrics (Seldon's Python wrapper and MLServer have them). */
  customMetrics: z.boolean().optional(),
  scrapeInterval: z
    .string()
    .regex(/^[1-9][0-9]*(s|m)$/, 'must be a duration such as 30s or 1m')
    .optional(),
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
});

/** @public */
export type ProvisionRequest = z.infer<typeof provisionRequestSchema>;
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

/** @public */
export const planSchema = z.object({
  ref: modelRefSchema,
  /** In the order in which they are applied, each with what applying it would do. */
  objects: z.array(
    objectResultSchema.extend({ manifest: z.record(z.unknown()) }),
  ),
  /** What will work but deserves a look. */
  warnings: z.array(z.string()),
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
});

/** @public */
export const predictionRequestSchema = z.object({
  predictor: z.string().optional(),
  /** The body in the model's own protocol. */
  payload: z.unknown(),
});

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
});

/** @public */
export type PredictionResult = z.infer<typeof predictionResultSchema>;

/** What the platform team lets a template choose from. @public */
export const provisioningOptionsSchema = z.object({
  enabled: z.boolean(),
  exposure: z.array(z.enum(['none', 'route', 'ingress', 'gateway'])),
  images: z.array(z.string()),
  modelUris: z.array(z.string()),
  predictions: z.boolean(),
});
