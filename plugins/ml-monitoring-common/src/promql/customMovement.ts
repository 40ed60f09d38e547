import { duration } from './duration';
import type { QueryScope } from './scope';
import { selector } from './selector';

/** Names the metric in the answers of `customMovement`, for functions over time drop its name. @public */
export const CUSTOM_METRIC_LABEL = '_metric';

/** How often a series is looked at for a change. */
const LOOK_SECONDS = 60;

/** The custom metrics of a model that have a sample now, by their names. @public */
export function customPresence(scope: QueryScope): string {
  return `count by (__name__) (${customSeries(scope)})`;
}

/** How often each custom metric of a model changed within the window. @public */
export function customMovement(scope: QueryScope): string {
  const named = `label_replace(${customSeries(scope)},"${CUSTOM_METRIC_LABEL}","$1","__name__","(.+)")`;
  return `max by (${CUSTOM_METRIC_LABEL}) (changes((${named})[${duration(scope.windowSeconds)}:${duration(LOOK_SECONDS)}]))`;
}

/** Without the buckets of timers, which are many and move as their count does. */
function customSeries({ matchers }: QueryScope): string {
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
