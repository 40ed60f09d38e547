import type {
  ModelRef,
  QueryScope,
} from 'backstage-plugin-ml-monitoring-common';
import type { ClusterMetrics } from '../../metrics';
import type { SlowAnswers } from './SlowAnswers';

/** What is asked over days may take longer than what the verdict waits for. */
export const SLOW_TIMEOUT_MS = 60_000;

/** One round of questions to Prometheus about the health of a model. */
export interface HealthRound {
  ref: ModelRef;
  metrics: ClusterMetrics;
  at: Date;
  /** The series of the model, over a given window. */
  scopeOf: (windowSeconds: number) => QueryScope;
  slow: SlowAnswers;
  signal?: AbortSignal;
}

export const secondsOf = (at: Date) => at.getTime() / 1000;

export const secondsBefore = (at: Date, seconds: number) =>
  new Date(at.getTime() - seconds * 1000);

/** The only number that a query gives. */
export async function numberAt(
  { metrics, ref, signal }: HealthRound,
  query: string,
  at: Date,
): Promise<number | undefined> {
  const { namespace } = ref;
  const { value } = await metrics.source.instant(query, {
    namespace,
    at,
    signal,
  });
  return value[0]?.value;
}
