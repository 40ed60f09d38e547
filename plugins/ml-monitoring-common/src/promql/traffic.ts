import {
  CALLER_FAULT_CODES,
  CLIENT_REQUESTS,
  type LatencyBoundSeconds,
  NODE_CALLS,
  PREDICTIONS,
  SERVER_FAULT_CODES,
  SERVER_REQUESTS,
} from './calls';
import { callRate, sum } from './countedOnce';
import type { QueryScope, Window } from './scope';
import { oneOf } from './selector';

/** A query over a scope, one series for each combination of `by`. @public */
export type TrafficQuery = (
  scope: QueryScope<Window>,
  by: readonly string[],
) => string;

/** Predictions per second. @public */
export const predictionRate: TrafficQuery = (scope, by) =>
  sum(
    by,
    callRate({ metric: `${SERVER_REQUESTS}_count`, calls: PREDICTIONS, scope }),
  );

/** Predictions per second that failed by the model's fault; zero where there are others. */
export const serverFaultRate: TrafficQuery = (scope, by) =>
  zeroWhereMeasured(faultRate(SERVER_FAULT_CODES, scope, by), scope, by);

/** Predictions per second that failed by the caller's fault; zero where there are others. */
export const callerFaultRate: TrafficQuery = (scope, by) =>
  zeroWhereMeasured(faultRate(CALLER_FAULT_CODES, scope, by), scope, by);

/** Share of predictions that failed by the model's fault. Not a number without traffic. */
export const serverFaultRatio: TrafficQuery = (scope, by) =>
  `(${serverFaultRate(scope, by)}) / ${predictionRate(scope, by)}`;

/** Share of predictions that failed by the caller's fault. Not a number without traffic. */
export const callerFaultRatio: TrafficQuery = (scope, by) =>
  `(${callerFaultRate(scope, by)}) / ${predictionRate(scope, by)}`;

/** Share of predictions that did not fail by the model's fault. Not a number without traffic. */
export const successRatio: TrafficQuery = (scope, by) =>
  `1 - ${serverFaultRatio(scope, by)}`;

/** Seconds within which the share `q` of predictions was answered. */
export const predictionLatency = (
  q: number,
  scope: QueryScope<Window>,
  by: readonly string[],
): string =>
  quantile(
    q,
    by,
    callRate({
      metric: `${SERVER_REQUESTS}_bucket`,
      calls: PREDICTIONS,
      by: ['le'],
      scope,
    }),
  );

/** Predictions per second that were answered within one of the bounds of the histogram's buckets. */
export const predictionRateWithin = (
  boundSeconds: LatencyBoundSeconds,
  scope: QueryScope<Window>,
  by: readonly string[],
): string =>
  sum(
    by,
    callRate({
      metric: `${SERVER_REQUESTS}_bucket`,
      calls: PREDICTIONS,
      scope: {
        ...scope,
        matchers: [...scope.matchers, oneOf('le', spellings(boundSeconds))],
      },
    }),
  );

/** Prometheus 3 writes whole numbers as `1.0`, what came before as the target exposes them. */
function spellings(bound: number): string[] {
  const text = String(bound);
  return Number.isInteger(bound) ? [text, `${text}.0`] : [text];
}

/** Calls per second to a node of the graph. */
export const nodeCallRate: TrafficQuery = (scope, by) =>
  sum(
    by,
    callRate({
      metric: `${CLIENT_REQUESTS}_count`,
      calls: NODE_CALLS,
      by: ['model_name'],
      scope,
    }),
  );

/** Calls per second to a node of the graph that it answered with a fault of its own; zero where there are others. */
export const nodeFaultRate: TrafficQuery = (scope, by) =>
  `${sum(
    by,
    callRate({
      metric: `${CLIENT_REQUESTS}_count`,
      calls: NODE_CALLS,
      codes: SERVER_FAULT_CODES,
      by: ['model_name'],
      scope,
    }),
  )} or 0 * ${nodeCallRate(scope, by)}`;

/** Seconds within which the share `q` of calls to a node was answered. */
export const nodeLatency = (
  q: number,
  scope: QueryScope<Window>,
  by: readonly string[],
): string =>
  quantile(
    q,
    by,
    callRate({
      metric: `${CLIENT_REQUESTS}_bucket`,
      calls: NODE_CALLS,
      by: ['model_name', 'le'],
      scope,
    }),
  );

function quantile(q: number, by: readonly string[], buckets: string): string {
  return quantileOf(q, sum(['le', ...by], buckets));
}

export function quantileOf(q: number, buckets: string): string {
  return `histogram_quantile(${q}, ${buckets})`;
}

function faultRate(
  codes: string,
  scope: QueryScope<Window>,
  by: readonly string[],
) {
  return sum(
    by,
    callRate({
      metric: `${SERVER_REQUESTS}_count`,
      calls: PREDICTIONS,
      codes,
      scope,
    }),
  );
}

/** A code that never occurred has no series, though its rate was measured: it is zero. */
function zeroWhereMeasured(
  rate: string,
  scope: QueryScope<Window>,
  by: readonly string[],
) {
  return `${rate} or 0 * ${predictionRate(scope, by)}`;
}
