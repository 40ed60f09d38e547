import { z } from 'zod/v3';
import {
  listOf,
  text,
  count,
  flag,
  metadata,
  conditions,
  containerSpec,
} from './parts';

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

export const namespaceObjectSchema = z.object({ metadata });
export type NamespaceObject = z.output<typeof namespaceObjectSchema>;
