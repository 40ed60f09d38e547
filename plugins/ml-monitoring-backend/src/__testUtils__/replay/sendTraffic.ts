import type { ReplayCluster } from './ReplayCluster';
import type { SentCall } from './sendPlan';
import { setups, type ClusterName } from './setups';
import type { ReplayParts } from './startParts';
import type { ClustersByName } from './Stores';

const SEED = 5;
const TRAFFIC_MS = 20_000;
/** The shortest that a panel looks back over. */
const WINDOW_SECONDS = 60;

/** By cluster and model. */
export type SentEverywhere = Record<ClusterName, Map<string, SentCall[]>>;

/** Everything that was sent, and the instant from which on everybody has seen it. */
export interface Traffic {
  sent: { first: SentEverywhere; all: SentEverywhere };
  firstSentSeconds: number;
  atSeconds: number;
}

export async function sendTraffic({
  clusters,
  stores,
  exporter,
  charts,
}: ReplayParts): Promise<Traffic> {
  await Promise.all([
    stores.untilScrapedSince(0),
    // What is asked for the first time keeps the machine busy, and nobody has to wait for it afterwards.
    charts(setups[0], Math.floor(now()), { panels: 'requests' }),
  ]);
  const first = await everywhere(clusters, cluster => cluster.sendFirst());
  const firstSentSeconds = now();
  await stores.untilScrapedSince(firstSentSeconds);
  exporter.restart();
  const all = await everywhere(clusters, (cluster, index) =>
    cluster.sendAll({ overMs: TRAFFIC_MS, seed: SEED + index }),
  );
  const atSeconds = await stores.untilScrapedSince(now());
  if (atSeconds - WINDOW_SECONDS > firstSentSeconds) {
    throw new Error(
      `The traffic took ${Math.round(atSeconds - firstSentSeconds)} s, and panels look back over ${WINDOW_SECONDS} s: this machine is too busy for the truth to be known.`,
    );
  }
  return { sent: { first, all }, firstSentSeconds, atSeconds };
}

async function everywhere(
  clusters: ClustersByName,
  send: (
    cluster: ReplayCluster,
    index: number,
  ) => Promise<Map<string, SentCall[]>>,
): Promise<SentEverywhere> {
  const sent = Object.entries(clusters).map(
    async ([name, cluster], index) =>
      [name, await send(cluster, index)] as const,
  );
  return Object.fromEntries(await Promise.all(sent)) as SentEverywhere;
}

const now = () => Date.now() / 1000;
