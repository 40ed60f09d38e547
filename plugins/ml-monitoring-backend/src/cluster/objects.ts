import { z } from 'zod/v3';

/** The API server leaves out, or writes as null, what is empty. */
const listOf = <S extends z.ZodTypeAny>(item: S) =>
  z
    .array(item)
    .nullish()
    .transform(items => items ?? []);
const record = z
  .record(z.string())
  .nullish()
  .transform(value => value ?? {});
const text = z
  .string()
  .nullish()
  .transform(value => value ?? undefined);
const count = z
  .number()
  .nullish()
  .transform(value => value ?? 0);
const flag = z
  .boolean()
  .nullish()
  .transform(value => value ?? false);

const metadata = z.object({
  name: z.string(),
  namespace: z.string().default(''),
  uid: text,
  generation: count,
  creationTimestamp: text,
  deletionTimestamp: text,
  labels: record,
  annotations: record,
  managedFields: listOf(
    z.object({
      time: text,
      subresource: text,
      fieldsV1: z.record(z.unknown()).nullish(),
    }),
  ),
});

const condition = z.object({
  type: z.string(),
  status: z.string(),
  reason: text,
  message: text,
  lastTransitionTime: text,
});
const conditions = listOf(condition);

const containerSpec = z.object({
  name: z.string().default(''),
  image: text,
  args: listOf(z.string()),
});

interface GraphNodeObject {
  name: string;
  type?: string;
  implementation?: string;
  modelUri?: string;
  children: GraphNodeObject[];
}

const graphNode: z.ZodType<GraphNodeObject, z.ZodTypeDef, unknown> = z.lazy(
  () =>
    z.object({
      name: z.string(),
      type: text,
      implementation: text,
      modelUri: text,
      children: listOf(graphNode),
    }),
);

const predictor = z.object({
  name: z.string(),
  annotations: record,
  traffic: z
    .number()
    .nullish()
    .transform(value => value ?? undefined),
  shadow: flag,
  replicas: z.number().nullish(),
  graph: graphNode,
  componentSpecs: listOf(
    z.object({
      metadata: z.object({ name: text }).nullish(),
      replicas: z.number().nullish(),
      spec: z.object({ containers: listOf(containerSpec) }).nullish(),
    }),
  ),
});

export const seldonDeploymentSchema = z.object({
  metadata,
  spec: z.object({
    protocol: text,
    annotations: record,
    replicas: z.number().nullish(),
    predictors: listOf(predictor),
  }),
  status: z
    .object({ state: text, description: text, conditions })
    .nullish()
    .transform(value => value ?? undefined),
});
export type SeldonDeploymentObject = z.output<typeof seldonDeploymentSchema>;
export type PredictorObject =
  SeldonDeploymentObject['spec']['predictors'][number];

export const deploymentSchema = z.object({
  metadata,
  spec: z.object({
    replicas: z.number().nullish(),
    template: z.object({
      spec: z.object({
        containers: listOf(containerSpec),
        initContainers: listOf(containerSpec),
      }),
    }),
  }),
  status: z
    .object({
      observedGeneration: count,
      replicas: count,
      updatedReplicas: count,
      readyReplicas: count,
      availableReplicas: count,
      conditions,
    })
    .nullish()
    .transform(value => value ?? undefined),
});
export type DeploymentObject = z.output<typeof deploymentSchema>;

const terminated = z.object({
  exitCode: z.number().optional(),
  reason: text,
  message: text,
  finishedAt: text,
});
const containerStatus = z.object({
  name: z.string(),
  image: z.string().default(''),
  ready: flag,
  restartCount: count,
  state: z
    .object({
      waiting: z.object({ reason: text, message: text }).optional(),
      running: z.object({}).optional(),
      terminated: terminated.optional(),
    })
    .nullish(),
  lastState: z.object({ terminated: terminated.optional() }).nullish(),
});
export type ContainerStatusObject = z.output<typeof containerStatus>;

export const podSchema = z.object({
  metadata,
  status: z
    .object({
      phase: text,
      reason: text,
      message: text,
      startTime: text,
      conditions,
      initContainerStatuses: listOf(containerStatus),
      containerStatuses: listOf(containerStatus),
    })
    .nullish()
    .transform(value => value ?? undefined),
});
export type PodObject = z.output<typeof podSchema>;

export const serviceSchema = z.object({
  metadata,
  spec: z.object({
    selector: record,
    ports: listOf(z.object({ name: text, port: z.number() })),
  }),
});
export type ServiceObject = z.output<typeof serviceSchema>;

export const endpointSliceSchema = z.object({
  metadata,
  endpoints: listOf(
    z.object({
      addresses: listOf(z.string()),
      conditions: z.object({ ready: z.boolean().nullish() }).nullish(),
    }),
  ),
});
export type EndpointSliceObject = z.output<typeof endpointSliceSchema>;

export const eventSchema = z.object({
  metadata,
  involvedObject: z.object({ kind: text, name: text, namespace: text }),
  type: text,
  reason: text,
  message: text,
  count: z.number().nullish(),
  firstTimestamp: text,
  lastTimestamp: text,
  eventTime: text,
  series: z.object({ count: count, lastObservedTime: text }).nullish(),
});
export type EventObject = z.output<typeof eventSchema>;

export const routeSchema = z.object({
  metadata,
  spec: z.object({
    host: text,
    to: z.object({ name: z.string() }),
    alternateBackends: listOf(z.object({ name: z.string() })),
    tls: z.object({ termination: text }).nullish(),
  }),
  status: z
    .object({ ingress: listOf(z.object({ host: text, conditions })) })
    .nullish()
    .transform(value => value ?? undefined),
});
export type RouteObject = z.output<typeof routeSchema>;

export const ingressSchema = z.object({
  metadata,
  spec: z.object({
    tls: listOf(z.object({})),
    rules: listOf(
      z.object({
        host: text,
        http: z
          .object({
            paths: listOf(
              z.object({
                path: text,
                backend: z.object({
                  service: z.object({ name: z.string() }).nullish(),
                }),
              }),
            ),
          })
          .nullish(),
      }),
    ),
  }),
  status: z
    .object({
      loadBalancer: z.object({ ingress: listOf(z.object({})) }).nullish(),
    })
    .nullish(),
});
export type IngressObject = z.output<typeof ingressSchema>;

export const httpRouteSchema = z.object({
  metadata,
  spec: z.object({
    hostnames: listOf(z.string()),
    rules: listOf(
      z.object({ backendRefs: listOf(z.object({ name: z.string() })) }),
    ),
  }),
  status: z
    .object({ parents: listOf(z.object({ conditions })) })
    .nullish()
    .transform(value => value ?? undefined),
});
export type HttpRouteObject = z.output<typeof httpRouteSchema>;

const labelSelector = z
  .object({
    matchLabels: record,
    matchExpressions: listOf(
      z.object({
        key: z.string(),
        operator: z.string(),
        values: listOf(z.string()),
      }),
    ),
  })
  .nullish()
  .transform(value => value ?? { matchLabels: {}, matchExpressions: [] });
export type LabelSelectorObject = z.output<typeof labelSelector>;

const scrapeEndpoint = z.object({
  port: text,
  targetPort: z.union([z.string(), z.number()]).nullish(),
  path: text,
  interval: text,
  relabelings: listOf(
    z.object({
      action: text,
      sourceLabels: listOf(z.string()),
      regex: text,
    }),
  ),
});
export type ScrapeEndpointObject = z.output<typeof scrapeEndpoint>;

export const serviceMonitorSchema = z.object({
  metadata,
  spec: z.object({
    selector: labelSelector,
    endpoints: listOf(scrapeEndpoint),
  }),
});
export type ServiceMonitorObject = z.output<typeof serviceMonitorSchema>;

export const podMonitorSchema = z.object({
  metadata,
  spec: z.object({
    selector: labelSelector,
    podMetricsEndpoints: listOf(scrapeEndpoint),
  }),
});
export type PodMonitorObject = z.output<typeof podMonitorSchema>;

export const namespaceObjectSchema = z.object({ metadata });
export type NamespaceObject = z.output<typeof namespaceObjectSchema>;

/** What every object has, whatever it is. */
export const anyObjectSchema = z
  .object({
    apiVersion: z.string(),
    kind: z.string(),
    metadata: z
      .object({
        name: z.string(),
        uid: z.string().optional(),
        labels: z.record(z.string()).optional(),
        annotations: z.record(z.string()).optional(),
        ownerReferences: z.array(z.unknown()).optional(),
        managedFields: z
          .array(z.object({ manager: z.string().optional() }).passthrough())
          .optional(),
      })
      .passthrough(),
  })
  .passthrough();
export type AnyObject = z.output<typeof anyObjectSchema>;

/** A page of a list, its items not looked at yet. */
export const pageSchema = z.object({
  metadata: z.object({ continue: text }).nullish(),
  items: listOf(z.unknown()),
});

/** How the API server says that something went wrong. */
export const statusSchema = z.object({
  kind: z.literal('Status'),
  message: z.string().default(''),
  reason: z.string().default(''),
  code: z.number().optional(),
  details: z
    .object({
      name: text,
      causes: listOf(z.object({ reason: text, message: text, field: text })),
    })
    .nullish(),
});
