import {
  evaluateHealth,
  fleetScope,
  keyNumberQueries,
  MODEL_LABELS,
  targetsUp,
  type Asked,
  type ClusterFacts,
  type HealthThresholds,
  type KeyNumberQueries,
  type MetricFacts,
  type ModelSummary,
  type SourceState,
  type TargetFact,
} from 'backstage-plugin-ml-monitoring-common';
import type {
  ClusterMetrics,
  InstantSample,
  MetricsSourceError,
  MetricsSources,
} from '../metrics';
import { askedCluster } from './askedCluster';
import { VERDICT_WINDOW_SECONDS, alignedNow } from './keyNumbers';
import {
  NO_PROMETHEUS,
  metricsSourceState,
  settled,
} from './metricsSourceState';
import { targetsOfModel } from './modelTargets';
import { toSummary } from './toSummary';
import type { ModelListing, ModelReader } from './types';

/** More namespaces than this in one query are not named: the whole Prometheus is asked. */
const MAXIMUM_NAMED_NAMESPACES = 50;

/** One model of the fleet. The facts are there for whoever decides who may see it. */
export interface FleetEntry {
  facts: ClusterFacts;
  summary: ModelSummary;
}

export interface Fleet {
  entries: FleetEntry[];
  sources: SourceState[];
}

/** The numbers and targets of all models of a cluster. */
interface FleetMetrics {
  queries: MetricFacts['queries'];
  requestsPerSecond: Map<string, number>;
  errorRatio: Map<string, number>;
  latencyP95Seconds: Map<string, number>;
  /** By namespace. Absent: could not be found out. */
  targets?: Map<string, InstantSample[]>;
  errors: MetricsSourceError[];
  answered: boolean;
}

/** Every model at once: what clusters hold in memory, and a handful of questions to each Prometheus. */
export class FleetService {
  readonly #sources: MetricsSources;
  readonly #reader: ModelReader;
  readonly #thresholds: HealthThresholds;
  readonly #now: () => Date;

  static create(options: {
    sources: MetricsSources;
    reader: ModelReader;
    thresholds: HealthThresholds;
    now?: () => Date;
  }): FleetService {
    return new FleetService(options);
  }

  private constructor(options: Parameters<typeof FleetService.create>[0]) {
    this.#sources = options.sources;
    this.#reader = options.reader;
    this.#thresholds = options.thresholds;
    this.#now = options.now ?? (() => new Date());
  }

  /** A cluster or Prometheus that fails is one of `sources`, never an exception. */
  async summaries(options: {
    cluster?: string;
    namespace?: string;
    signal?: AbortSignal;
  }): Promise<Fleet> {
    const now = this.#now();
    const listings = await this.#reader.list(options);
    const fleets = await Promise.all(
      listings.map(listing => this.#judge(listing, now, options.signal)),
    );
    return {
      entries: fleets.flatMap(({ entries }) => entries),
      sources: fleets.flatMap(({ sources }) => sources),
    };
  }

  async #judge(
    listing: ModelListing,
    now: Date,
    signal: AbortSignal | undefined,
  ): Promise<Fleet> {
    const { cluster, models, source } = listing;
    if (!models.length) {
      return { entries: [], sources: [source] };
    }
    const at = alignedNow(now);
    const namespaces = [
      ...new Set(models.map(({ model }) => model.ref.namespace)),
    ].sort();
    const metrics = await this.#sources.of(cluster, {
      namespace: namespaces[0],
      signal,
    });
    const fleet =
      metrics && (await askFleet(metrics, { namespaces, at, signal }));
    return {
      entries: models.map(facts => {
        const measured = fleet && factsOf(facts, fleet);
        const verdict = evaluateHealth(
          {
            cluster: askedCluster(facts, source, now),
            metrics: asked(fleet, measured, at),
          },
          this.#thresholds,
          now,
        );
        return {
          facts,
          summary: toSummary({ facts, verdict, measured, source }),
        };
      }),
      sources: [
        source,
        metricsSourceState({
          cluster,
          metrics,
          errors: fleet?.errors ?? [],
          answered: fleet?.answered ?? false,
          asOf: at,
        }),
      ],
    };
  }
}

async function askFleet(
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
  const [requests, ratios, latencies, targets] = await Promise.all([
    settled(ask(queries => queries.requestsPerSecond)),
    settled(ask(queries => queries.errorRatio)),
    settled(ask(queries => queries.latencyP95Seconds)),
    settled(ask(queries => queries.targets)),
  ]);
  const all = [requests, ratios, latencies, targets];
  return {
    queries: queriesFor(groups[0]),
    requestsPerSecond: byModel(requests),
    errorRatio: byModel(ratios),
    latencyP95Seconds: byModel(latencies),
    targets: 'value' in targets ? byNamespace(targets.value) : undefined,
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
  const numbers: KeyNumberQueries = keyNumberQueries(
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

function byNamespace(samples: InstantSample[]): Map<string, InstantSample[]> {
  const found = new Map<string, InstantSample[]>();
  for (const sample of samples) {
    const { namespace = '' } = sample.labels;
    const known = found.get(namespace);
    if (known) {
      known.push(sample);
    } else {
      found.set(namespace, [sample]);
    }
  }
  return found;
}

function factsOf(facts: ClusterFacts, fleet: FleetMetrics): MetricFacts {
  const { namespace, name } = facts.model.ref;
  const key = modelKey(namespace, name);
  const targets: TargetFact[] | undefined =
    fleet.targets &&
    targetsOfModel(facts, {
      samples: fleet.targets.get(namespace) ?? [],
      scrapedAt: new Map(),
    });
  return {
    windowSeconds: VERDICT_WINDOW_SECONDS,
    requestsPerSecond: fleet.requestsPerSecond.get(key),
    errorRatio: fleet.errorRatio.get(key),
    latencyP95Seconds: fleet.latencyP95Seconds.get(key),
    targets,
    queries: fleet.queries,
  };
}

function asked(
  fleet: FleetMetrics | undefined,
  measured: MetricFacts | undefined,
  at: Date,
): Asked<MetricFacts> {
  if (!fleet || !measured) {
    return { status: 'absent', message: NO_PROMETHEUS };
  }
  const [error] = fleet.errors;
  if (error && !fleet.answered) {
    return { status: error.status, message: error.message };
  }
  return {
    status: 'answered',
    value: measured,
    asOf: at,
    missing: error?.message,
  };
}

function modelKey(namespace: string, name: string): string {
  return `${namespace}/${name}`;
}
