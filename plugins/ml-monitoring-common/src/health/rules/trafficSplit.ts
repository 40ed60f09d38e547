import type { ClusterFacts } from '../facts';
import type { MetricFacts } from '../metricFacts';
import { answers, secondsBetween, type PredictorFact } from '../predictors';
import { measuringPods } from '../pods';
import { percent } from './levels';
import type { MetricsRule } from './types';

/** Routers spread requests in turns that need not meet the window. */
const LEAST_DEVIATION = 0.05;
/** Chance alone stays within so many standard deviations, but for once in some ten thousand looks. */
const STANDARD_DEVIATIONS = 4;

/** Whether callers reach the predictors in the proportion that the Route or HTTPRoute has. */
export const trafficSplit: MetricsRule = {
  findings: {
    'traffic-split': {
      means:
        'the predictors get other shares of the requests than the Route or HTTPRoute says, beyond chance',
      usually:
        'callers inside the cluster go past the Route, or a router keeps callers that send its cookie on one predictor',
    },
  },
  judge: (metrics, { cluster, now }) => {
    const { byPredictor, windowSeconds } = metrics;
    if (!cluster || !byPredictor || isUnsettled(cluster, windowSeconds, now)) {
      return [];
    }
    const answering = cluster.model.predictors.filter(({ shadow }) => !shadow);
    const observed = answering.map(predictor =>
      requestsOf(predictor, cluster, metrics),
    );
    const total = observed.reduce<number>((sum, each) => sum + (each ?? 0), 0);
    if (
      answering.length < 2 ||
      total === 0 ||
      observed.includes(undefined) ||
      // Where one does not answer, its share goes to the others; that has a finding of its own.
      !answering.every(({ name }) => answers(cluster, name))
    ) {
      return [];
    }
    const [worst] = answering
      .flatMap((predictor, index) =>
        predictor.routedPercent === undefined
          ? []
          : [
              {
                predictor,
                wanted: predictor.routedPercent / 100,
                actual: (observed[index] ?? 0) / total,
              },
            ],
      )
      .filter(
        ({ wanted, actual }) =>
          Math.abs(actual - wanted) > noise(wanted, total * windowSeconds),
      )
      .sort((a, b) => deviation(b) - deviation(a));
    return worst
      ? [
          {
            rule: 'traffic-split',
            status: 'degraded',
            title: `Predictor "${worst.predictor.name}" gets ${percent(round(worst.actual))} of the requests instead of ${percent(round(worst.wanted))}`,
            predictor: worst.predictor.name,
            confidence: 'certain',
            evidence: [
              {
                kind: 'query',
                query: byPredictor.query,
                value: worst.actual,
                unit: 'ratio',
                at: now.toISOString(),
              },
              ...cluster.model.endpoints
                .filter(({ kind }) => kind !== 'Service')
                .map(({ kind, name }) => ({
                  kind: 'object' as const,
                  object: `${kind} ${cluster.model.ref.namespace}/${name}`,
                  detail: `${percent(round(worst.wanted))} for Service ${worst.predictor.serviceName}`,
                })),
            ],
            remedy:
              'Look at who calls: callers inside the cluster reach the Service of a predictor past the Route, and a router keeps a caller that sends its cookie on one predictor.',
          },
        ]
      : [];
  },
};

/** The window still reaches back before the last change. */
function isUnsettled(
  { splitChangedAt, specChangedAt }: ClusterFacts,
  windowSeconds: number,
  now: Date,
): boolean {
  return [splitChangedAt, specChangedAt].some(
    changedAt =>
      changedAt !== undefined && secondsBetween(changedAt, now) < windowSeconds,
  );
}

/** No series is no request only where somebody would have counted it. */
function requestsOf(
  { name }: PredictorFact,
  cluster: ClusterFacts,
  { byPredictor, targets }: MetricFacts,
): number | undefined {
  const counted = byPredictor?.requestsPerSecond[name];
  if (counted !== undefined) {
    return counted;
  }
  const pods = measuringPods(cluster).filter(
    ({ predictor }) => predictor === name,
  );
  const isSeen = targets?.some(
    ({ up, pod }) => up && pods.some(each => each.name === pod),
  );
  return isSeen ? 0 : undefined;
}

function noise(share: number, requests: number): number {
  return Math.max(
    LEAST_DEVIATION,
    STANDARD_DEVIATIONS * Math.sqrt((share * (1 - share)) / requests),
    // With a share of all or nothing chance has no part, but one request is no finding.
    STANDARD_DEVIATIONS / requests,
  );
}

/** Rounded, so that of two that are off alike the first is named. */
const deviation = (each: { wanted: number; actual: number }) =>
  round(Math.abs(each.actual - each.wanted));

const round = (ratio: number) => Math.round(ratio * 1000) / 1000;
