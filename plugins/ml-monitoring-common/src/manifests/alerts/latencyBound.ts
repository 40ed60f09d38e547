import { InputError } from '@backstage/errors';
import {
  LATENCY_BOUNDS_SECONDS,
  type LatencyBoundSeconds,
} from '../../promql/calls';
import { latencySeconds } from '../slo';

/** The bound of a histogram's bucket that an SLO is measured by. */
export interface LatencyBound {
  seconds: LatencyBoundSeconds;
  warnings: string[];
}

/**
 * Prometheus knows how many predictions took at most as long as one of the bounds, and nothing in between. The bound below is the
 * stricter one: an alert may then come early, but never fails to come.
 *
 * @param latency - e.g. `250ms`
 * @throws InputError for one beyond the highest bound, which cannot be measured at all
 */
export function latencyBound(latency: string, field: string): LatencyBound {
  const target = latencySeconds(latency);
  const highest = LATENCY_BOUNDS_SECONDS.at(-1)!;
  if (target > highest) {
    throw new InputError(
      `${field}: must be at most ${formatSeconds(highest)}, because Seldon counts slower predictions together (got ${latency})`,
    );
  }
  const below = LATENCY_BOUNDS_SECONDS.findLast(bound => bound <= target);
  const above = LATENCY_BOUNDS_SECONDS.find(bound => bound >= target)!;
  const seconds = below ?? above;
  if (seconds === target) {
    return { seconds, warnings: [] };
  }
  const explanation =
    below === undefined
      ? `the SLO of ${latency} lies below the smallest bucket of Seldon's latency histogram. Alerts hold the model to ${formatSeconds(above)} instead`
      : `the SLO of ${latency} lies between two buckets of Seldon's latency histogram, ${formatSeconds(below)} and ${formatSeconds(above)}. Alerts hold the model to ${formatSeconds(below)}, the stricter one`;
  return {
    seconds,
    warnings: [
      `${field}: ${explanation}. Promise one of ${LATENCY_BOUNDS_SECONDS.map(formatSeconds).join(', ')} to have it measured exactly`,
    ],
  };
}

/** e.g. `250 ms`. */
export function formatSeconds(seconds: number): string {
  return seconds < 1 ? `${seconds * 1000} ms` : `${seconds} s`;
}
