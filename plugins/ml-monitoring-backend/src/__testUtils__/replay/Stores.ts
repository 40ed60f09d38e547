import { mergedScrapes } from './mergedScrapes';
import type { ReplayCluster } from './ReplayCluster';
import { NAMESPACE } from './replayModel';
import { scrapesOf, unseen, type Scrapes } from './scrapes';
import type { ClusterName, Source } from './setups';
import { until } from './until';

export type ClustersByName = Record<ClusterName, ReplayCluster>;

/** Starts what scrapes and stores by a configuration of Prometheus, and answers PromQL. */
export type StartEngine = (
  config: object,
) => Promise<{ url: string; stop(): Promise<void> }>;

/** Who scrapes for the store that all clusters share: for the first of them two replicas. */
const SCRAPERS: readonly { cluster: ClusterName; replica: string }[] = [
  { cluster: 'eu', replica: 'a' },
  { cluster: 'eu', replica: 'b' },
  { cluster: 'us', replica: 'a' },
];

/** Where the series are: in the Prometheus of each cluster, and in one store that all share. */
export class Stores {
  readonly #clusters: ClustersByName;
  readonly #shared: Awaited<ReturnType<StartEngine>>;

  /** @param more - what the shared store scrapes besides */
  static async start(
    clusters: ClustersByName,
    options: { engine: StartEngine; more: readonly object[] },
  ): Promise<Stores> {
    await until('every monitor to be taken up', async () => {
      const taken = await Promise.all(
        Object.values(clusters).map(async ({ prometheus, targets }) => {
          const scrapes = await scrapesOf(prometheus, { namespace: NAMESPACE });
          return scrapes.length >= targets;
        }),
      );
      return taken.every(Boolean);
    });
    const scrapes = await mergedScrapes(
      SCRAPERS.map(({ cluster, replica }) => ({
        prometheus: clusters[cluster].prometheus,
        jobs: NAMESPACE,
        labels: { cluster, prometheus_replica: replica },
      })),
    );
    return new Stores(
      clusters,
      await options.engine({ scrape_configs: [...scrapes, ...options.more] }),
    );
  }

  private constructor(
    clusters: ClustersByName,
    shared: Awaited<ReturnType<StartEngine>>,
  ) {
    this.#clusters = clusters;
    this.#shared = shared;
  }

  /** The address, and what the series of a cluster are marked with there. */
  placeOf(
    cluster: ClusterName,
    source: Source,
  ): { url: string; matchers: Record<string, string> } {
    return source === 'own'
      ? { url: this.#clusters[cluster].prometheus, matchers: {} }
      : { url: this.#shared.url, matchers: { cluster } };
  }

  /** How the targets of a cluster were scraped; with a job, only its own. */
  scrapesOf(
    cluster: ClusterName,
    source: Source,
    job?: string,
  ): Promise<Scrapes> {
    const { url, matchers } = this.placeOf(cluster, source);
    return scrapesOf(url, {
      ...matchers,
      namespace: NAMESPACE,
      ...(job && { job }),
    });
  }

  /** An instant at which everybody has scraped every target after another. Unix seconds. */
  async untilScrapedSince(afterSeconds: number): Promise<number> {
    let atSeconds = NaN;
    let missing: string[] = [];
    await until(
      () => `every target to be scraped: ${missing.join(', ')}`,
      async () => {
        atSeconds = Math.floor(Date.now() / 1000);
        const complaints = await Promise.all(
          this.#complaints({ afterSeconds, atSeconds }),
        );
        missing = complaints.flat();
        return !missing.length;
      },
    );
    return atSeconds;
  }

  stop(): Promise<void> {
    return this.#shared.stop();
  }

  #complaints(between: Parameters<typeof unseen>[1]): Promise<string[]>[] {
    return (Object.keys(this.#clusters) as ClusterName[]).flatMap(cluster =>
      (['own', 'shared'] as const).map(async source => {
        const scrapes = await this.scrapesOf(cluster, source);
        const { targets } = this.#clusters[cluster];
        const missing =
          unseen(scrapes, between) + Math.max(0, targets - scrapes.length);
        return missing
          ? [`${missing} of ${targets} of ${cluster} by its ${source} store`]
          : [];
      }),
    );
  }
}
