import type { ModelRef } from '../contract/refs';
import { equals, type LabelMatcher } from './selector';

/** Seconds, or a variable that Grafana puts them in for. @public */
export type Window = number | '$__rate_interval' | '$__range';

/** What a query is about: which series, and how far each point looks back. @public */
export interface QueryScope<W extends Window = number> {
  matchers: readonly LabelMatcher[];
  windowSeconds: W;
  /** The Deployments that run it. Absent: not known. */
  deployments?: readonly string[];
}

/** The series of one model, in a Prometheus that may serve other clusters too. @public */
export function modelScope<W extends Window>(options: {
  ref: Pick<ModelRef, 'namespace' | 'name'>;
  /** From the configuration of the source. */
  matchers: Record<string, string>;
  windowSeconds: W;
}): QueryScope<W> {
  const { ref, matchers, windowSeconds } = options;
  return {
    matchers: equals({
      ...matchers,
      namespace: ref.namespace,
      deployment_name: ref.name,
    }),
    windowSeconds,
  };
}
