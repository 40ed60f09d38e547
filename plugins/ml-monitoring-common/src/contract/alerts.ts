import { z } from 'zod/v3';
import { sourceStateSchema } from './sources';

/** An alert of the Prometheus that measures a model, about this model. @public */
export const alertSchema = z.object({
  name: z.string(),
  /** `pending`: its condition holds, but not yet for as long as the rule asks. */
  state: z.enum(['firing', 'pending']),
  /** The label `severity`, as its rule has it. */
  severity: z.string().optional(),
  summary: z.string().optional(),
  description: z.string().optional(),
  /** http or https. */
  runbook: z.string().optional(),
  /** ISO 8601. */
  since: z.string(),
  /** What the expression of its rule gives. Absent: not a finite number. */
  value: z.number().optional(),
  labels: z.record(z.string()),
});

/** @public */
export type Alert = z.infer<typeof alertSchema>;

/** Firing before pending, then the longest first. @public */
export const modelAlertsSchema = z.object({
  items: z.array(alertSchema),
  sources: z.array(sourceStateSchema),
});

/** @public */
export type ModelAlerts = z.infer<typeof modelAlertsSchema>;
