import {
  startPlatformExporter,
  type PlatformExporter,
} from './platformExporter';
import { ReplayCluster } from './ReplayCluster';
import { replayedCharts, type AskCharts } from './replayedCharts';
import { NAMESPACE } from './replayModel';
import { CLUSTERS, type ClusterName } from './setups';
import { Stores, type ClustersByName, type StartEngine } from './Stores';
import { until } from './until';

export interface ReplayParts {
  clusters: ClustersByName;
  stores: Stores;
  exporter: PlatformExporter;
  charts: AskCharts;
}

/** @param stops - takes what ends what was started, in the order in which it was */
export async function startParts(
  engine: StartEngine,
  stops: (() => Promise<unknown>)[],
): Promise<ReplayParts> {
  const started = await Promise.all(
    (Object.keys(CLUSTERS) as ClusterName[]).map(async name => {
      const cluster = await ReplayCluster.start(CLUSTERS[name]);
      stops.push(() => cluster.close());
      return [name, cluster] as const;
    }),
  );
  const clusters = Object.fromEntries(started) as ClustersByName;
  await until('every model to be up', () =>
    started.every(([, cluster]) => cluster.isUp()),
  );
  const exporter = await startPlatformExporter({
    namespace: NAMESPACE,
    podsOf: Object.fromEntries(
      started.map(([name, cluster]) => [name, () => cluster.podsOf()]),
    ),
  });
  stops.push(() => exporter.close());
  const stores = await Stores.start(clusters, {
    engine,
    more: exporter.scrapeConfigs,
  });
  stops.push(() => stores.stop());
  return {
    clusters,
    stores,
    exporter,
    charts: replayedCharts(clusters, stores),
  };
}
