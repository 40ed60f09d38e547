import type {
  ClusterFacts,
  ModelRef,
  Panel,
  QueryScope,
  Range,
} from 'backstage-plugin-ml-monitoring-common';
import type { ClusterMetrics, MetricsSourceError } from '../metrics';

/** One round of questions about one model. */
export interface MetricsRound {
  ref: ModelRef;
  metrics: ClusterMetrics;
  range: Range;
  scope: QueryScope;
  /** Asked once, and only for what needs it. `undefined`: the cluster could not tell. */
  facts: () => Promise<ClusterFacts | undefined>;
  wants: (panelId: string) => boolean;
  /** What was found out about the model before is shown at once, and found out anew in the background. */
  remember: <T>(
    question: string,
    find: (signal: AbortSignal) => Promise<T>,
  ) => Promise<T>;
  signal?: AbortSignal;
}

export interface MetricsRoundAnswer {
  panels: Panel[];
  warnings: string[];
  errors: MetricsSourceError[];
}

export function joinAnswers(
  answers: readonly MetricsRoundAnswer[],
): MetricsRoundAnswer {
  return {
    panels: answers.flatMap(({ panels }) => panels),
    warnings: [...new Set(answers.flatMap(({ warnings }) => warnings))],
    errors: answers.flatMap(({ errors }) => errors),
  };
}
