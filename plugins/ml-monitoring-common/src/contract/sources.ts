import { z } from 'zod/v3';

/**
 * How one source of an answer did. `absent`: nothing of the kind is configured or found.
 * `stale`: the answer is older than it should be, see `asOf`. `pending`: what it is asked takes long, and is there when asked
 * again in a few seconds.
 *
 * @public
 */
export const sourceStatusSchema = z.enum([
  'ok',
  'partial',
  'stale',
  'forbidden',
  'failed',
  'absent',
  'pending',
]);

/** @public */
export type SourceStatus = z.infer<typeof sourceStatusSchema>;

/**
 * One system that was asked, and what to do when it did not answer. Partial
 * failure is part of an answer, so that one dead source never blanks a page.
 *
 * @public
 */
export const sourceStateSchema = z.object({
  /** What was asked: the API server of a cluster, or its Prometheus. */
  kind: z.enum(['cluster', 'prometheus']),
  /** The cluster it belongs to. */
  cluster: z.string(),
  /** In words for the page, e.g. `Kubernetes API of cluster local`. */
  title: z.string(),
  status: sourceStatusSchema,
  /** What went wrong and what to do about it. Absent when all is well. */
  message: z.string().optional(),
  /** When the shown data was read. ISO 8601. */
  asOf: z.string().optional(),
});

/** @public */
export type SourceState = z.infer<typeof sourceStateSchema>;
