import type { ModelRef } from '../contract/refs';
import { equals, type LabelMatcher } from './selector';

/** What a query is about: which series, and how far each point looks back. @public */
export interface QueryScope {
  matchers: readonly LabelMatcher[];
  windowSeconds: number;
}

/** The series of one model, in a Prometheus that may serve other clusters too. @public */
export function modelScope(options: {
  ref: Pick<ModelRef, 'namespace' | 'name'>;
  /** From the configuration of the source. */
  matchers: Record<string, string>;
  windowSeconds: number;
}): QueryScope {
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
