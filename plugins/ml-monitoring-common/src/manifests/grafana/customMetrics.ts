import {
  customMetricsSelector,
  type CustomMetric,
} from '../../promql/customMetrics';
import { customPanel } from '../../promql/customPanel';
import type { QueryScope, Window } from '../../promql/scope';
import { chartOf, type GrafanaPanel, type PanelContext } from './panels';

/**
 * What a model measures is known only once it runs. So Grafana asks for the names, sorts them by their endings, as far as these
 * tell, and repeats a panel for each.
 */
const NOT_BUILT_IN = '(?!seldon_api_|python_|process_|go_|promhttp_)';
const kinds: {
  variable: string;
  metric: CustomMetric;
  /** Grafana takes what the first group matches. */
  names: string;
}[] = [
  {
    variable: 'counter',
    metric: { name: '$counter', metric: '$counter', type: 'counter' },
    names: `/^(${NOT_BUILT_IN}.*_total)$/`,
  },
  {
    variable: 'timer',
    metric: {
      name: '$timer',
      metric: '${timer}',
      type: 'timer',
      buckets: true,
    },
    names: `/^(${NOT_BUILT_IN}.*)_sum$/`,
  },
  {
    variable: 'gauge',
    metric: { name: '$gauge', metric: '$gauge', type: 'gauge' },
    names: `/^(${NOT_BUILT_IN}(?!.*_(total|sum|count|bucket|created)$).*)$/`,
  },
];

export function customCharts(
  context: PanelContext & { scope: QueryScope<Window> },
): GrafanaPanel[] {
  return kinds.map(({ variable, metric }) =>
    chartOf(customPanel(metric), { ...context, repeat: variable }),
  );
}

export function customVariables(
  dataSource: string,
  scope: QueryScope<Window>,
): Record<string, unknown>[] {
  const query = `label_values(${customMetricsSelector(scope)}, __name__)`;
  return kinds.map(({ variable, names }) => ({
    name: variable,
    type: 'query',
    datasource: dataSource,
    definition: query,
    query,
    regex: names,
    // When the range of time changes.
    refresh: 2,
    sort: 1,
    // Readers have nothing to choose.
    hide: 2,
    includeAll: true,
    multi: true,
    current: { selected: true, text: ['All'], value: ['$__all'] },
  }));
}
