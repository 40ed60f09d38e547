import { md5 } from 'js-md5';
import type { Slo } from '../../contract/provisioning';
import type { ModelRef } from '../../contract/refs';
import { panelCatalogue } from '../../promql/catalogue';
import { feedbackPanels } from '../../promql/quality';
import { modelScope } from '../../promql/scope';
import { containersUp } from '../../promql/targets';
import {
  callerFaultRate,
  predictionLatency,
  predictionRate,
  serverFaultRate,
  successRatio,
} from '../../promql/traffic';
import { portalLink } from '../portalLink';
import { latencySeconds, ratioOf } from '../slo';
import { customCharts, customVariables } from './customMetrics';
import {
  chart,
  chartOf,
  DASHBOARD_WIDTH,
  row,
  stat,
  type GrafanaPanel,
  type PanelContext,
} from './panels';

const DATA_SOURCE_VARIABLE = 'datasource';
/**
 * Of Grafana 7.5, the first with time series panels. Grafana itself carries older dashboards over; a newer number would shut the
 * older ones out, and let data sources be named by a uid only, which is not known beforehand.
 */
const SCHEMA_VERSION = 27;

export interface DashboardOptions {
  ref: ModelRef;
  /** Predictor names. */
  predictors: readonly string[];
  slo?: Slo;
  /** Whether containers of the model may have metrics of their own. */
  customMetrics: boolean;
  /** Name of the data source. Absent: the reader chooses. */
  dataSource?: string;
  scrapeInterval: string;
  portalUrl?: string;
}

/** The same for the same model, whoever renders it. Grafana takes at most 40 characters. */
export function dashboardUid({ cluster, namespace, name }: ModelRef): string {
  return `mlm-${md5([cluster, namespace, name].join('/'))}`;
}

/** A dashboard as Grafana imports it. */
export function dashboard(options: DashboardOptions): Record<string, unknown> {
  const { ref, dataSource, customMetrics, portalUrl } = options;
  const context: PanelContext = {
    dataSource: dataSource ?? `\${${DATA_SOURCE_VARIABLE}}`,
    scrapeInterval: options.scrapeInterval,
  };
  const scopeOf = <W extends '$__rate_interval' | '$__range'>(window: W) =>
    modelScope({ ref, matchers: {}, windowSeconds: window });
  const inTime = { ...context, scope: scopeOf('$__rate_interval') };
  return {
    uid: dashboardUid(ref),
    title: `${ref.namespace} / ${ref.name}`,
    description:
      'Made by ML Monitoring for Backstage. Changes made in Grafana are overwritten.',
    tags: ['ml-monitoring', 'seldon'],
    schemaVersion: SCHEMA_VERSION,
    editable: true,
    graphTooltip: 1,
    refresh: '30s',
    time: { from: 'now-1h', to: 'now' },
    timezone: '',
    links: portalUrl ? [linkToPortal(portalUrl, ref)] : [],
    templating: {
      list: [
        ...(dataSource ? [] : [dataSourceVariable()]),
        ...(customMetrics
          ? customVariables(context.dataSource, inTime.scope)
          : []),
      ],
    },
    panels: placed([
      ...numbers(options, { ...context, scope: scopeOf('$__range') }),
      row('Requests'),
      ...catalogued(['requests', 'success-ratio', 'errors'], inTime),
      latencies(inTime),
      row('Nodes of the inference graph'),
      ...catalogued(['node-requests', 'node-latency'], inTime),
      row('Targets'),
      targets(options, context),
      ...(customMetrics
        ? [
            row('What the model measures itself'),
            ...customCharts(inTime),
            ...catalogued(['reward'], inTime),
          ]
        : []),
    ]),
  };
}

type ScopedContext = PanelContext & {
  scope: Parameters<typeof predictionRate>[0];
};

function numbers(
  { slo }: DashboardOptions,
  context: ScopedContext,
): GrafanaPanel[] {
  const { scope } = context;
  const one = (expr: string) => [{ expr, legendFormat: '' }];
  return [
    stat(
      {
        title: 'Requests',
        unit: 'requests/s',
        targets: one(predictionRate(scope, [])),
      },
      context,
    ),
    stat(
      {
        title: 'Success',
        description:
          'Predictions that did not fail by the fault of the model or its platform.',
        unit: 'ratio',
        targets: one(successRatio(scope, [])),
        thresholds: slo?.availabilityPercent
          ? { value: ratioOf(slo.availabilityPercent), above: 'good' }
          : undefined,
      },
      context,
    ),
    stat(
      {
        title: '4xx',
        description: 'Predictions that failed by the fault of the caller.',
        unit: 'requests/s',
        targets: one(callerFaultRate(scope, [])),
      },
      context,
    ),
    stat(
      {
        title: '5xx',
        description:
          'Predictions that failed by the fault of the model or its platform.',
        unit: 'requests/s',
        targets: one(serverFaultRate(scope, [])),
      },
      context,
    ),
    stat(
      {
        title: 'Latency p95',
        description: '95 of 100 predictions were answered within it.',
        unit: 'seconds',
        targets: one(predictionLatency(0.95, scope, [])),
        thresholds: slo?.latencyP95
          ? { value: latencySeconds(slo.latencyP95), above: 'bad' }
          : undefined,
      },
      context,
    ),
  ];
}

function catalogued(
  ids: readonly string[],
  context: ScopedContext,
): GrafanaPanel[] {
  return [...panelCatalogue, ...feedbackPanels]
    .filter(({ id }) => ids.includes(id))
    .map(definition => chartOf(definition, context));
}

function latencies(context: ScopedContext): GrafanaPanel {
  const definition = panelCatalogue.find(({ id }) => id === 'latency')!;
  return chartOf(
    {
      ...definition,
      queries: [0.5, 0.9, 0.95, 0.99].map(q => ({
        name: `p${q * 100}`,
        promql: scope => predictionLatency(q, scope, definition.by),
      })),
    },
    context,
  );
}

function targets(
  { ref, predictors }: DashboardOptions,
  context: PanelContext,
): GrafanaPanel {
  return chart(
    {
      title: 'Scraped',
      description:
        '1: the last scrape of the container worked. 0: it failed. Nothing: no monitor selects it.',
      unit: 'none',
      targets: [
        {
          expr: containersUp({
            ref,
            window: '$__range',
            podPrefixes: predictors.map(
              predictor => `${ref.name}-${predictor}`,
            ),
          }),
          legendFormat: '{{pod}} · {{container}}',
        },
      ],
    },
    context,
  );
}

function dataSourceVariable() {
  return {
    name: DATA_SOURCE_VARIABLE,
    label: 'Data source',
    type: 'datasource',
    query: 'prometheus',
    refresh: 1,
    hide: 0,
    includeAll: false,
    multi: false,
  };
}

function linkToPortal(portalUrl: string, ref: ModelRef) {
  return {
    title: 'Why is it unwell?',
    type: 'link',
    icon: 'external link',
    targetBlank: true,
    url: portalLink(portalUrl, ref, {
      from: '${__from:date:iso}',
      to: '${__to:date:iso}',
    }),
  };
}

/** Rows take a line of their own; numbers stand five, and charts two, beside each other. */
function placed(panels: readonly GrafanaPanel[]): GrafanaPanel[] {
  let x = 0;
  let y = 0;
  let lineHeight = 0;
  return panels.map((panel, index) => {
    const { w, h } = sizeOf(panel);
    if (x + w > DASHBOARD_WIDTH) {
      x = 0;
      y += lineHeight;
      lineHeight = 0;
    }
    const gridPos = { x, y, w, h };
    x += w;
    lineHeight = Math.max(lineHeight, h);
    return { id: index + 1, gridPos, ...panel };
  });
}

function sizeOf({ type, repeat }: GrafanaPanel): { w: number; h: number } {
  if (type === 'row') {
    return { w: DASHBOARD_WIDTH, h: 1 };
  }
  if (type === 'stat') {
    return { w: 4, h: 4 };
  }
  return { w: repeat ? DASHBOARD_WIDTH : DASHBOARD_WIDTH / 2, h: 8 };
}
