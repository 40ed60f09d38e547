import { InputError } from '@backstage/errors';
import type { Range } from '../contract/metrics';

/** Prometheus refuses more points than this in one series. */
export const MAXIMUM_POINTS = 11_000;

const DEFAULT_RANGE_SECONDS = 3600;
const LONGEST_RANGE_SECONDS = 366 * 24 * 3600;
/** More points than a chart has pixels for show nothing more. */
const CHART_INTERVALS = 240;
const SHORTEST_WINDOW_SECONDS = 60;
/** How far the last point may lie before the end that was asked for. */
const COARSEST_END_SECONDS = 60;
const STEPS_SECONDS = [
  5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600,
  43_200, 86_400, 172_800,
];

/** What a caller may ask for. @public */
export interface RangeRequest {
  from?: Date;
  to?: Date;
  stepSeconds?: number;
}

/**
 * The instants to ask for: multiples of the step, so that whoever asks later or for longer asks about the same ones
 * again. The last one lies less than a minute before the end that was asked for, whatever the step, so that what is new
 * is seen.
 *
 * @public
 */
export function rangeOf(request: RangeRequest, now: Date): Range {
  const nowSeconds = seconds(now);
  const to = Math.min(
    request.to ? seconds(request.to) : nowSeconds,
    nowSeconds,
  );
  const from = request.from
    ? seconds(request.from)
    : to - DEFAULT_RANGE_SECONDS;
  if (from >= to) {
    throw new InputError(
      'from must be earlier than to, and not lie in the future',
    );
  }
  if (to - from > LONGEST_RANGE_SECONDS) {
    throw new InputError('from and to must lie at most 366 days apart');
  }
  const stepSeconds = stepFor(to - from, request.stepSeconds);
  const grain = Math.min(stepSeconds, COARSEST_END_SECONDS);
  return {
    startSeconds: Math.floor(from / stepSeconds) * stepSeconds,
    endSeconds: Math.floor(to / grain) * grain,
    stepSeconds,
  };
}

/**
 * What each point looks back over: long enough that a missed scrape leaves no
 * gap, and that no request falls between two points.
 *
 * @public
 */
export function windowFor(stepSeconds: number, scrapeIntervalSeconds: number) {
  return Math.ceil(
    Math.max(SHORTEST_WINDOW_SECONDS, 4 * scrapeIntervalSeconds, stepSeconds),
  );
}

function stepFor(lengthSeconds: number, asked: number | undefined): number {
  // Aligning can add one interval, and an end of its own another; points are one more than the intervals.
  const smallest = Math.ceil(lengthSeconds / (MAXIMUM_POINTS - 2));
  if (asked !== undefined) {
    return Math.max(
      1,
      smallest,
      Math.min(Math.ceil(asked), Math.ceil(lengthSeconds)),
    );
  }
  return (
    STEPS_SECONDS.find(step => lengthSeconds / step <= CHART_INTERVALS) ??
    STEPS_SECONDS[STEPS_SECONDS.length - 1]
  );
}

function seconds(date: Date): number {
  return date.getTime() / 1000;
}
