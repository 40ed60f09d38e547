import type { SourceState } from 'backstage-plugin-ml-monitoring-common';
import type { ClusterMetrics } from '../metrics';
import { MetricsSourceError } from '../metrics';

/** What to do where nobody has named a Prometheus. */
export const NO_PROMETHEUS =
  'No Prometheus is configured for this cluster. Add one to mlMonitoring.prometheus in the app-config.';

/** How the Prometheus of a cluster did, of all the questions put to it. */
export function metricsSourceState(options: {
  cluster: string;
  metrics: ClusterMetrics | undefined;
  errors: readonly MetricsSourceError[];
  /** At least one question was answered. */
  answered: boolean;
  asOf: Date;
}): SourceState {
  const { cluster, metrics, errors, answered, asOf } = options;
  const common = { kind: 'prometheus' as const, cluster };
  if (!metrics) {
    return {
      ...common,
      title: `Prometheus of cluster ${cluster}`,
      status: 'absent',
      message: NO_PROMETHEUS,
    };
  }
  const [error] = errors;
  if (!error) {
    return {
      ...common,
      title: metrics.title,
      status: 'ok',
      asOf: asOf.toISOString(),
    };
  }
  return {
    ...common,
    title: metrics.title,
    status: answered ? 'partial' : error.status,
    message: error.message,
    ...(answered && { asOf: asOf.toISOString() }),
  };
}

/** Runs a question to Prometheus; its failure is data, any other is thrown. */
export async function settled<T>(
  question: Promise<T>,
): Promise<{ value: T } | { error: MetricsSourceError }> {
  try {
    return { value: await question };
  } catch (error) {
    if (error instanceof MetricsSourceError) {
      return { error };
    }
    throw error;
  }
}
