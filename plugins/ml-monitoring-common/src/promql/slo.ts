import type { LatencyBoundSeconds } from './calls';
import { duration } from './duration';
import type { QueryScope } from './scope';
import {
  predictionRate,
  predictionRateWithin,
  serverFaultRate,
} from './traffic';

/** What keeping a promise is reckoned from: predictions per second. @public */
export interface PromiseQueries {
  requests: string;
  faults: string;
  /** Those answered in time. Absent: nothing is promised about latency. */
  within?: string;
}

/** @public */
export function promiseQueries(
  scope: QueryScope,
  boundSeconds?: LatencyBoundSeconds,
): PromiseQueries {
  return {
    requests: predictionRate(scope, []),
    faults: serverFaultRate(scope, []),
    ...(boundSeconds !== undefined && {
      within: predictionRateWithin(boundSeconds, scope, []),
    }),
  };
}

/**
 * The share of predictions that missed a promise within a long time, weighted by how many there were. Stretches without any
 * weigh nothing.
 *
 * @param scope - its window is the step in which the long time is walked through
 */
export function missedShare(
  scope: QueryScope,
  options: { overSeconds: number; boundSeconds?: LatencyBoundSeconds },
): string {
  const { overSeconds, boundSeconds } = options;
  const { requests, faults, within } = promiseQueries(scope, boundSeconds);
  const step = duration(scope.windowSeconds);
  const total = (rate: string) =>
    `sum_over_time((${rate})[${duration(overSeconds)}:${step}])`;
  return within
    ? `1 - ${total(within)} / ${total(requests)}`
    : `${total(faults)} / ${total(requests)}`;
}

/** As fine as predictions are counted at all. */
const FINEST_STEP_SECONDS = 300;

/** The same question as `missedShare` put, over another time. An answer carries it once, however many times it tells of. */
export function missedShareOver(query: string, overSeconds: number): string {
  const step = Math.min(overSeconds, FINEST_STEP_SECONDS);
  return query.replaceAll(
    /\[\d+s:\d+s\]/g,
    `[${duration(overSeconds)}:${duration(step)}]`,
  );
}
