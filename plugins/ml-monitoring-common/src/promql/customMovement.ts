import {
  CUSTOM_METRIC_LABEL,
  customSeries,
  namedCustomSeries,
} from './customSeries';
import { duration } from './duration';
import type { QueryScope } from './scope';

/** How often a series is looked at for a change. */
const LOOK_SECONDS = 60;

/** The custom metrics of a model that have a sample now, by their names. @public */
export function customPresence(scope: QueryScope): string {
  return `count by (__name__) (${customSeries(scope)})`;
}

/** How often each custom metric of a model changed within the window. @public */
export function customMovement(scope: QueryScope): string {
  return `max by (${CUSTOM_METRIC_LABEL}) (changes((${namedCustomSeries(scope)})[${duration(scope.windowSeconds)}:${duration(LOOK_SECONDS)}]))`;
}
