import type { SourceState } from 'backstage-plugin-ml-monitoring-common';
import type { ClusterMetrics } from '../metrics';
import { MetricsSourceError } from '../metrics';

/** What to do where nobody has named a Prometheus. */
export const NO_PROMETHEUS =
  'No Prometheus is configured for this namespace of the cluster. Add one to mlMonitoring.prometheus in the app-config.';

interface Round {
  cluster: string;
  metrics: ClusterMetrics | undefined;
  errors: readonly MetricsSourceError[];
  /** At least one question was answered. */
  answered: boolean;
  asOf: Date;
}

/** How what is known of a namespace as one Prometheus did, of all the questions put to it. */
export function metricsSourceState({
  cluster,
  metrics,
  errors,
  answered,
  asOf,
}: Round): SourceState {
  if (!metrics) {
    return {
      kind: 'prometheus',
      cluster,
      title: `Prometheus of cluster ${cluster}`,
      status: 'absent',
      message: NO_PROMETHEUS,
    };
  }
  const [error] = errors;
  const { title } = metrics;
  return stateOf({ cluster, title, error, answered, asOf });
}

/** How each Prometheus of a namespace did. One that fails while another answers makes the answer partial. */
export function metricsSourceStates(round: Round): SourceState[] {
  const { cluster, metrics, errors, answered, asOf } = round;
  const entries = metrics?.entries ?? [];
  const failed = entries.some(entry => metrics?.failureOf(entry));
  if (entries.length < 2 || (errors.length && !failed)) {
    return [metricsSourceState(round)];
  }
  return entries.map(entry =>
    stateOf({
      cluster,
      title: entry.title,
      error: metrics?.failureOf(entry),
      answered: answered || !errors.length,
      asOf,
    }),
  );
}

export function stateOf(options: {
  cluster: string;
  title: string;
  error: MetricsSourceError | undefined;
  /** At least one question was answered, by it or another in its place. */
  answered: boolean;
  asOf: Date;
}): SourceState {
  const { cluster, title, error, answered, asOf } = options;
  const common = { kind: 'prometheus' as const, cluster, title };
  return error
    ? {
        ...common,
        status: answered ? 'partial' : error.status,
        message: error.message,
        ...(answered && { asOf: asOf.toISOString() }),
      }
    : { ...common, status: 'ok', asOf: asOf.toISOString() };
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
