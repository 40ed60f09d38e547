import {
  DETECTOR_LABEL,
  fleetDetectors,
  fleetScope,
  JUDGED_MINUTES,
  keyNumberQueries,
  MODEL_LABELS,
  targetsUp,
  type Alert,
  type MetricFacts,
  type Range,
} from 'backstage-plugin-ml-monitoring-common';
import type {
  PrometheusEntry,
  InstantSample,
  MetricsSourceError,
  RangeSeries,
} from '../metrics';
import { DETECTOR_WINDOW_SECONDS } from './health/askDetectors';
import { VERDICT_WINDOW_SECONDS } from './keyNumbers';
import { settled } from './metricsSourceState';

/** More namespaces than this in one query are not named: the whole Prometheus is asked. */
const MAXIMUM_NAMED_NAMESPACES = 50;
export const HOUR_SECONDS = 3600;

type MetricQueries = MetricFacts['queries'];

/** What the numbers of one model are over the last minutes. */
export type OverTime = Map<string, (number | undefined)[]>;

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
  /** What detectors say, by model. */
  detectors: {
    query: string;
    drift: Map<string, number>;
    outliers: Map<string, number>;
  };
  /** By namespace. Absent: could not be found out. */
  alerts?: Map<string, Alert[]>;
  matchers: Record<string, string>;
  errors: MetricsSourceError[];
  answered: boolean;
}

/** Asks about all models of the namespaces at once. */
export async function askFleet(
  metrics: PrometheusEntry,
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
  const [
    requests,
    ratios,
    refusals,
    latencies,
    targets,
    hourly,
    detectors,
    alerts,
  ] = await Promise.all([
    overTime(queries => queries.requestsPerSecond, hour),
    overTime(queries => queries.errorRatio),
    overTime(queries => queries.callerFaultRatio),
    overTime(queries => queries.latencyP95Seconds),
    now(queries => queries.targets),
    promises ? now(queries => queries.hourlyErrorRatio) : undefined,
    now(queries => queries.detectors),
    settled(
      each(async (_, call) => (await source.alerts(call)) ?? [undefined]),
    ),
  ]);
  const all = [requests, ratios, refusals, latencies, targets];
  const {
    hourlyErrorRatio,
    detectors: detectorQuery,
    ...queries
  } = queriesFor(groups[0]);
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
    detectors: {
      query: detectorQuery,
      drift: detected(detectors, 'drift'),
      outliers: detected(detectors, 'outliers'),
    },
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
function groupsOf(namespaces: string[], { tenancy }: PrometheusEntry) {
  if (tenancy) {
    return namespaces.map(namespace => [namespace]);
  }
  return [namespaces.length > MAXIMUM_NAMED_NAMESPACES ? [] : namespaces];
}

interface FleetQueries extends MetricQueries {
  hourlyErrorRatio: string;
  detectors: string;
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
    detectors: fleetDetectors({
      matchers,
      windowSeconds: DETECTOR_WINDOW_SECONDS,
    }),
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

function detected(
  result: { value: InstantSample[] } | { error: unknown },
  detector: string,
): Map<string, number> {
  const samples = 'value' in result ? result.value : [];
  return new Map(
    samples.flatMap(({ labels, value }) =>
      value === undefined || labels[DETECTOR_LABEL] !== detector
        ? []
        : [[modelKey(labels._namespace, labels._model), value]],
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

/** Names the targets of a pod or Service. */
export function targetKey(
  namespace: string,
  kind: 'pod' | 'service',
  name: string,
): string {
  return `${namespace}/${kind}/${name}`;
}

/** Names a model within a Prometheus. */
export function modelKey(namespace: string, name: string): string {
  return `${namespace}/${name}`;
}
