import type { MetricsSourceConfig } from '../services/types';
import { CachingMetricsSource } from './CachingMetricsSource';
import type { MetricsSource } from './MetricsSource';
import type { PrometheusLimits } from './PrometheusClient';
import { PrometheusMetricsSource } from './PrometheusMetricsSource';
import {
  createTransport,
  type ServiceTransportFactory,
} from './createTransport';

/** The Prometheus of a cluster, and what is to be known about it. */
export interface ClusterMetrics {
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

/** Finds the Prometheus of a cluster that nobody configured. */
export type MetricsSourceDiscovery = (
  cluster: string,
  options: { namespace?: string; signal?: AbortSignal },
) => Promise<MetricsSourceConfig | undefined>;

/** Which Prometheus answers for which cluster. */
export class MetricsSources {
  readonly #configured: Map<string, MetricsSourceConfig>;
  readonly #discover?: MetricsSourceDiscovery;
  readonly #open: (config: MetricsSourceConfig) => ClusterMetrics;
  readonly #opened = new Map<string, ClusterMetrics>();

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
    this.#configured = new Map(configs.map(config => [config.cluster, config]));
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
        missingRight: transport.missingRight,
      };
    };
  }

  /** @returns `undefined` where none is configured or found. */
  async of(
    cluster: string,
    options: { namespace?: string; signal?: AbortSignal },
  ): Promise<ClusterMetrics | undefined> {
    const config =
      this.#configured.get(cluster) ??
      (await this.#discover?.(cluster, options));
    if (!config) {
      return undefined;
    }
    const key = JSON.stringify([cluster, config.target]);
    const known = this.#opened.get(key);
    if (known) {
      return known;
    }
    const opened = this.#open(config);
    this.#opened.set(key, opened);
    return opened;
  }
}
