import { z } from 'zod/v3';
import { alertSchema } from './alerts';
import { rangeSchema } from './metrics';
import { sloSchema } from './provisioning';
import { modelChangeSchema } from './records';
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
    /** The highest value that can be told: one as high means at least that. */
    ceiling: z.number().optional(),
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
  /** Whose last lines tell more. Reading them takes the permission `ml-monitoring.model.logs`. */
  container: z
    .object({ pod: z.string(), container: z.string(), previous: z.boolean() })
    .optional(),
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

/**
 * What was promised of a model, and how much of it is used up. Of predictions that were counted only: without ready
 * endpoints nothing is counted, and nothing is measured.
 *
 * @public
 */
export const objectiveSchema = z.object({
  kind: z.enum(['availability', 'latency']),
  /** Share of the predictions that have to be good, 0 to 1. */
  targetRatio: z.number().min(0).max(1),
  /** Of a latency: a prediction is good that took at most this long. A bound of the histogram, so it may differ from what was asked for. */
  boundSeconds: z.number().optional(),
  /**
   * What is left of the predictions that may be bad within `windowSeconds`: 1 is all, 0 none, below 0 the promise is broken.
   * Absent: not measured.
   */
  budgetRemaining: z.number().max(1).optional(),
  /** How many predictions were counted for that. */
  requests: z.number().optional(),
  /** How many times as fast as allowed the budget is used up. An absent `rate` was not measured. */
  burnRates: z.array(
    z.object({
      windowSeconds: z.number(),
      rate: z.number().optional(),
      /** How many predictions were counted for that. */
      requests: z.number().optional(),
    }),
  ),
  /** The query behind `budgetRemaining`. */
  query: z.string(),
});

/** @public */
export type Objective = z.infer<typeof objectiveSchema>;

/** @public */
export const sloReportSchema = z.object({
  /** What the budget is counted over: 28 days, or as far back as the source has numbers of the model. */
  windowSeconds: z.number(),
  /** What it should be counted over. */
  wantedWindowSeconds: z.number(),
  objectives: z.array(objectiveSchema),
});

/** @public */
export type SloReport = z.infer<typeof sloReportSchema>;

/** The key numbers over the last hour. `null` is a gap: nothing was measured there. @public */
export const trendSchema = z.object({
  range: rangeSchema,
  requestsPerSecond: z.array(z.number().nullable()),
  successRatio: z.array(z.number().nullable()),
  latencyP95Seconds: z.array(z.number().nullable()),
});

/** @public */
export type Trend = z.infer<typeof trendSchema>;

/** What is promised of the model where its SeldonDeployment does not say: the annotations of the entity that points at it. @public */
export const healthQuerySchema = z.object({
  availabilityPercent: z.coerce
    .number()
    .pipe(sloSchema.shape.availabilityPercent.unwrap())
    .optional(),
  latencyP95: sloSchema.shape.latencyP95,
});

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
  /** Absent: nothing was measured. */
  trend: trendSchema.optional(),
  /** Absent: nothing is promised. */
  slo: sloReportSchema.optional(),
  /** Firing first. Absent: could not be found out. */
  alerts: z.array(alertSchema).optional(),
  /** The last change of what runs, as far as the cluster tells. */
  lastChange: modelChangeSchema.optional(),
  sources: z.array(sourceStateSchema),
  /** ISO 8601. */
  evaluatedAt: z.string(),
});

/** @public */
export type HealthReport = z.infer<typeof healthReportSchema>;
