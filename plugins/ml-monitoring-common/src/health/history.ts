import type { HealthStatus } from '../contract/health';
import type { HealthThresholds } from './facts';
import { badSince } from './hysteresis';
import type { HistoryFact, MetricFacts } from './metricFacts';

type Measured = (number | undefined)[];

/** When the instant of that index was. */
export function instantAt(history: HistoryFact, index: number): string {
  const { startSeconds, stepSeconds } = history;
  return new Date((startSeconds + index * stepSeconds) * 1000).toISOString();
}

/** Since when the numbers are bad, the last one as it is taken now. `undefined`: they are not. */
export function badFrom(
  metrics: MetricFacts,
  values: (history: HistoryFact) => Measured,
  options: { limit: number; thresholds: HealthThresholds },
): string | undefined {
  const { history, windowSeconds } = metrics;
  if (!history) {
    return undefined;
  }
  const { limit, thresholds } = options;
  const minutes = values(history).map((value, index) =>
    value === undefined ||
    !isEnough(history.requestsPerSecond[index], windowSeconds, thresholds)
      ? undefined
      : value >= limit,
  );
  const index = badSince(minutes);
  return index === undefined ? undefined : instantAt(history, index);
}

/** Whether so many were asked that shares of them say something. */
export function isEnough(
  requestsPerSecond: number | undefined,
  windowSeconds: number,
  { minimumRequests }: HealthThresholds,
): boolean {
  return (
    requestsPerSecond === undefined ||
    requestsPerSecond * windowSeconds >= minimumRequests
  );
}

/** How bad a number is, and since when. */
export interface HeldLevel {
  status: Extract<HealthStatus, 'healthy' | 'degraded' | 'failing'>;
  since?: string;
  /** It crossed its limit so lately that it may be chance, or came back so lately that it may not last. */
  unsettled: boolean;
}

/**
 * Where a number stands among its limits. It has to be bad for some minutes to be bad, and good for some to be good again;
 * without the minutes the number alone decides. `undefined`: there is too little to say anything.
 */
export function heldLevel(options: {
  metrics: MetricFacts;
  value: number | undefined;
  values: (history: HistoryFact) => Measured;
  limits: { degraded: number; failing: number };
  thresholds: HealthThresholds;
}): HeldLevel | undefined {
  const { metrics, value, values, limits, thresholds } = options;
  const { requestsPerSecond, windowSeconds, history } = metrics;
  const speaks =
    value !== undefined &&
    isEnough(requestsPerSecond, windowSeconds, thresholds);
  const now = speaks ? levelOf(value, limits) : 'healthy';
  if (!history) {
    return speaks ? { status: now, unsettled: false } : undefined;
  }
  for (const status of ['failing', 'degraded'] as const) {
    const limit = limits[status];
    const since = badFrom(metrics, values, { limit, thresholds });
    if (since) {
      return {
        status,
        since:
          badFrom(metrics, values, {
            limit: limits.degraded,
            thresholds,
          }) ?? since,
        unsettled: now === 'healthy',
      };
    }
  }
  return speaks
    ? { status: 'healthy', unsettled: now !== 'healthy' }
    : undefined;
}

/** Where a number stands among its limits at this moment. */
export function levelOf(
  value: number,
  { degraded, failing }: { degraded: number; failing: number },
): HeldLevel['status'] {
  if (value >= failing) {
    return 'failing';
  }
  return value >= degraded ? 'degraded' : 'healthy';
}
