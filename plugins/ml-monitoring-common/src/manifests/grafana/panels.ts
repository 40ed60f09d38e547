import type { Unit } from '../../contract/metrics';
import type { PanelDefinition } from '../../promql/catalogue';
import type { QueryScope, Window } from '../../promql/scope';

/** A Grafana dashboard is as wide as this. */
export const DASHBOARD_WIDTH = 24;

export interface PanelContext {
  /** Name of the data source, or the variable that names it. */
  dataSource: string;
  scrapeInterval: string;
}

/** A panel of Grafana's dashboard model, still without a place. */
export type GrafanaPanel = Record<string, unknown> & { type: string };

interface Target {
  expr: string;
  legendFormat: string;
}

const GRAFANA_UNIT: Record<Unit, string> = {
  'requests/s': 'reqps',
  ratio: 'percentunit',
  seconds: 's',
  'per second': 'cps',
  bytes: 'bytes',
  cores: 'none',
  none: 'none',
};

/** The same question that the portal's own chart asks. */
export function chartOf(
  definition: PanelDefinition,
  options: PanelContext & { scope: QueryScope<Window>; repeat?: string },
): GrafanaPanel {
  const { scope, repeat } = options;
  const legend = definition.by.map(label => `{{${label}}}`);
  return {
    ...chart(
      {
        title: definition.title,
        description: definition.description,
        unit: definition.unit,
        targets: definition.queries.map(({ name, promql }) => ({
          expr: promql(scope),
          legendFormat: [...legend, ...(name ? [name] : [])].join(' · '),
        })),
      },
      options,
    ),
    ...(repeat && { repeat, repeatDirection: 'h', maxPerRow: 3 }),
  };
}

export function chart(
  options: {
    title: string;
    description?: string;
    unit: Unit;
    targets: Target[];
  },
  { dataSource, scrapeInterval }: PanelContext,
): GrafanaPanel {
  const { title, description, unit, targets } = options;
  return {
    type: 'timeseries',
    title,
    ...(description && { description }),
    datasource: dataSource,
    targets: targets.map((target, index) => ({
      ...target,
      refId: refId(index),
      datasource: dataSource,
      // What `$__rate_interval` is reckoned from.
      interval: scrapeInterval,
    })),
    fieldConfig: {
      defaults: {
        unit: GRAFANA_UNIT[unit],
        min: 0,
        ...(unit === 'ratio' && { max: 1 }),
        custom: { lineWidth: 1, fillOpacity: 10, showPoints: 'never' },
      },
      overrides: [],
    },
    options: {
      legend: { displayMode: 'list', placement: 'bottom' },
      tooltip: { mode: 'multi' },
    },
  };
}

/** One number, of the whole range of time that the reader chose. */
export function stat(
  options: {
    title: string;
    description?: string;
    unit: Unit;
    targets: Target[];
    /** From where on it is bad; the other way round where `isGood` says so. */
    thresholds?: { value: number; above: 'good' | 'bad' };
  },
  { dataSource, scrapeInterval }: PanelContext,
): GrafanaPanel {
  const { title, description, unit, targets, thresholds } = options;
  return {
    type: 'stat',
    title,
    ...(description && { description }),
    datasource: dataSource,
    targets: targets.map((target, index) => ({
      ...target,
      refId: refId(index),
      datasource: dataSource,
      instant: true,
      interval: scrapeInterval,
    })),
    fieldConfig: {
      defaults: {
        unit: GRAFANA_UNIT[unit],
        noValue: 'no traffic',
        ...(unit === 'ratio' && { decimals: 2 }),
        thresholds: { mode: 'absolute', steps: steps(thresholds) },
      },
      overrides: [],
    },
    options: {
      reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false },
      colorMode: thresholds ? 'value' : 'none',
      graphMode: 'none',
      textMode: targets.length > 1 ? 'value_and_name' : 'value',
    },
  };
}

export function row(title: string): GrafanaPanel {
  return { type: 'row', title, collapsed: false, panels: [] };
}

function steps(thresholds: Parameters<typeof stat>[0]['thresholds']) {
  const [first, then] =
    thresholds?.above === 'good' ? ['red', 'green'] : ['green', 'red'];
  return [
    { color: first, value: null },
    ...(thresholds ? [{ color: then, value: thresholds.value }] : []),
  ];
}

function refId(index: number): string {
  return String.fromCharCode('A'.charCodeAt(0) + index);
}
