import { matchesPattern } from '../config/patterns';
import type { MetricsSourceConfig } from '../services/types';
import { CachingMetricsSource } from './CachingMetricsSource';
import { MergedMetricsSource } from './MergedMetricsSource';
import type { MetricsSource } from './MetricsSource';
import type { MetricsSourceError } from './MetricsSourceError';
import type { PrometheusLimits } from './PrometheusClient';
import { PrometheusMetricsSource } from './PrometheusMetricsSource';
import {
  createTransport,
  type ServiceTransportFactory,
} from './createTransport';

/** One Prometheus, and what is to be known about it. */
export interface PrometheusEntry {
  source: MetricsSource;
  title: string;
  /** Added to every selector. */
  matchers: Record<string, string>;
  /** Where a person opens it. */
  externalUrl?: string;
  /** Answers about one namespace at a time only. */
  tenancy: boolean;
  /** What a credential lacks that is refused. */
  missingRight?: string;
}

/** All that is asked about a namespace of a cluster, as if it were one Prometheus. */
export interface ClusterMetrics extends PrometheusEntry {
  entries: readonly PrometheusEntry[];
  /** What one of several failed with while others answered, in this round of questions. */
  failureOf(entry: PrometheusEntry): MetricsSourceError | undefined;
}

/** Finds the Prometheus of a cluster that nobody configured. */
export type MetricsSourceDiscovery = (
  cluster: string,
  options: { namespace?: string; signal?: AbortSignal },
) => Promise<MetricsSourceConfig | undefined>;

/** Which Prometheus answers for which cluster. */
export class MetricsSources {
  readonly #configured: readonly MetricsSourceConfig[];
  readonly #discover?: MetricsSourceDiscovery;
  readonly #open: (config: MetricsSourceConfig) => PrometheusEntry;
  readonly #opened = new Map<MetricsSourceConfig | string, PrometheusEntry>();

  static create(options: {
    configs: readonly MetricsSourceConfig[];
    fetch?: typeof fetch;
    service?: ServiceTransportFactory;
    discover?: MetricsSourceDiscovery;
    limits?: Partial<PrometheusLimits>;
    nowMs?: () => number;
  }): MetricsSources {
    return new MetricsSources(options);
  }

  private constructor(options: Parameters<typeof MetricsSources.create>[0]) {
    const { configs, service, discover, limits } = options;
    const { fetch: plainFetch = fetch, nowMs = Date.now } = options;
    this.#configured = configs;
    this.#discover = discover;
    this.#open = config => {
      const transport = createTransport(config, { fetch: plainFetch, service });
      return {
        source: CachingMetricsSource.create({
          source: PrometheusMetricsSource.create({ transport, limits }),
          nowMs,
        }),
        title: transport.title,
        matchers: config.matchers,
        externalUrl: config.externalUrl,
        tenancy: transport.tenancy ?? false,
        missingRight: transport.advice?.right,
      };
    };
  }

  /**
   * To be had anew for each round of questions, for it remembers what failed.
   *
   * @returns `undefined` where none is configured or found.
   */
  async of(
    cluster: string,
    options: { namespace?: string; signal?: AbortSignal },
  ): Promise<ClusterMetrics | undefined> {
    const entries = await this.entriesOf(cluster, options);
    const [first] = entries;
    if (entries.length < 2) {
      return first && { ...first, entries, failureOf: () => undefined };
    }
    const source = MergedMetricsSource.create({ sources: entries });
    return {
      source,
      title: entries.map(({ title }) => title).join(' and '),
      // The same of all, see `readMlMonitoringConfig`.
      matchers: first.matchers,
      externalUrl: entries.find(({ externalUrl }) => externalUrl)?.externalUrl,
      tenancy: entries.some(({ tenancy }) => tenancy),
      missingRight: first.missingRight,
      entries,
      failureOf: entry => source.failureOf(entry),
    };
  }

  /** Each Prometheus that measures the namespace, the one that counts first. Without a namespace those of the cluster. */
  async entriesOf(
    cluster: string,
    options: { namespace?: string; signal?: AbortSignal },
  ): Promise<PrometheusEntry[]> {
    const { namespace } = options;
    const configured = this.#configured.filter(
      config =>
        config.cluster === cluster &&
        (namespace === undefined || measures(config, namespace)),
    );
    if (configured.length || !this.#discover) {
      return configured.map(config => this.#entry(config, config));
    }
    const found = await this.#discover(cluster, options);
    // It is found anew each time.
    return found
      ? [this.#entry(JSON.stringify([cluster, found.target]), found)]
      : [];
  }

  #entry(
    key: MetricsSourceConfig | string,
    config: MetricsSourceConfig,
  ): PrometheusEntry {
    const known = this.#opened.get(key);
    if (known) {
      return known;
    }
    const opened = this.#open(config);
    this.#opened.set(key, opened);
    return opened;
  }
}

function measures(
  { namespaces }: MetricsSourceConfig,
  namespace: string,
): boolean {
  return (
    !namespaces ||
    namespaces.some(pattern => matchesPattern(namespace, pattern))
  );
}
