import { QUALITY_METRICS } from './quality';
import type { QueryScope, Window } from './scope';
import { selector } from './selector';

/** What a model measures about itself. @public */
export interface CustomMetric {
  /** The name its owner gave it, as far as it can be told. */
  name: string;
  type: 'counter' | 'gauge' | 'timer';
  /** Of a timer: without buckets no quantile is known. */
  buckets?: boolean;
  /** The name of its series; of a timer, without the suffix. */
  metric: string;
}

const BUILT_IN = /^(seldon_api_|python_|process_|go_|promhttp_)/;

/** Selects every series that Seldon's Python wrapper exposes for a model. @public */
export function customMetricsSelector(
  scope: Pick<QueryScope<Window>, 'matchers'>,
) {
  return selector(undefined, [
    ...scope.matchers,
    { label: 'worker_id', operator: '!=', value: '' },
  ]);
}

/**
 * Sorts the names of series into metrics. The type that the metric's own help text declares wins, because
 * a gauge may be called `retries_total`; without one the suffix decides.
 *
 * @public
 */
export function customMetrics(
  seriesNames: readonly string[],
  declaredType: (metric: string) => string | undefined = () => undefined,
): CustomMetric[] {
  const names = new Set(seriesNames.filter(isCustom));
  const found: CustomMetric[] = [];
  for (const name of names) {
    const metric = name.replace(/_sum$/, '');
    if (
      metric === name ||
      !names.has(`${metric}_count`) ||
      declaredType(name) === 'gauge'
    ) {
      continue;
    }
    const bucket = `${metric}_bucket`;
    found.push({
      name: metric,
      metric,
      type: 'timer',
      buckets: names.has(bucket),
    });
    [name, `${metric}_count`, bucket, `${metric}_created`].forEach(part =>
      names.delete(part),
    );
  }
  for (const name of names) {
    const isCounter = declaredType(name)
      ? declaredType(name) === 'counter'
      : name.endsWith('_total');
    if (isCounter) {
      const base = name.replace(/_total$/, '');
      found.push({ name: base, metric: name, type: 'counter' });
      names.delete(`${base}_created`);
    }
  }
  for (const name of names) {
    if (!found.some(({ metric }) => metric === name)) {
      found.push({ name, metric: name, type: 'gauge' });
    }
  }
  return found.sort((a, b) => a.metric.localeCompare(b.metric));
}

/** The name by which it is known whether a metric is there and which labels it has. @public */
export function seriesNameOf({ type, metric }: CustomMetric): string {
  return type === 'timer' ? `${metric}_count` : metric;
}

/** The upper bounds of the buckets of all timers of a model: this label of these series. @public */
export const BOUND_LABEL = 'le';

/** @public */
export function timerBuckets({ matchers }: Pick<QueryScope, 'matchers'>) {
  return selector(undefined, [
    ...matchers,
    { label: 'worker_id', operator: '!=', value: '' },
    { label: '__name__', operator: '=~', value: '.+_bucket' },
  ]);
}

/** What has a panel of its own is no custom metric, though the same code exposes it. */
function isCustom(name: string): boolean {
  return !BUILT_IN.test(name) && !QUALITY_METRICS.includes(name);
}
