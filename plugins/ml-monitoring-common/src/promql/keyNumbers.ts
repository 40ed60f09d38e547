import { equals, oneOf } from './selector';
import type { QueryScope, Window } from './scope';
import {
  callerFaultRatio,
  predictionLatency,
  predictionRate,
  serverFaultRatio,
} from './traffic';

/** The queries behind the few numbers that a verdict rests on. @public */
export interface KeyNumberQueries {
  requestsPerSecond: string;
  errorRatio: string;
  callerFaultRatio: string;
  latencyP95Seconds: string;
}

/** One number each for one model, or one for each model where `by` names them. @public */
export function keyNumberQueries(
  scope: QueryScope<Window>,
  by: readonly string[] = [],
): KeyNumberQueries {
  return {
    requestsPerSecond: predictionRate(scope, by),
    errorRatio: serverFaultRatio(scope, by),
    callerFaultRatio: callerFaultRatio(scope, by),
    latencyP95Seconds: predictionLatency(0.95, scope, by),
  };
}

/** Labels that name a model within a Prometheus. @public */
export const MODEL_LABELS = ['namespace', 'deployment_name'] as const;

/** All models of the given namespaces. @public */
export function fleetScope(options: {
  namespaces: readonly string[];
  matchers: Record<string, string>;
  windowSeconds: number;
}): QueryScope {
  return {
    matchers: [
      ...equals(options.matchers),
      ...(options.namespaces.length
        ? [oneOf('namespace', options.namespaces)]
        : []),
    ],
    windowSeconds: options.windowSeconds,
  };
}
