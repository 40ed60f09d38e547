import {
  fleetScope,
  keyNumberQueries,
  MODEL_LABELS,
  targetsUp,
  type ClusterFacts,
  type MetricFacts,
} from 'backstage-plugin-ml-monitoring-common';
import type {
  ClusterMetrics,
  InstantSample,
  MetricsSourceError,
} from '../metrics';
import { VERDICT_WINDOW_SECONDS } from './keyNumbers';
import { settled } from './metricsSourceState';
import { targetsOfModel } from './modelTargets';

/** More namespaces than this in one query are not named: the whole Prometheus is asked. */
const MAXIMUM_NAMED_NAMESPACES = 50;

/** The numbers and targets of all models that one Prometheus measures. */
export interface FleetMetrics {
  queries: MetricFacts['queries'];
  requestsPerSecond: Map<string, number>;
  errorRatio: Map<string, number>;
  callerFaultRatio: Map<string, number>;
  latencyP95Seconds: Map<string, number>;
  /** By pod or Service. Absent: could not be found out. */
  targets?: Map<string, InstantSample[]>;
  errors: MetricsSourceError[];
  answered: boolean;
}

/** Asks about all models of the namespaces at once. */
export async function askFleet(
  metrics: ClusterMetrics,
  options: { namespaces: string[]; at: Date; signal?: AbortSignal },
): Promise<FleetMetrics> {
  const { namespaces, at, signal } = options;
  const groups = groupsOf(namespaces, metrics);
  const queriesFor = (group: string[]) => queriesOf(group, metrics.matchers);
  const ask = async (
    pick: (queries: MetricFacts['queries']) => string,
  ): Promise<InstantSample[]> => {
    const answers = await Promise.all(
      groups.map(group =>
        metrics.source.instant(pick(queriesFor(group)), {
          at,
          signal,
          namespace: group.length === 1 ? group[0] : undefined,
        }),
      ),
    );
    return answers.flatMap(({ value }) => value);
  };
  const [requests, ratios, refusals, latencies, targets] = await Promise.all([
    settled(ask(queries => queries.requestsPerSecond)),
    settled(ask(queries => queries.errorRatio)),
    settled(ask(queries => queries.callerFaultRatio)),
    settled(ask(queries => queries.latencyP95Seconds)),
    settled(ask(queries => queries.targets)),
  ]);
  const all = [requests, ratios, refusals, latencies, targets];
  return {
    queries: queriesFor(groups[0]),
    requestsPerSecond: byModel(requests),
    errorRatio: byModel(ratios),
    callerFaultRatio: byModel(refusals),
    latencyP95Seconds: byModel(latencies),
    targets: 'value' in targets ? indexTargets(targets.value) : undefined,
    errors: all.flatMap(each => ('error' in each ? each.error : [])),
    answered: all.some(each => 'value' in each),
  };
}

/** Which namespaces are asked about together. An empty group is the whole Prometheus. */
function groupsOf(namespaces: string[], { tenancy }: ClusterMetrics) {
  if (tenancy) {
    return namespaces.map(namespace => [namespace]);
  }
  return [namespaces.length > MAXIMUM_NAMED_NAMESPACES ? [] : namespaces];
}

function queriesOf(
  namespaces: string[],
  matchers: Record<string, string>,
): MetricFacts['queries'] {
  const numbers = keyNumberQueries(
    fleetScope({ namespaces, matchers, windowSeconds: VERDICT_WINDOW_SECONDS }),
    MODEL_LABELS,
  );
  return { ...numbers, targets: targetsUp({ namespaces, matchers }) };
}

function byModel(
  result: { value: InstantSample[] } | { error: unknown },
): Map<string, number> {
  const samples = 'value' in result ? result.value : [];
  return new Map(
    samples.flatMap(({ labels, value }) =>
      value === undefined
        ? []
        : [[modelKey(labels.namespace, labels.deployment_name), value]],
    ),
  );
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
  const { namespace, name } = facts.model.ref;
  const key = modelKey(namespace, name);
  const { targets } = fleet;
  const keys = [
    ...facts.model.pods.map(pod => targetKey(namespace, 'pod', pod.name)),
    ...facts.model.predictors.map(({ serviceName }) =>
      targetKey(namespace, 'service', serviceName),
    ),
  ];
  return {
    windowSeconds: VERDICT_WINDOW_SECONDS,
    requestsPerSecond: fleet.requestsPerSecond.get(key),
    errorRatio: fleet.errorRatio.get(key),
    callerFaultRatio: fleet.callerFaultRatio.get(key),
    latencyP95Seconds: fleet.latencyP95Seconds.get(key),
    targets:
      targets &&
      targetsOfModel(facts, {
        samples: keys.flatMap(each => targets.get(each) ?? []),
        scrapedAt: new Map(),
      }),
    queries: fleet.queries,
  };
}

function modelKey(namespace: string, name: string): string {
  return `${namespace}/${name}`;
}
