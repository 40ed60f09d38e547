import { z } from 'zod/v3';
import { modelRefSchema } from './refs';
import { sourceStateSchema } from './sources';

/**
 * The verdict on a model, from best to worst. `stopped` is zero replicas on
 * purpose; `unknown` means that too little was measured to tell.
 *
 * @public
 */
export const healthStatusSchema = z.enum([
  'healthy',
  'stopped',
  'progressing',
  'unknown',
  'degraded',
  'failing',
]);

/** @public */
export type HealthStatus = z.infer<typeof healthStatusSchema>;

/** What a finding rests on, each kind as the reader would look it up. @public */
export const evidenceSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('object'),
    /** e.g. `Pod ml-mon/rest-seldon-model-0-classifier-abc` */
    object: z.string(),
    /** What was read there, e.g. `status.state = Failed`. */
    detail: z.string(),
  }),
  z.object({
    kind: z.literal('condition'),
    object: z.string(),
    type: z.string(),
    status: z.string(),
    reason: z.string().optional(),
    message: z.string().optional(),
    since: z.string().optional(),
  }),
  z.object({
    kind: z.literal('event'),
    object: z.string(),
    reason: z.string(),
    message: z.string(),
    count: z.number().int().optional(),
    lastSeen: z.string().optional(),
  }),
  z.object({
    kind: z.literal('query'),
    query: z.string(),
    /** Absent: the query matched no series or gave no number. */
    value: z.number().optional(),
    unit: z.string().optional(),
    at: z.string(),
  }),
  z.object({
    kind: z.literal('log'),
    pod: z.string(),
    container: z.string(),
    lines: z.array(z.string()),
  }),
]);

/** @public */
export type Evidence = z.infer<typeof evidenceSchema>;

/**
 * One thing that was found out about a model, good or bad.
 *
 * @public
 */
export const findingSchema = z.object({
  /** The rule, in kebab case, e.g. `image-pull`. Stable: documentation links to it. */
  rule: z.string(),
  /** The verdict this finding alone would give. */
  status: healthStatusSchema,
  /** Plain words, one sentence, e.g. `The image registry/x:2 cannot be pulled`. */
  title: z.string(),
  detail: z.string().optional(),
  /** The part of the model it is about, where it is not the whole. */
  predictor: z.string().optional(),
  /** ISO 8601. */
  since: z.string().optional(),
  confidence: z.enum(['certain', 'likely', 'possible']),
  evidence: z.array(evidenceSchema),
  /** What to do, in one or two sentences. */
  remedy: z.string().optional(),
  link: z.string().optional(),
});

/** @public */
export type Finding = z.infer<typeof findingSchema>;

/**
 * The few numbers on the first screen. A missing member was not measured, which
 * is never zero.
 *
 * @public
 */
export const keyNumbersSchema = z.object({
  requestsPerSecond: z.number().optional(),
  /** Share of predictions answered without a server fault, 0 to 1. */
  successRatio: z.number().min(0).max(1).optional(),
  latencyP95Seconds: z.number().optional(),
  /** Share of the predictions that each predictor answered, 0 to 1, by its name, where there are several. One that is missing was not measured. */
  shares: z.record(z.number().min(0).max(1)).optional(),
  /** The window the numbers were taken over. */
  windowSeconds: z.number().optional(),
});

/** @public */
export type KeyNumbers = z.infer<typeof keyNumbersSchema>;

/** @public */
export const healthReportSchema = z.object({
  ref: modelRefSchema,
  status: healthStatusSchema,
  /** The verdict in words, e.g. `Failing: the image registry/x:2 cannot be pulled`. */
  summary: z.string(),
  since: z.string().optional(),
  /** Worst first. */
  findings: z.array(findingSchema),
  numbers: keyNumbersSchema,
  sources: z.array(sourceStateSchema),
  /** ISO 8601. */
  evaluatedAt: z.string(),
});

/** @public */
export type HealthReport = z.infer<typeof healthReportSchema>;
