import type { PanelDefinition, PanelQuery } from './catalogue';
import { onceForEachPod } from './countedOnce';
import { duration } from './duration';
import type { QueryScope, Window } from './scope';
import { selector } from './selector';
import { quantile, sum } from './traffic';

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
  const names = new Set(seriesNames.filter(name => !BUILT_IN.test(name)));
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

const predictor = ['predictor_name'] as const;

/** The panel for a metric that a model exposes about itself. Worker processes are no series of their own. @public */
export function customPanel(custom: CustomMetric): PanelDefinition {
  const common = {
    id: `custom:${custom.metric}`,
    title: custom.name,
    group: 'custom' as const,
    by: predictor,
  };
  switch (custom.type) {
    case 'counter':
      return {
        ...common,
        unit: 'per second',
        description: `Increase of ${custom.metric} per second.`,
        windowed: true,
        queries: [{ promql: scope => totalRate(custom.metric, scope) }],
      };
    case 'gauge':
      return {
        ...common,
        unit: 'none',
        description: `Mean of ${custom.metric} over pods and workers.`,
        windowed: false,
        queries: [
          {
            promql: scope =>
              `avg by (${predictor.join(',')}) (${onceForEachPod(seriesOf(custom.metric, scope))})`,
          },
        ],
      };
    default:
      return {
        ...common,
        unit: 'seconds',
        description: `Durations recorded as ${custom.metric}.`,
        windowed: true,
        queries: timerQueries(custom),
      };
  }
}

function timerQueries({ metric, buckets }: CustomMetric): PanelQuery[] {
  const mean: PanelQuery = {
    name: 'mean',
    promql: scope =>
      `${totalRate(`${metric}_sum`, scope)} / ${totalRate(`${metric}_count`, scope)}`,
  };
  const p95: PanelQuery = {
    name: 'p95',
    promql: scope =>
      quantile(0.95, predictor, rateOfEach(`${metric}_bucket`, scope)),
  };
  return buckets ? [mean, p95] : [mean];
}

function totalRate(metric: string, scope: QueryScope<Window>): string {
  return sum(predictor, rateOfEach(metric, scope));
}

function rateOfEach(metric: string, scope: QueryScope<Window>): string {
  return onceForEachPod(
    `rate(${seriesOf(metric, scope)}[${duration(scope.windowSeconds)}])`,
  );
}

/** By its name, or by the variable that Grafana puts a name in for, which cannot stand outside of quotes here. */
function seriesOf(metric: string, { matchers }: QueryScope<Window>): string {
  return metric.startsWith('$')
    ? selector(undefined, [
        { label: '__name__', operator: '=', value: metric },
        ...matchers,
      ])
    : selector(metric, matchers);
}
