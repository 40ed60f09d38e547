import {
  modelAnswers,
  type ClusterFacts,
  type KeyNumbers,
  type MetricFacts,
} from 'backstage-plugin-ml-monitoring-common';

/** Long enough that one missed scrape or one slow prediction decides nothing. */
export const VERDICT_WINDOW_SECONDS = 300;
const ALIGNMENT_MS = 5_000;

/** The moment that questions are about: the same for all who ask within a few seconds. */
export function alignedNow(now: Date): Date {
  return new Date(Math.floor(now.getTime() / ALIGNMENT_MS) * ALIGNMENT_MS);
}

/** The numbers of the first screen. Availability is not measured while nothing answers. */
export function toKeyNumbers(
  metrics: MetricFacts | undefined,
  cluster: ClusterFacts | undefined,
): KeyNumbers {
  if (!metrics) {
    return {};
  }
  const { requestsPerSecond, errorRatio, latencyP95Seconds } = metrics;
  const isDown = cluster !== undefined && modelAnswers(cluster) === false;
  const successRatio =
    errorRatio === undefined || isDown
      ? undefined
      : Math.min(1, Math.max(0, 1 - errorRatio));
  const isMeasured = [requestsPerSecond, successRatio, latencyP95Seconds].some(
    number => number !== undefined,
  );
  return isMeasured
    ? {
        requestsPerSecond,
        successRatio,
        latencyP95Seconds,
        ...sharesOf(metrics),
        windowSeconds: metrics.windowSeconds,
      }
    : {};
}

/** Of several: one alone has everything. */
function sharesOf({ byPredictor }: MetricFacts): Pick<KeyNumbers, 'shares'> {
  const each = Object.entries(byPredictor?.requestsPerSecond ?? {});
  const total = each.reduce((sum, [, perSecond]) => sum + perSecond, 0);
  return each.length > 1 && total > 0
    ? {
        shares: Object.fromEntries(
          each.map(([name, perSecond]) => [name, perSecond / total]),
        ),
      }
    : {};
}
