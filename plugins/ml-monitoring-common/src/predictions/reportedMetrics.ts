import { z } from 'zod/v3';
import type {
  PredictionResult,
  ReportedMetric,
} from '../contract/provisioning';

const MAXIMUM_METRICS = 100;
const MAXIMUM_TAGS = 20;

const TYPES = ['COUNTER', 'GAUGE', 'TIMER'] as const;

const answerSchema = z.object({
  meta: z.object({ metrics: z.array(z.unknown()) }),
});

const text = z.string().max(500);

/** Protobuf's JSON leaves out what is the default: the first of an enumeration, and 0. It may also give the number of a type. */
const metricSchema = z.object({
  key: text.min(1),
  type: z
    .union([z.enum(TYPES), z.number().int().min(0).max(2)])
    .default('COUNTER')
    .transform(type => (typeof type === 'number' ? TYPES[type] : type)),
  value: z.number().finite().default(0),
  tags: z
    .record(z.unknown())
    .transform(tags =>
      Object.fromEntries(
        Object.entries(tags)
          .filter(
            (tag): tag is [string, string] => text.safeParse(tag[1]).success,
          )
          .slice(0, MAXIMUM_TAGS),
      ),
    )
    .optional(),
});

/** The custom metrics that a model's code gave with its answer. What has not their form is left out. @public */
export function reportedMetrics({
  protocol,
  response,
}: Pick<PredictionResult, 'protocol' | 'response'>): ReportedMetric[] {
  const answer = answerSchema.safeParse(response);
  if (protocol !== 'seldon' || !answer.success) {
    return [];
  }
  return answer.data.meta.metrics
    .slice(0, MAXIMUM_METRICS)
    .flatMap(metric => metricSchema.safeParse(metric).data ?? []);
}
