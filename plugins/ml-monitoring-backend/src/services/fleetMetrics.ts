import {
  alertsOfModel,
  fleetScope,
  JUDGED_MINUTES,
  keyNumberQueries,
  MODEL_LABELS,
  objectivesOf,
  targetsUp,
  type Alert,
  type ClusterFacts,
  type HistoryFact,
  type MetricFacts,
  type Range,
  type SloReport,
} from 'backstage-plugin-ml-monitoring-common';
import type {
  ClusterMetrics,
  InstantSample,
  MetricsSourceError,
  RangeSeries,
} from '../metrics';
import { VERDICT_WINDOW_SECONDS } from './keyNumbers';
import { settled } from './metricsSourceState';
import { targetsOfModel } from './modelTargets';

/** More namespaces than this in one query are not named: the whole Prometheus is asked. */
const MAXIMUM_NAMED_NAMESPACES = 50;
const HOUR_SECONDS = 3600;

type MetricQueries = MetricFacts['queries'];

/** What the numbers of one model are over the last minutes. */
type OverTime = Map<string, (number | undefined)[]>;

/** The numbers and targets of all models that one Prometheus measures. */
export interface FleetMetrics {
  queries: MetricQueries;
  range: Range;
  /** Over the last hour, coarsely. */
  requestsPerSecond: OverTime;
  errorRatio: OverTime;
  callerFaultRatio: OverTime;
  latencyP95Seconds: OverTime;
  /** Over the last hour together. Absent: nothing is promised of any model. */
  hourlyErrorRatio?: { query: string; values: Map<string, number> };
  /** By pod or Service. Absent: could not be found out. */
  targets?: Map<string, InstantSample[]>;
  /** By namespace. Absent: could not be found out. */
  alerts?: Map<string, Alert[]>;
  matchers: Record<string, string>;
  errors: MetricsSourceError[];
  answered: boolean;
}

/** Asks about all models of the namespaces at once. */
export async function askFleet(
  metrics: ClusterMetrics,
  options: {
    namespaces: string[];
    /** Something is promised of one of the models. */
    promises: boolean;
    at: Date;
    signal?: AbortSignal;
  },
): Promise<FleetMetrics> {
  const { namespaces, promises, at, signal } = options;
  const { source, matchers } = metrics;
  const groups = groupsOf(namespaces, metrics);
  const queriesFor = (group: string[]) => queriesOf(group, matchers);
  const each = async <T>(
    ask: (
      queries: FleetQueries,
      call: { namespace?: string; signal?: AbortSignal },
    ) => Promise<T[]>,
  ): Promise<T[]> =>
    (
      await Promise.all(
        groups.map(group =>
          ask(queriesFor(group), {
            signal,
            namespace: group.length === 1 ? group[0] : undefined,
          }),
        ),
      )
    ).flat();
  const range = lastMinutes(at, JUDGED_MINUTES - 1, 60);
  const hour = lastMinutes(at, 60, VERDICT_WINDOW_SECONDS);
  const overTime = (pick: (queries: FleetQueries) => string, over = range) =>
    settled(
      each(async (queries, call) => {
        const answer = await source.range(pick(queries), {
          ...call,
          range: over,
        });
        return answer.value;
      }),
    );
  const now = (pick: (queries: FleetQueries) => string) =>
    settled(
      each(async (queries, call) => {
        const answer = await source.instant(pick(queries), { ...call, at });
        return answer.value;
      }),
    );
  const [requests, ratios, refusals, latencies, targets, hourly, alerts] =
    await Promise.all([
      overTime(queries => queries.requestsPerSecond, hour),
      overTime(queries => queries.errorRatio),
      overTime(queries => queries.callerFaultRatio),
      overTime(queries => queries.latencyP95Seconds),
      now(queries => queries.targets),
      promises ? now(queries => queries.hourlyErrorRatio) : undefined,
      settled(
        each(async (_, call) => (await source.alerts(call)) ?? [undefined]),
      ),
    ]);
  const all = [requests, ratios, refusals, latencies, targets];
  const { hourlyErrorRatio, ...queries } = queriesFor(groups[0]);
  return {
    queries,
    range,
    requestsPerSecond: byModel(requests),
    errorRatio: byModel(ratios),
    callerFaultRatio: byModel(refusals),
    latencyP95Seconds: byModel(latencies),
    ...(hourly &&
      'value' in hourly && {
        hourlyErrorRatio: {
          query: hourlyErrorRatio,
          values: numbersByModel(hourly.value),
        },
      }),
    targets: 'value' in targets ? indexTargets(targets.value) : undefined,
    alerts: 'value' in alerts ? byNamespace(alerts.value) : undefined,
    matchers,
    errors: all.flatMap(result => ('error' in result ? result.error : [])),
    answered: all.some(result => 'value' in result),
  };
}

/** @param stepSeconds - a divisor of the time */
function lastMinutes(at: Date, minutes: number, stepSeconds: number): Range {
  const endSeconds = at.getTime() / 1000;
  return {
    startSeconds: endSeconds - minutes * 60,
    endSeconds,
    stepSeconds,
  };
}

/** Which namespaces are asked about together. An empty group is the whole Prometheus. */
function groupsOf(namespaces: string[], { tenancy }: ClusterMetrics) {
  if (tenancy) {
    return namespaces.map(namespace => [namespace]);
  }
  return [namespaces.length > MAXIMUM_NAMED_NAMESPACES ? [] : namespaces];
}

interface FleetQueries extends MetricQueries {
  hourlyErrorRatio: string;
}

function queriesOf(
  namespaces: string[],
  matchers: Record<string, string>,
): FleetQueries {
  const over = (windowSeconds: number) =>
    keyNumberQueries(
      fleetScope({ namespaces, matchers, windowSeconds }),
      MODEL_LABELS,
    );
  return {
    ...over(VERDICT_WINDOW_SECONDS),
    targets: targetsUp({ namespaces, matchers }),
    hourlyErrorRatio: over(HOUR_SECONDS).errorRatio,
  };
}

function byModel(
  result: { value: RangeSeries[] } | { error: unknown },
): OverTime {
  const series = 'value' in result ? result.value : [];
  return new Map(
    series.map(({ labels, values }) => [
      modelKey(labels.namespace, labels.deployment_name),
      values,
    ]),
  );
}

function numbersByModel(samples: InstantSample[]): Map<string, number> {
  return new Map(
    samples.flatMap(({ labels, value }) =>
      value === undefined
        ? []
        : [[modelKey(labels.namespace, labels.deployment_name), value]],
    ),
  );
}

/** @returns `undefined` where the source does not tell of alerts. */
function byNamespace(
  alerts: (Alert | undefined)[],
): Map<string, Alert[]> | undefined {
  const found = new Map<string, Alert[]>();
  for (const alert of alerts) {
    if (!alert) {
      return undefined;
    }
    const { namespace = '' } = alert.labels;
    found.set(namespace, [...(found.get(namespace) ?? []), alert]);
  }
  return found;
}

/** By pod, or by Service where a target names no pod. */
function indexTargets(samples: InstantSample[]): Map<string, InstantSample[]> {
  const index = new Map<string, InstantSample[]>();
  for (const sample of samples) {
    const { namespace = '', pod, service, job } = sample.labels;
    const names = new Set(pod ? [pod] : [service, job]);
    for (const name of names) {
      const key = targetKey(namespace, pod ? 'pod' : 'service', name ?? '');
      const known = index.get(key);
      if (known) {
        known.push(sample);
      } else {
        index.set(key, [sample]);
      }
    }
  }
  return index;
}

function targetKey(
  namespace: string,
  kind: 'pod' | 'service',
  name: string,
): string {
  return `${namespace}/${kind}/${name}`;
}

/** What that says of one model. */
export function factsOf(facts: ClusterFacts, fleet: FleetMetrics): MetricFacts {
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

function modelKey(namespace: string, name: string): string {
  return `${namespace}/${name}`;
}
