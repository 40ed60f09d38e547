import type {
  ClusterFacts,
  HealthVerdict,
  MetricFacts,
  ModelSummary,
  SourceState,
} from 'backstage-plugin-ml-monitoring-common';
import { toKeyNumbers } from './keyNumbers';

/** A model as a row of the fleet. */
export function toSummary(options: {
  facts: ClusterFacts;
  verdict: HealthVerdict;
  measured: MetricFacts | undefined;
  /** How well its cluster answered. */
  source: SourceState;
}): ModelSummary {
  const { facts, verdict, measured, source } = options;
  const { model } = facts;
  const isScraped = Boolean(measured?.targets?.length);
  return {
    ref: model.ref,
    status: verdict.status,
    summary: verdict.summary,
    numbers: toKeyNumbers(measured, facts),
    predictors: model.predictors.map(({ name }) => name),
    images: [
      ...new Set(
        model.predictors.flatMap(({ containers }) =>
          containers.map(({ image }) => image),
        ),
      ),
    ],
    ownership: model.ownership,
    labels: model.labels,
    monitored:
      model.monitors.length || isScraped || source.status === 'ok'
        ? model.monitors.length > 0 || isScraped
        : undefined,
    url: model.endpoints.find(
      ({ kind, admitted, url }) => kind !== 'Service' && admitted && url,
    )?.url,
    createdAt: model.createdAt,
  };
}
