import {
  alertsOfModel,
  objectivesOf,
  type ClusterFacts,
  type DetectorFact,
  type HealthThresholds,
  type HistoryFact,
  type MetricFacts,
  type SloReport,
} from 'backstage-plugin-ml-monitoring-common';
import {
  HOUR_SECONDS,
  modelKey,
  targetKey,
  type FleetMetrics,
  type OverTime,
} from './fleetMetrics';
import { driftFact, outlierFacts } from './health/askDetectors';
import { VERDICT_WINDOW_SECONDS } from './keyNumbers';
import { targetsOfModel } from './modelTargets';

/** What the answers about all models say of one. */
export function factsOf(
  facts: ClusterFacts,
  fleet: FleetMetrics,
  { outlierRatio }: Pick<HealthThresholds, 'outlierRatio'>,
): MetricFacts {
  const { ref } = facts.model;
  const { namespace, name } = ref;
  const key = modelKey(namespace, name);
  const { targets, alerts, matchers } = fleet;
  const keys = [
    ...facts.model.pods.map(pod => targetKey(namespace, 'pod', pod.name)),
    ...facts.model.predictors.map(({ serviceName }) =>
      targetKey(namespace, 'service', serviceName),
    ),
  ];
  return {
    windowSeconds: VERDICT_WINDOW_SECONDS,
    requestsPerSecond: fleet.requestsPerSecond.get(key)?.at(-1),
    errorRatio: fleet.errorRatio.get(key)?.at(-1),
    callerFaultRatio: fleet.callerFaultRatio.get(key)?.at(-1),
    latencyP95Seconds: fleet.latencyP95Seconds.get(key)?.at(-1),
    history: historyOf(key, fleet),
    slo: sloOf(key, facts, fleet),
    detectors: detectorsOf(key, fleet, outlierRatio),
    alerts:
      alerts &&
      alertsOfModel(alerts.get(namespace) ?? [], {
        ref,
        matchers,
        cluster: facts,
      }),
    targets:
      targets &&
      targetsOfModel(facts, {
        samples: keys.flatMap(each => targets.get(each) ?? []),
        scrapedAt: new Map(),
      }),
    queries: fleet.queries,
  };
}

/** An hour of minutes, as for one model, of which ratios are known for the last ones. Of requests each number holds until the next. */
function historyOf(key: string, fleet: FleetMetrics): HistoryFact {
  const { endSeconds, stepSeconds } = fleet.range;
  const minutes = HOUR_SECONDS / stepSeconds;
  const requests = fleet.requestsPerSecond.get(key);
  const held = VERDICT_WINDOW_SECONDS / stepSeconds;
  const indexes = [...new Array(minutes + 1).keys()];
  const lastOnes = (values: OverTime) => {
    const found = values.get(key) ?? [];
    return indexes.map(index => found[found.length - 1 - minutes + index]);
  };
  return {
    startSeconds: endSeconds - HOUR_SECONDS,
    stepSeconds,
    requestsPerSecond: indexes.map(
      index => requests?.[Math.ceil(index / held)],
    ),
    errorRatio: lastOnes(fleet.errorRatio),
    callerFaultRatio: lastOnes(fleet.callerFaultRatio),
    latencyP95Seconds: lastOnes(fleet.latencyP95Seconds),
  };
}

function detectorsOf(
  key: string,
  { detectors, requestsPerSecond }: FleetMetrics,
  outlierRatio: number,
): DetectorFact[] {
  const { query } = detectors;
  const drift = detectors.drift.get(key);
  return [
    ...(drift === undefined ? [] : [driftFact(drift, { query })]),
    ...outlierFacts({
      query,
      perSecond: detectors.outliers.get(key),
      requestsPerSecond: requestsPerSecond.get(key)?.at(-1),
      outlierRatio,
    }),
  ];
}

/** Only how fast the budget goes at this hour: what is left of it takes questions about each model. */
function sloOf(
  key: string,
  facts: ClusterFacts,
  { hourlyErrorRatio, errorRatio, requestsPerSecond }: FleetMetrics,
): SloReport | undefined {
  const objective = objectivesOf(facts.promise?.slo).find(
    ({ kind }) => kind === 'availability',
  );
  if (!objective || !hourlyErrorRatio) {
    return undefined;
  }
  const burn = (windowSeconds: number, ratio: number | undefined) => {
    const stretches = (requestsPerSecond.get(key) ?? []).slice(
      -windowSeconds / VERDICT_WINDOW_SECONDS,
    );
    return {
      windowSeconds,
      rate:
        ratio === undefined ? undefined : ratio / (1 - objective.targetRatio),
      requests: stretches.reduce<number>(
        (sum, rate) => sum + (rate ?? 0) * VERDICT_WINDOW_SECONDS,
        0,
      ),
    };
  };
  return {
    windowSeconds: HOUR_SECONDS,
    wantedWindowSeconds: HOUR_SECONDS,
    objectives: [
      {
        ...objective,
        burnRates: [
          burn(VERDICT_WINDOW_SECONDS, errorRatio.get(key)?.at(-1)),
          burn(HOUR_SECONDS, hourlyErrorRatio.values.get(key)),
        ],
        query: hourlyErrorRatio.query,
      },
    ],
  };
}
