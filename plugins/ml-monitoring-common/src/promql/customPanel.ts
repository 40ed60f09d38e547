import type { PanelDefinition, PanelQuery } from './catalogue';
import { overPods } from './countedOnce';
import type { CustomMetric } from './customMetrics';
import { byTag, tagged, withTag } from './customTags';
import { duration } from './duration';
import type { QueryScope, Window } from './scope';
import { selector } from './selector';
import { quantileOf } from './traffic';

/** What is known of a custom metric beyond its name and type. @public */
export interface CustomPanelOptions {
  /** The labels that the model gave it. Absent: not known. */
  tags?: readonly string[];
  /** The one of them by which its series are to be told apart. */
  tag?: string;
  /** Of a timer: the highest finite bound of its buckets. */
  ceilingSeconds?: number;
}

const predictor = ['predictor_name'] as const;

/** The panel for a metric that a model exposes about itself. Worker processes are no series of their own. @public */
export function customPanel(
  custom: CustomMetric,
  { tags, tag, ceilingSeconds }: CustomPanelOptions = {},
): PanelDefinition {
  const { metric } = custom;
  const common = {
    id: `custom:${metric}`,
    title: custom.name,
    group: 'custom' as const,
    by: tag === undefined ? predictor : [...predictor, tag],
    ...(tag !== undefined && { tag }),
    ...(tags?.length && { tags: [...tags] }),
  };
  switch (custom.type) {
    case 'counter':
      return {
        ...common,
        unit: 'per second',
        description: `Increase of ${metric} per second.`,
        windowed: true,
        queries: [
          { promql: scope => tagged(totalRate(metric, tag, scope), tag) },
        ],
      };
    case 'gauge':
      return {
        ...common,
        unit: 'none',
        description: `Mean of ${metric} over pods and workers.`,
        windowed: false,
        queries: [{ promql: scope => tagged(mean(metric, tag, scope), tag) }],
      };
    default:
      return {
        ...common,
        unit: 'seconds',
        description: `Durations recorded as ${metric}.`,
        ...(custom.buckets &&
          ceilingSeconds !== undefined && { ceiling: ceilingSeconds }),
        windowed: true,
        queries: timerQueries(custom, tag),
      };
  }
}

function timerQueries(
  { metric, buckets }: CustomMetric,
  tag: string | undefined,
): PanelQuery[] {
  const quantile = (q: number): PanelQuery => ({
    name: `p${q * 100}`,
    promql: scope =>
      tagged(
        quantileOf(q, totalRate(`${metric}_bucket`, tag, scope, ['le'])),
        tag,
      ),
  });
  return [
    {
      name: 'mean',
      promql: scope =>
        tagged(
          `${totalRate(`${metric}_sum`, tag, scope)} / ${totalRate(`${metric}_count`, tag, scope)}`,
          tag,
        ),
    },
    ...(buckets ? [0.5, 0.95].map(quantile) : []),
  ];
}

function totalRate(
  metric: string,
  tag: string | undefined,
  scope: QueryScope<Window>,
  besides: readonly string[] = [],
): string {
  return overPods(
    'sum',
    [...besides, ...byTag(predictor, tag)],
    withTag(
      `rate(${selector(metric, scope.matchers)}[${duration(scope.windowSeconds)}])`,
      tag,
    ),
  );
}

function mean(
  metric: string,
  tag: string | undefined,
  scope: QueryScope<Window>,
): string {
  const over = (operator: 'sum' | 'count') =>
    overPods(
      operator,
      byTag(predictor, tag),
      withTag(selector(metric, scope.matchers), tag),
    );
  return `${over('sum')} / ${over('count')}`;
}
