import { z } from 'zod/v3';
import { sourceStateSchema } from './sources';

/** @public */
export const modelEventSchema = z.object({
  type: z.enum(['Normal', 'Warning']),
  reason: z.string(),
  message: z.string(),
  /** The object it is about. */
  kind: z.string(),
  name: z.string(),
  count: z.number().int(),
  /** ISO 8601. */
  firstAt: z.string(),
  /** ISO 8601. */
  lastAt: z.string(),
});

/** @public */
export type ModelEvent = z.infer<typeof modelEventSchema>;

/** Something that somebody changed about a model, as the objects themselves remember it. @public */
export const modelChangeSchema = z.object({
  /** ISO 8601. */
  at: z.string(),
  /** `rollout`: other pods than before were asked for. `scale`: more or fewer of the same. `spec`: any other wish. `routing`: who gets which share. */
  kind: z.enum(['rollout', 'scale', 'spec', 'routing', 'monitoring']),
  /** e.g. `SeldonDeployment fraud`. */
  object: z.string(),
  /** In words, e.g. `Version 3 with seldonio/mock_classifier:1.3`. */
  title: z.string(),
  /** The field manager that wrote it last, e.g. `kubectl-edit`, `argocd-controller`. Absent: nobody is written down. */
  by: z.string().optional(),
  predictor: z.string().optional(),
  /** Of the Deployment. */
  revision: z.number().int().optional(),
  images: z.array(z.string()).optional(),
});

/** @public */
export type ModelChange = z.infer<typeof modelChangeSchema>;

/** @public */
export const modelEventsQuerySchema = z.object({
  /** ISO 8601. Default: as far back as the cluster remembers. */
  from: z.string().datetime({ offset: true }).optional(),
  /** ISO 8601. Default: now. */
  to: z.string().datetime({ offset: true }).optional(),
});

/** What the cluster keeps of a model's events, the newest first. Clusters forget them after an hour or so. @public */
export const modelEventsSchema = z.object({
  items: z.array(modelEventSchema),
  /** The newest first. Objects remember these for as long as they live, but of each writer only the last change. */
  changes: z.array(modelChangeSchema).default([]),
  sources: z.array(sourceStateSchema),
});

/** @public */
export const modelLogsQuerySchema = z.object({
  pod: z.string().min(1).max(253),
  container: z.string().min(1).max(253),
  /** The run before the last restart. */
  previous: z
    .enum(['true', 'false'])
    .transform(value => value === 'true')
    .optional(),
  /** Lines from the end. */
  tail: z.coerce.number().int().min(1).max(500).default(50),
});

/** The last lines of a container, with what looks like a secret blacked out. @public */
export const modelLogsSchema = z.object({
  pod: z.string(),
  container: z.string(),
  previous: z.boolean(),
  lines: z.array(z.string()),
  /** True: the container had written more than was read. */
  truncated: z.boolean(),
});

/** @public */
export type ModelLogs = z.infer<typeof modelLogsSchema>;
