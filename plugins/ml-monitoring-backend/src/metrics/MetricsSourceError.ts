import type { SourceStatus } from 'backstage-plugin-ml-monitoring-common';

/** What went wrong between us and a Prometheus. */
export type MetricsSourceProblem =
  | 'unauthorized'
  | 'forbidden'
  | 'not-found'
  | 'bad-query'
  | 'too-heavy'
  | 'timeout'
  | 'unreachable'
  | 'unavailable'
  | 'malformed'
  | 'too-large';

/** A Prometheus that did not answer. The message names it, what happened and what to do. */
export class MetricsSourceError extends Error {
  readonly name = 'MetricsSourceError' as const;

  constructor(
    readonly problem: MetricsSourceProblem,
    message: string,
    cause?: unknown,
  ) {
    super(message, { cause });
  }

  get status(): Extract<SourceStatus, 'forbidden' | 'failed'> {
    return this.problem === 'unauthorized' || this.problem === 'forbidden'
      ? 'forbidden'
      : 'failed';
  }
}
