import {
  BOUND_LABEL,
  CUSTOM_METRIC_LABEL,
  customLabels,
  customTags,
  seriesNameOf,
  timerBuckets,
  type CustomMetric,
} from 'backstage-plugin-ml-monitoring-common';
import type { MetricsRound } from './metricsRound';
import { settled } from './metricsSourceState';

/** Where a type cannot be found out, the name decides. */
export async function askTypesOf(
  { metrics, ref, signal }: MetricsRound,
  names: readonly string[],
): Promise<Map<string, string | undefined>> {
  const { namespace } = ref;
  return new Map(
    await Promise.all(
      names.map(async name => {
        const type = await settled(
          metrics.source.metricType(name, { namespace, signal }),
        );
        return [name, 'value' in type ? type.value : undefined] as const;
      }),
    ),
  );
}

/** @returns the tags of a metric; `undefined` where it has no sample at the end of the range, or nobody can tell. */
export async function askTagsOf(
  round: MetricsRound,
): Promise<(custom: CustomMetric) => string[] | undefined> {
  const { metrics, range, ref, scope, signal } = round;
  const answer = await settled(
    metrics.source.instant(customLabels(scope), {
      at: new Date(range.endSeconds * 1000),
      namespace: ref.namespace,
      signal,
    }),
  );
  const labels = new Map<string, string[]>();
  for (const sample of 'value' in answer ? answer.value.value : []) {
    const { [CUSTOM_METRIC_LABEL]: metric = '', ...own } = sample.labels;
    labels.set(metric, [...(labels.get(metric) ?? []), ...Object.keys(own)]);
  }
  const given = scope.matchers.map(({ label }) => label);
  return custom => {
    const own = labels.get(seriesNameOf(custom));
    return own && customTags(own, given);
  };
}

/** The highest finite bound of the buckets of timers. The wrapper gives all of them the same. */
export async function askTimerCeiling(
  { metrics, range, ref, scope, signal }: MetricsRound,
  names: readonly string[],
): Promise<number | undefined> {
  if (!names.some(name => name.endsWith('_bucket'))) {
    return undefined;
  }
  const answer = await settled(
    metrics.source.labelValues(BOUND_LABEL, {
      match: timerBuckets(scope),
      range,
      namespace: ref.namespace,
      signal,
    }),
  );
  const bounds = 'value' in answer ? answer.value.value.map(Number) : [];
  const finite = bounds.filter(bound => Number.isFinite(bound));
  return finite.length ? Math.max(...finite) : undefined;
}
