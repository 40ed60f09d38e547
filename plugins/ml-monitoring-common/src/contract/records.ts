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

/** What the cluster keeps of a model's events, the newest first. Clusters forget them after an hour or so. @public */
export const modelEventsSchema = z.object({
  items: z.array(modelEventSchema),
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
