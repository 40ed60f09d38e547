import type { QueryScope } from './scope';
import { selector } from './selector';

/** Names the metric in answers, for aggregations and functions over time drop its name. @public */
export const CUSTOM_METRIC_LABEL = '_metric';

/** What a model measures about itself, without the buckets of timers, which are many and move as their count does. */
export function customSeries({ matchers }: QueryScope): string {
  return selector(undefined, [
    ...matchers,
    { label: 'worker_id', operator: '!=', value: '' },
    {
      label: '__name__',
      operator: '!~',
      value:
        'seldon_api_.*|seldon_metric_.*|python_.*|process_.*|.*_bucket|.*_created',
    },
  ]);
}

/** The same, each with the name of its metric as a label too. */
export function namedCustomSeries(scope: QueryScope): string {
  return `label_replace(${customSeries(scope)},"${CUSTOM_METRIC_LABEL}","$1","__name__","(.+)")`;
}
