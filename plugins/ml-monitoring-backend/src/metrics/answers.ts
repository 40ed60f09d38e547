import { z } from 'zod/v3';

// The answers of Prometheus, as far as they are used.

const labelsSchema = z.record(z.string());
const pointSchema = z.tuple([z.number(), z.string()]);

type Point = z.output<typeof pointSchema>;

/** There are many: each looked at by a schema would take longer than some a query. */
const pointsSchema = z.custom<Point[]>(
  points =>
    Array.isArray(points) &&
    points.every(
      point =>
        Array.isArray(point) &&
        typeof point[0] === 'number' &&
        typeof point[1] === 'string',
    ),
  'must be points of a time and a text each',
);

// A native histogram has no value, and what it has instead is not read.

export const vectorSchema = z.object({
  resultType: z.literal('vector'),
  result: z.array(
    z.object({
      metric: labelsSchema,
      value: pointSchema.optional(),
      histogram: z.unknown(),
    }),
  ),
});

export const matrixSchema = z.object({
  resultType: z.literal('matrix'),
  result: z.array(
    z.object({
      metric: labelsSchema,
      values: pointsSchema.optional(),
      histograms: z.unknown(),
    }),
  ),
});

export const seriesListSchema = z.array(labelsSchema);

export const valuesSchema = z.array(z.string());

export const metadataSchema = z.record(z.array(z.object({ type: z.string() })));

export const targetsSchema = z.object({
  activeTargets: z.array(
    z.object({ labels: labelsSchema, lastError: z.string().optional() }),
  ),
});

const alertSchema = z.object({
  labels: labelsSchema,
  annotations: labelsSchema.default({}),
  state: z.string(),
  activeAt: z.string().datetime({ offset: true }),
  value: z.string().optional(),
});

export type ForeignAlert = z.output<typeof alertSchema>;

export const alertsSchema = z.object({ alerts: z.array(alertSchema) });

/** Rules that record have no alerts. */
export const rulesSchema = z.object({
  groups: z.array(
    z.object({
      rules: z.array(z.object({ alerts: z.array(alertSchema).default([]) })),
    }),
  ),
});

export const scrapePoolSchema = z.object({
  activeTargets: z.array(z.object({ scrapePool: z.string().optional() })),
  // VictoriaMetrics leaves them out, as Prometheus does without any.
  droppedTargets: z
    .array(z.object({ discoveredLabels: labelsSchema }))
    .nullish()
    .transform(value => value ?? []),
});

/** What surrounds every answer. `isPartial` is VictoriaMetrics'. */
export const envelopeSchema = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('success'),
    data: z.unknown(),
    warnings: z.array(z.string()).nullish(),
    infos: z.array(z.string()).nullish(),
    isPartial: z.boolean().optional(),
  }),
  z.object({
    status: z.literal('error'),
  }),
]);

/** `NaN` is no traffic and `±Inf` is beyond what a histogram can tell: neither was measured. */
export function finite(text: string): number | undefined {
  const value = Number(text);
  return text.trim() !== '' && Number.isFinite(value) ? value : undefined;
}
