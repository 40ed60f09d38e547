import type { Evidence } from '../../contract/health';
import { LONGEST_LATENCY_SECONDS } from '../../longestLatency';
import { isEnough } from '../history';
import type { MetricFacts } from '../metricFacts';
import { modelAnswers } from '../predictors';
import type { MetricsRule } from './types';

type Context = Parameters<MetricsRule['judge']>[1];

/** Whether the numbers are about the model as it is now: what it answered before it went away says nothing about whether it is available. */
export function isAnswering({ cluster }: Context): boolean {
  return !cluster || modelAnswers(cluster) !== false;
}

/** Whether the numbers of the window say anything about the model as it is now. */
export function isTelling(metrics: MetricFacts, context: Context): boolean {
  return (
    isAnswering(context) &&
    isEnough(
      metrics.requestsPerSecond,
      metrics.windowSeconds,
      context.thresholds,
    )
  );
}

/** What a query gave now. */
export function measured(
  query: string,
  value: number | undefined,
  unit: string | undefined,
  { now }: Context,
): Extract<Evidence, { kind: 'query' }> {
  return { kind: 'query', query, value, unit, at: now.toISOString() };
}

/** The same of how long predictions take. */
export function measuredLatency(
  query: string,
  seconds: number | undefined,
  context: Context,
): Evidence {
  return {
    ...measured(query, seconds, 'seconds', context),
    ceiling: LONGEST_LATENCY_SECONDS,
  };
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

/** e.g. `12`, `0.3`: as many digits as tell something. */
export function count(value: number): string {
  return String(Number(value.toPrecision(value >= 100 ? 3 : 2)));
}
