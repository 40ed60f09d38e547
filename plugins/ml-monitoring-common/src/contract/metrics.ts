import { z } from 'zod/v3';
import { modelRefSchema } from './refs';
import { sourceStateSchema } from './sources';

/** @public */
export const unitSchema = z.enum([
  'requests/s',
  'ratio',
  'seconds',
  'per second',
  'bytes',
  'cores',
  'none',
]);

/** @public */
export type Unit = z.infer<typeof unitSchema>;

const instantSchema = z
  .string()
  .datetime({ offset: true, message: 'must be an ISO 8601 date and time' });

/** @public */
export const metricsQuerySchema = z.object({
  /** ISO 8601. Default: an hour before `to`. */
  from: instantSchema.optional(),
  /** ISO 8601. Default: now. */
  to: instantSchema.optional(),
  /** Seconds between points. Default: what a chart can show. */
  step: z.coerce.number().positive().optional(),
  /** Panel ids, comma separated. Default: all. */
  panels: z.string().max(2000).optional(),
  /** `<panel id>=<tag>`, comma separated: tells the series of a panel apart by one of its `tags` too. */
  by: z.string().max(2000).optional(),
});

/** @public */
export type MetricsQuery = z.input<typeof metricsQuerySchema>;

/** @public */
export const seriesSchema = z.object({
  /** Unique in its panel and stable between refreshes. */
  id: z.string(),
  /** For the legend, e.g. `model · p95`. */
  name: z.string(),
  labels: z.record(z.string()),
  /** One per instant of `range`; `null` is a gap: nothing was measured there. */
  values: z.array(z.number().nullable()),
});

/** @public */
export type Series = z.infer<typeof seriesSchema>;

/** @public */
export const panelSchema = z.object({
  id: z.string(),
  title: z.string(),
  group: z.enum([
    'traffic',
    'errors',
    'latency',
    'nodes',
    'resources',
    'quality',
    'custom',
  ]),
  unit: unitSchema,
  description: z.string().optional(),
  /** `empty`: the query worked and matched nothing. */
  status: z.enum(['ok', 'empty', 'failed']),
  /** Why it is empty or failed, and what to do. */
  message: z.string().optional(),
  series: z.array(seriesSchema),
  /** Values from which on something is worth knowing, in the unit of the panel. */
  thresholds: z
    .array(z.object({ value: z.number(), title: z.string() }))
    .optional(),
  /** Labels by which the series can be told apart on request, see `by` of the query. */
  tags: z.array(z.string()).optional(),
  /** The tag by which they are. */
  by: z.string().optional(),
  /** The highest value that can be told, in the unit of the panel: one as high means at least that. */
  ceiling: z.number().optional(),
  /** Seconds each point looks back over. Absent for plain gauges. */
  windowSeconds: z.number().optional(),
  /** What was asked, for copying. */
  queries: z.array(z.string()),
});

/** @public */
export type Panel = z.infer<typeof panelSchema>;

/**
 * The instants of every series: `start`, `start + step`, … below `end`, and `end`, which may lie closer to the one before it
 * than a step. Unix seconds; `instantsOf` lists them.
 *
 * @public
 */
export const rangeSchema = z.object({
  startSeconds: z.number(),
  endSeconds: z.number(),
  stepSeconds: z.number(),
});

/** @public */
export type Range = z.infer<typeof rangeSchema>;

/** Where a person can ask the same elsewhere; each the address it is reached at. @public */
export const openInSchema = z.object({
  /** The same Prometheus, or the first of several. */
  prometheus: z.string().optional(),
  grafana: z
    .object({
      url: z.string(),
      /** Name or uid of its data source. */
      datasource: z.string().optional(),
    })
    .optional(),
  /** The OpenShift console. */
  console: z.string().optional(),
});

/** @public */
export type OpenIn = z.infer<typeof openInSchema>;

/** @public */
export const metricsAnswerSchema = z.object({
  ref: modelRefSchema,
  range: rangeSchema,
  panels: z.array(panelSchema),
  /** What Prometheus said went half wrong. */
  warnings: z.array(z.string()),
  sources: z.array(sourceStateSchema),
  /** Unix seconds. The source has nothing from before it, of any target that may be asked about. Absent: it covers the range, or does not tell. */
  coveredFromSeconds: z.number().optional(),
  openIn: openInSchema,
});

/** @public */
export type MetricsAnswer = z.infer<typeof metricsAnswerSchema>;
