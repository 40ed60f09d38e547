import { z } from 'zod/v3';

const record = z.record(z.string()).default({});
const name = z.string();
const port = z.object({ name: name.optional(), containerPort: z.number() });

const envVariable = z.object({
  name,
  value: z.string().optional(),
  valueFrom: z.record(z.unknown()).optional(),
});

const quantities = z.record(z.union([z.string(), z.number()])).optional();

const resources = z.object({ requests: quantities, limits: quantities });

const container = z.object({
  name,
  image: z.string().optional(),
  args: z.array(z.string()).default([]),
  env: z.array(envVariable).default([]),
  ports: z.array(port).default([]),
  resources: resources.optional(),
});

const toleration = z.object({
  key: z.string().optional(),
  operator: z.string().optional(),
  value: z.string().optional(),
  effect: z.string().optional(),
  tolerationSeconds: z.number().optional(),
});

const podSpec = z.object({
  containers: z.array(container).default([]),
  initContainers: z.array(container).default([]),
  nodeSelector: record,
  tolerations: z.array(toleration).default([]),
});

const componentSpec = z.object({
  metadata: z
    .object({ name: name.optional(), labels: record, annotations: record })
    .optional(),
  spec: podSpec.optional(),
  replicas: z.number().int().min(0).optional(),
  hpaSpec: z
    .object({
      minReplicas: z.number().int().min(0).optional(),
      maxReplicas: z.number().int().min(1),
      metrics: z.array(z.record(z.unknown())).optional(),
      metricsv2: z.array(z.record(z.unknown())).optional(),
    })
    .optional(),
});

/** A node of the graph, as far as it is judged. */
export interface GraphNode {
  name: string;
  type?: string;
  implementation?: string;
  methods: string[];
  modelUri?: string;
  endpoint?: { type?: string };
  logger?: { url?: string; mode?: string };
  parameters: { name: string; value: string }[];
  children: GraphNode[];
}

const graphNode: z.ZodType<GraphNode, z.ZodTypeDef, unknown> = z.object({
  name,
  type: z.string().optional(),
  implementation: z.string().optional(),
  methods: z.array(z.string()).default([]),
  modelUri: z.string().optional(),
  endpoint: z.object({ type: z.string().optional() }).optional(),
  logger: z
    .object({ url: z.string().optional(), mode: z.string().optional() })
    .optional(),
  parameters: z.array(z.object({ name, value: z.string() })).default([]),
  children: z.array(z.lazy(() => graphNode)).default([]),
});

const predictor = z.object({
  name,
  annotations: record,
  labels: record,
  replicas: z.number().int().min(0).optional(),
  traffic: z.number().int().optional(),
  shadow: z.boolean().default(false),
  graph: graphNode,
  componentSpecs: z.array(componentSpec).default([]),
  svcOrchSpec: z
    .object({
      resources: resources.optional(),
      env: z.array(envVariable).default([]),
    })
    .optional(),
  explainer: z
    .object({ modelUri: z.string().optional() })
    .passthrough()
    .optional(),
});

/** The spec of a SeldonDeployment as far as it is judged before it is applied. What is not named here passes unread. */
export const seldonSpecSchema = z.object({
  protocol: z.string().optional(),
  transport: z.string().optional(),
  serverType: z.string().optional(),
  replicas: z.number().int().min(0).optional(),
  annotations: record,
  predictors: z.array(predictor),
});

export type SeldonSpec = z.output<typeof seldonSpecSchema>;
export type SeldonPredictor = SeldonSpec['predictors'][number];
export type SeldonContainer = z.output<typeof container>;
