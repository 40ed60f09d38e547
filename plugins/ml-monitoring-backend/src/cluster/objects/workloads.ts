import { z } from 'zod/v3';
import {
  listOf,
  text,
  count,
  flag,
  metadata,
  ownedMetadata,
  writtenMetadata,
  conditions,
  containerSpec,
} from './parts';

export const deploymentSchema = z.object({
  metadata: writtenMetadata,
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

/** As much as tells which version ran since when. */
export const replicaSetSchema = z.object({
  metadata: ownedMetadata.extend({
    annotations: z
      .object({
        'deployment.kubernetes.io/revision': text,
        'deployment.kubernetes.io/revision-history': text,
      })
      .nullish()
      .transform(value => value ?? undefined),
  }),
  spec: z.object({
    template: z.object({
      spec: z.object({
        containers: listOf(z.object({ name: z.string(), image: text })),
        initContainers: listOf(
          z.object({ name: z.string(), args: listOf(z.string()) }),
        ),
      }),
    }),
  }),
});
export type ReplicaSetObject = z.output<typeof replicaSetSchema>;

export const autoscalerSchema = z.object({
  metadata,
  spec: z.object({
    scaleTargetRef: z.object({ kind: z.string(), name: z.string() }),
    minReplicas: z.number().nullish(),
    maxReplicas: z.number(),
  }),
  status: z
    .object({
      currentReplicas: count,
      desiredReplicas: z.number().nullish(),
      conditions,
    })
    .nullish()
    .transform(value => value ?? undefined),
});
export type AutoscalerObject = z.output<typeof autoscalerSchema>;

const terminated = z.object({
  exitCode: z.number().optional(),
  reason: text,
  message: text,
  startedAt: text,
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
  spec: z
    .object({
      nodeName: text,
      containers: listOf(
        z.object({
          name: z.string().default(''),
          ports: listOf(z.object({ name: text, containerPort: z.number() })),
        }),
      ),
    })
    .nullish()
    .transform(value => value ?? undefined),
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

export const eventSchema = z.object({
  metadata,
  involvedObject: z.object({
    kind: text,
    name: text,
    namespace: text,
    fieldPath: text,
  }),
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

export const namespaceObjectSchema = z.object({ metadata });
export type NamespaceObject = z.output<typeof namespaceObjectSchema>;
