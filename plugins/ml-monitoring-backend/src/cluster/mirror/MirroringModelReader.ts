import type { SourceState } from 'backstage-plugin-ml-monitoring-common';
import { matchesPattern, type MlMonitoringConfig } from '../../config';
import type {
  ModelListing,
  ModelReader,
  ModelReading,
} from '../../services/types';
import type { Clusters } from '../Clusters';
import { clusterSource } from '../clusterSource';
import { readNamespaceNames } from '../read';
import { ClusterMirror } from './ClusterMirror';
import type { MirrorClock } from './CollectionMirror';
import { CrossingMirrors } from './CrossingMirrors';

/** Namespaces come and go. */
const NAMESPACES_EVERY_MS = 30_000;
/** What was just changed is read where it was changed: the watch is a moment behind. */
const AFTER_CHANGE_MS = 2_000;

/**
 * Answers from memory what is watched, and asks the reader behind it for everything else: what has not been read yet, what
 * may not be listed, and models that are not known, which may be new.
 */
export class MirroringModelReader implements ModelReader {
  /** By cluster, then by namespace; `undefined` for all at once. */
  readonly #mirrors = new Map<string, Map<string | undefined, ClusterMirror>>();
  #directUntilMs = 0;

  constructor(
    private readonly options: {
      clusters: Clusters;
      /** For what is not in memory. */
      reader: ModelReader & { forget(): void };
      scopes: MlMonitoringConfig['clusters'];
      routePort?: number;
      clock: MirrorClock;
      /** Ends the watching. */
      signal: AbortSignal;
    },
  ) {}

  clusters(): Promise<readonly string[]> {
    return this.options.reader.clusters();
  }

  async facts(
    ref: Parameters<ModelReader['facts']>[0],
    { signal }: { signal?: AbortSignal },
  ): Promise<ModelReading> {
    const { clusters, reader } = this.options;
    const cluster = await clusters.resolve(ref.cluster, { signal });
    for (const mirror of this.ready(cluster, ref.namespace) ?? []) {
      const facts = mirror.model(ref.namespace, ref.name);
      if (facts) {
        return { facts, source: this.source(cluster, [mirror]) };
      }
    }
    return reader.facts(ref, { signal });
  }

  async list(
    options: Parameters<ModelReader['list']>[0],
  ): Promise<ModelListing[]> {
    const { clusters, reader } = this.options;
    const { cluster, namespace, signal } = options;
    const names = cluster
      ? [await clusters.resolve(cluster, { signal })]
      : await clusters.names({ signal });
    const listings = await Promise.all(
      names.map(async name => {
        const mirrors = this.ready(name, namespace);
        return mirrors
          ? [
              {
                cluster: name,
                models: mirrors.flatMap(each => each.models(namespace)),
                source: this.source(name, mirrors),
              },
            ]
          : reader.list({ cluster: name, namespace, signal });
      }),
    );
    return listings.flat();
  }

  /** After something was changed, so that the change is seen at once. */
  forget(): void {
    this.options.reader.forget();
    this.#directUntilMs = this.options.clock.now().getTime() + AFTER_CHANGE_MS;
  }

  /** The copies that hold what is asked for; `undefined` while they do not hold all of it. */
  private ready(
    cluster: string,
    namespace: string | undefined,
  ): ClusterMirror[] | undefined {
    const mirrors = this.watched(cluster);
    const isDirect = this.options.clock.now().getTime() < this.#directUntilMs;
    const everywhere = mirrors.get(undefined);
    const asked =
      everywhere || namespace === undefined
        ? [...mirrors.values()]
        : [mirrors.get(namespace)];
    const known = asked.filter(each => !!each);
    return !isDirect &&
      known.length > 0 &&
      known.length === asked.length &&
      known.every(({ isReady }) => isReady)
      ? known
      : undefined;
  }

  /** Watching begins with the first who asks. */
  private watched(cluster: string): Map<string | undefined, ClusterMirror> {
    let mirrors = this.#mirrors.get(cluster);
    if (!mirrors) {
      mirrors = new Map();
      this.#mirrors.set(cluster, mirrors);
      this.watch(cluster, mirrors).catch(() => {
        // Its client cannot be made. The next who asks tries again, and hears why from the reader.
        this.#mirrors.delete(cluster);
      });
    }
    return mirrors;
  }

  private async watch(
    cluster: string,
    mirrors: Map<string | undefined, ClusterMirror>,
  ): Promise<void> {
    const { clock, clusters, routePort, scopes, signal } = this.options;
    const client = await clusters.client(cluster);
    const running = new Map<string | undefined, AbortController>();
    const patterns = scopes[cluster]?.namespaces;
    const crossing =
      patterns &&
      new CrossingMirrors({
        client,
        clock,
        onChange: () => mirrors.forEach(each => each.forget(undefined)),
      });
    crossing?.run(signal);
    const keep = (wanted: readonly (string | undefined)[]) => {
      for (const namespace of wanted.filter(each => !running.has(each))) {
        const stop = new AbortController();
        const mirror = new ClusterMirror({
          client,
          namespace,
          routePort,
          clock,
          crossing,
        });
        running.set(namespace, stop);
        mirrors.set(namespace, mirror);
        mirror.run(AbortSignal.any([signal, stop.signal]));
      }
      for (const [namespace, stop] of running) {
        if (!wanted.includes(namespace)) {
          stop.abort();
          running.delete(namespace);
          mirrors.delete(namespace);
        }
      }
    };
    if (!patterns?.some(pattern => pattern.includes('*'))) {
      keep(patterns ?? [undefined]);
      return;
    }
    while (!signal.aborted) {
      try {
        const names = await readNamespaceNames(client, { signal });
        keep(
          names.filter(name =>
            patterns.some(pattern => matchesPattern(name, pattern)),
          ),
        );
      } catch {
        // Those known so far are watched on; the reader tells who asks for others what is wrong.
      }
      await clock.sleep(NAMESPACES_EVERY_MS, signal).catch(() => {});
    }
  }

  private source(cluster: string, mirrors: ClusterMirror[]): SourceState {
    const late = mirrors
      .flatMap(each => each.outOfStep() ?? [])
      .sort((a, b) => a.asOf.getTime() - b.asOf.getTime())[0];
    return clusterSource({
      cluster,
      asOf: late?.asOf ?? this.options.clock.now(),
      problems: mirrors.flatMap(each => each.problems()),
      outOfStep: late?.error,
    });
  }
}
