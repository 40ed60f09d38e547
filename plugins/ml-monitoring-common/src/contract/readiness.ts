import { z } from 'zod/v3';
import { sourceStateSchema } from './sources';

/** One link of a chain that has to hold, with its proof and what would mend it. @public */
export const checkSchema = z.object({
  /** Stable, e.g. `webhooks`. */
  id: z.string(),
  title: z.string(),
  /** `unknown`: it could not be found out. `not-applicable`: this chain does not need it. */
  status: z.enum(['ok', 'broken', 'unknown', 'not-applicable']),
  /** In words, with what was found. */
  summary: z.string(),
  /** Objects, versions, messages of the cluster, one per line. */
  evidence: z.array(z.string()),
  fix: z
    .object({
      summary: z.string(),
      /** A shell command to copy. */
      command: z.string().optional(),
      /** YAML to apply. */
      manifest: z.string().optional(),
    })
    .optional(),
});

/** @public */
export type Check = z.infer<typeof checkSchema>;

/** Whether a cluster is ready for models that are monitored. @public */
export const clusterReadinessSchema = z.object({
  cluster: z.string(),
  /** `false` as soon as one check is broken; absent while one is unknown and none is broken. */
  ready: z.boolean().optional(),
  summary: z.string(),
  checks: z.array(checkSchema),
  sources: z.array(sourceStateSchema),
});

/** @public */
export type ClusterReadiness = z.infer<typeof clusterReadinessSchema>;
