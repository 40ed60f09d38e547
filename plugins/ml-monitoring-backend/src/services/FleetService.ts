import {
  evaluateHealth,
  type Asked,
  type ClusterFacts,
  type HealthThresholds,
  type MetricFacts,
  type ModelSummary,
  type SourceState,
} from 'backstage-plugin-ml-monitoring-common';
import type { ClusterMetrics, MetricsSources } from '../metrics';
import { askedCluster } from './askedCluster';
import { factsOf } from './fleetFacts';
import { askFleet, type FleetMetrics } from './fleetMetrics';
import { alignedNow } from './keyNumbers';
import { NO_PROMETHEUS, metricsSourceState } from './metricsSourceState';
import { toSummary } from './toSummary';
import type { ModelListing, ModelReader } from './types';

/** One model of the fleet. The facts are there for whoever decides who may see it. */
export interface FleetEntry {
  facts: ClusterFacts;
  summary: ModelSummary;
}

export interface Fleet {
  entries: FleetEntry[];
  sources: SourceState[];
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
    const at = alignedNow(now);
    const groups = await this.#groupByPrometheus(listing, signal);
    const judged = await Promise.all(
      groups.map(async ({ metrics, namespaces }) => {
        const members = models.filter(({ model }) =>
          namespaces.includes(model.ref.namespace),
        );
        const fleet =
          metrics &&
          (await askFleet(metrics, {
            namespaces,
            promises: members.some(({ promise }) => promise?.slo),
            at,
            signal,
          }));
        return {
          entries: members.map(facts =>
            this.#entry({ facts, source, fleet, at, now }),
          ),
          source: metricsSourceState({
            cluster,
            metrics,
            errors: fleet?.errors ?? [],
            answered: fleet?.answered ?? false,
            asOf: at,
          }),
        };
      }),
    );
    return {
      entries: judged.flatMap(({ entries }) => entries),
      sources: [source, ...judged.map(each => each.source)],
    };
  }

  /** Where nobody configured one, each namespace may have a Prometheus of its own. */
  async #groupByPrometheus(
    { cluster, models }: ModelListing,
    signal: AbortSignal | undefined,
  ): Promise<{ metrics: ClusterMetrics | undefined; namespaces: string[] }[]> {
    const namespaces = [
      ...new Set(models.map(({ model }) => model.ref.namespace)),
    ].sort();
    const groups = new Map<ClusterMetrics | undefined, string[]>();
    await Promise.all(
      namespaces.map(async namespace => {
        const metrics = await this.#sources.of(cluster, { namespace, signal });
        groups.set(metrics, [...(groups.get(metrics) ?? []), namespace]);
      }),
    );
    return [...groups].map(([metrics, members]) => ({
      metrics,
      namespaces: members.sort(),
    }));
  }

  #entry(options: {
    facts: ClusterFacts;
    source: SourceState;
    fleet: FleetMetrics | undefined;
    at: Date;
    now: Date;
  }): FleetEntry {
    const { facts, source, fleet, at, now } = options;
    const measured = fleet && factsOf(facts, fleet, this.#thresholds);
    const verdict = evaluateHealth(
      {
        cluster: askedCluster(facts, source, now),
        metrics: toAsked(fleet, measured, at),
      },
      this.#thresholds,
      now,
    );
    return { facts, summary: toSummary({ facts, verdict, measured, source }) };
  }
}

function toAsked(
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
