import type { HealthStatus } from '../../contract/health';
import type { MetricFacts } from '../metricFacts';
import { modelAnswers } from '../predictors';
import type { MetricsRule } from './types';

/** Where a number stands among its thresholds. */
export function levelOf(
  value: number,
  { degraded, failing }: { degraded: number; failing: number },
): HealthStatus {
  if (value >= failing) {
    return 'failing';
  }
  return value >= degraded ? 'degraded' : 'healthy';
}

/** Whether the numbers of the window say anything about the model as it is now. */
export function isTelling(
  metrics: MetricFacts,
  { cluster, thresholds }: Parameters<MetricsRule['judge']>[1],
): boolean {
  // What a model answered before it went away says nothing about whether it is available.
  if (cluster && modelAnswers(cluster) === false) {
    return false;
  }
  const { requestsPerSecond, windowSeconds } = metrics;
  return (
    requestsPerSecond === undefined ||
    requestsPerSecond * windowSeconds >= thresholds.minimumRequests
  );
}

/** Never rounds to 0 % or 100 % what is not. */
export function percent(ratio: number): string {
  const value = ratio * 100;
  const rounded = [1, 2, 3, 4]
    .map(digits => value.toFixed(digits))
    .find(
      text =>
        (Number(text) > 0 || value === 0) &&
        (Number(text) < 100 || value === 100),
    );
  return `${Number(rounded ?? value)} %`;
}
