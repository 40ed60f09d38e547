import type {
  Panel,
  PanelDefinition,
  QueryScope,
  Series,
} from 'backstage-plugin-ml-monitoring-common';
import type { Answer, MetricsSourceError, RangeSeries } from '../metrics';

type Result = { value: Answer<RangeSeries[]> } | { error: MetricsSourceError };

/** The answers to the queries of a panel, as the browser draws them. */
export function toPanel(options: {
  definition: PanelDefinition;
  queries: string[];
  /** In the order of `queries`. */
  results: readonly Result[];
  scope: QueryScope;
}): Panel {
  const { definition, queries, results, scope } = options;
  const { id, title, group, unit, description, windowed } = definition;
  const { thresholds, ceiling, tags, tag } = definition;
  const failure = results.find(result => 'error' in result);
  const series = results.flatMap((result, index) =>
    'value' in result ? toSeries(definition, index, result.value.value) : [],
  );
  const common = {
    id,
    title,
    group,
    unit,
    description,
    ...(thresholds && { thresholds }),
    ...(ceiling !== undefined && { ceiling }),
    ...(tags && { tags }),
    ...(tag !== undefined && { by: tag }),
    queries,
    ...(windowed && { windowSeconds: scope.windowSeconds }),
  };
  if (failure && 'error' in failure) {
    return {
      ...common,
      status: 'failed',
      message: failure.error.message,
      series,
    };
  }
  const isEmpty = series.every(({ values }) =>
    values.every(value => value === null),
  );
  return isEmpty
    ? { ...common, status: 'empty', series: [] }
    : { ...common, status: 'ok', series };
}

function toSeries(
  { by, queries, title, unit }: PanelDefinition,
  index: number,
  found: readonly RangeSeries[],
): Series[] {
  const { name } = queries[index];
  return found
    .map(({ labels, values }) => {
      const own = by.map(label => labels[label] ?? '');
      return {
        id: [...own, name ?? ''].join('/'),
        name: [...own, name].filter(Boolean).join(' · ') || title,
        labels: Object.fromEntries(by.map((label, at) => [label, own[at]])),
        values: values.map(value => {
          if (value === undefined) {
            return null;
          }
          // Floating point leaves shares a hair outside their bounds.
          return unit === 'ratio' ? Math.min(1, Math.max(0, value)) : value;
        }),
      };
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}
