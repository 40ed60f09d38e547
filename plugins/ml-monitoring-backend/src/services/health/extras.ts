import type { SourceState } from 'backstage-plugin-ml-monitoring-common';
import { MetricsSourceError, type ClusterMetrics } from '../../metrics';
import { isSourceFailure, StillWorking } from './SlowAnswers';

/** A group of facts that a verdict can do without, or why it is missing. */
export interface Extra<T> {
  value?: T;
  failure?: Error;
}

/** That one group of facts is missing is told, and keeps nobody from judging the others. */
export async function extra<T>(question: Promise<T>): Promise<Extra<T>> {
  try {
    return { value: await question };
  } catch (error) {
    if (!isSourceFailure(error)) {
      throw error;
    }
    return { failure: error };
  }
}

/**
 * How the groups of facts did that are not there.
 *
 * @param failures - by what they would have told, e.g. `the error budget`
 */
export function extraSources(
  failures: Record<string, Error | undefined>,
  options: { cluster: string; metrics: ClusterMetrics },
): SourceState[] {
  const { cluster, metrics } = options;
  return Object.entries(failures).flatMap(([subject, failure]) =>
    failure
      ? [
          {
            kind: 'prometheus' as const,
            cluster,
            title: `${metrics.title}: ${subject}`,
            ...stateOf(failure, subject),
          },
        ]
      : [],
  );
}

function stateOf(
  failure: Error,
  subject: string,
): Pick<SourceState, 'status' | 'message'> {
  if (failure instanceof StillWorking) {
    return {
      status: 'pending',
      message: `Still working out ${subject}: look again in a moment.`,
    };
  }
  return {
    status: failure instanceof MetricsSourceError ? failure.status : 'failed',
    message: failure.message,
  };
}
