import type { MetricFacts, Trend } from 'backstage-plugin-ml-monitoring-common';

/**
 * The key numbers of the last hour as they are drawn.
 *
 * @param isDown - nobody can call the model: what it answered before it went away is no success now
 */
export function toTrend(
  { history, windowSeconds }: MetricFacts,
  isDown: boolean,
): Trend | undefined {
  if (!history) {
    return undefined;
  }
  const { startSeconds, stepSeconds, requestsPerSecond } = history;
  const last = requestsPerSecond.length - 1;
  const told = isDown ? last - Math.ceil(windowSeconds / stepSeconds) : last;
  const trend = {
    requestsPerSecond: requestsPerSecond.map(orGap),
    successRatio: history.errorRatio.map((ratio, index) =>
      ratio === undefined || index > told
        ? null
        : Math.min(1, Math.max(0, 1 - ratio)),
    ),
    latencyP95Seconds: history.latencyP95Seconds.map(orGap),
  };
  const isMeasured = Object.values(trend).some(values =>
    values.some(value => value !== null),
  );
  return isMeasured
    ? {
        range: {
          startSeconds,
          endSeconds: startSeconds + last * stepSeconds,
          stepSeconds,
        },
        ...trend,
      }
    : undefined;
}

const orGap = (value: number | undefined) => value ?? null;
