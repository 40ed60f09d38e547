import {
  evaluateHealth,
  type Asked,
  type ClusterFacts,
  type HealthThresholds,
  type MetricFacts,
  type ModelSummary,
  type SourceState,
} from 'backstage-plugin-ml-monitoring-common';
import type { MetricsSources, PrometheusEntry } from '../metrics';
import { askedCluster } from './askedCluster';
import { factsOf } from './fleetFacts';
import { askFleet, type FleetMetrics } from './fleetMetrics';
import { mergeFleets } from './mergeFleets';
import { alignedNow } from './keyNumbers';
import {
  NO_PROMETHEUS,
  metricsSourceStates,
  stateOf,
} from './metricsSourceState';
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
    const groups = await this.#groupByEntries(listing, signal);
    const asked = new Map(
      await Promise.all(
        namespacesOf(groups).map(async ([entry, namespaces]) => {
          const fleet = await askFleet(entry, {
            namespaces,
            promises: models.some(
              ({ model, promise }) =>
                promise?.slo && namespaces.includes(model.ref.namespace),
            ),
            at,
            signal,
          });
          return [entry, fleet] as const;
        }),
      ),
    );
    const fleets = groups.map(({ entries, namespaces }) => ({
      namespaces: new Set(namespaces),
      entries,
      fleet: mergeFleets(entries.flatMap(entry => asked.get(entry) ?? [])),
    }));
    return {
      entries: fleets.flatMap(({ namespaces, fleet }) =>
        models
          .filter(({ model }) => namespaces.has(model.ref.namespace))
          .map(facts => this.#entry({ facts, source, fleet, at, now })),
      ),
      sources: [
        source,
        ...(fleets.some(({ entries }) => !entries.length)
          ? metricsSourceStates({
              cluster,
              metrics: undefined,
              errors: [],
              answered: false,
              asOf: at,
            })
          : []),
        ...[...asked].map(([entry, { errors }]) =>
          stateOf({
            cluster,
            title: entry.title,
            error: errors[0],
            answered: fleets
              .filter(({ entries }) => entries.includes(entry))
              .every(({ fleet }) => fleet?.answered),
            asOf: at,
          }),
        ),
      ],
    };
  }

  /** Namespaces that the same Prometheus measure. */
  async #groupByEntries(
    { cluster, models }: ModelListing,
    signal: AbortSignal | undefined,
  ): Promise<Group[]> {
    const namespaces = [
      ...new Set(models.map(({ model }) => model.ref.namespace)),
    ].sort();
    const groups: Group[] = [];
    const measured = await Promise.all(
      namespaces.map(async namespace => ({
        namespace,
        entries: await this.#sources.entriesOf(cluster, { namespace, signal }),
      })),
    );
    for (const { namespace, entries } of measured) {
      const known = groups.find(group => isSame(group.entries, entries));
      if (known) {
        known.namespaces.push(namespace);
      } else {
        groups.push({ entries, namespaces: [namespace] });
      }
    }
    return groups;
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

interface Group {
  /** The one that counts first. None: nobody measures these namespaces. */
  entries: readonly PrometheusEntry[];
  namespaces: string[];
}

const isSame = <T>(left: readonly T[], right: readonly T[]) =>
  left.length === right.length &&
  left.every((each, index) => each === right[index]);

/** What each Prometheus is asked about, so that none is asked twice. */
function namespacesOf(groups: readonly Group[]): [PrometheusEntry, string[]][] {
  const found = new Map<PrometheusEntry, string[]>();
  for (const { entries, namespaces } of groups) {
    for (const entry of entries) {
      found.set(entry, [...(found.get(entry) ?? []), ...namespaces]);
    }
  }
  return [...found].map(([entry, namespaces]) => [entry, namespaces.sort()]);
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
