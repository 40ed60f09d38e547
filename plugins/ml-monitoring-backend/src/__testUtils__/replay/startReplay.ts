import type {
  MetricsAnswer,
  MetricsQuery,
} from 'backstage-plugin-ml-monitoring-common';
import {
  ClusterModelReader,
  Clusters,
  KubeconfigConnections,
} from '../../cluster';
import { MetricsSources } from '../../metrics';
import { ModelMetricsService } from '../../services/ModelMetricsService';
import type { MetricsSourceConfig } from '../../services/types';
import type { Conditions } from './allowances';
import type { Expectation } from './expectation';
import {
  expectationsByTier,
  expectationsOf,
  type Sent,
} from './expectationsOf';
import { mergedScrapes } from './mergedScrapes';
import {
  platformExpectations,
  startPlatformExporter,
} from './platformExporter';
import { ReplayCluster } from './ReplayCluster';
import { NAMESPACE } from './replayModel';
import { conditionsOf, scrapedSince, scrapeTimes } from './scrapes';
import type { SentCall } from './sendPlan';
import { CLUSTERS, type ClusterName, type Setup, type Source } from './setups';

const SEED = 5;
const TRAFFIC_MS = 20_000;
const WAIT_MS = 40_000;
const POLL_MS = 200;
/** The shortest that a panel looks back over. */
const WINDOW_SECONDS = 60;
const UNITS = 'custom:told_units_total';

/** What scrapes and stores, and answers PromQL. */
export interface Engine {
  start(config: object): Promise<{ url: string; stop(): Promise<void> }>;
  dividesBy: Conditions['dividesBy'];
}

/** What was asked for, what came, and what should have. */
export interface Look {
  answer: MetricsAnswer;
  expected: Expectation[];
}

/** Known traffic that was sent, and is stored. */
export interface Replay {
  sent(cluster: ClusterName, model: string): Sent;
  /** Every panel of a model, at one instant after the last call. */
  look(setup: Setup): Promise<Look>;
  /** The amounts that the model was told, by the tier that they are for. */
  lookByTier(setup: Setup): Promise<Look>;
  stop(): Promise<void>;
}

/** Sends every model of two clusters what was planned, within a minute that two Prometheus see. */
export async function startReplay(engine: Engine): Promise<Replay> {
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const end of stops.reverse()) {
      await end();
    }
  };
  try {
    return await start();
  } catch (error) {
    await stop();
    throw error;
  }

  async function start(): Promise<Replay> {
    const names = Object.keys(CLUSTERS) as ClusterName[];
    const started = await Promise.all(
      names.map(async name => {
        const cluster = await ReplayCluster.start(CLUSTERS[name]);
        stops.push(() => cluster.close());
        return [name, cluster] as const;
      }),
    );
    const clusters = Object.fromEntries(started) as Record<
      ClusterName,
      ReplayCluster
    >;
    await until('every model to be up', () =>
      started.every(([, cluster]) => cluster.isUp()),
    );
    const sendEverywhere = async (
      send: (
        cluster: ReplayCluster,
        index: number,
      ) => Promise<Map<string, SentCall[]>>,
    ) =>
      Object.fromEntries(
        await Promise.all(
          started.map(async ([name, cluster], index) => [
            name,
            await send(cluster, index),
          ]),
        ),
      ) as Record<ClusterName, Map<string, SentCall[]>>;

    const exporter = await startPlatformExporter({
      namespace: NAMESPACE,
      podsOf: Object.fromEntries(
        started.map(([name, cluster]) => [name, () => cluster.podsOf()]),
      ),
    });
    stops.push(() => exporter.close());
    const scraped = [
      { cluster: 'eu', replica: 'a' },
      { cluster: 'eu', replica: 'b' },
      { cluster: 'us', replica: 'a' },
    ] as const;
    await until('every monitor to be taken up', async () => {
      const found = await Promise.all(
        started.map(async ([name, { targets }]) => {
          const times = await scrapeTimes(clusters[name].prometheus, {
            namespace: NAMESPACE,
          });
          return times.length >= targets;
        }),
      );
      return found.every(Boolean);
    });
    const { scrape_configs: scrapes } = await mergedScrapes(
      scraped.map(({ cluster, replica }) => ({
        prometheus: clusters[cluster].prometheus,
        jobs: NAMESPACE,
        labels: { cluster, prometheus_replica: replica },
      })),
    );
    const shared = await engine.start({
      scrape_configs: [...scrapes, ...exporter.scrapeConfigs],
    });
    stops.push(() => shared.stop());

    /** Where the series of a cluster are, and what they are marked with. */
    const placeOf = (
      name: ClusterName,
      source: Source,
    ): { url: string; matchers: Record<string, string> } =>
      source === 'own'
        ? { url: clusters[name].prometheus, matchers: {} }
        : { url: shared.url, matchers: { cluster: name } };
    const timesIn = (name: ClusterName, source: Source) => {
      const { url, matchers } = placeOf(name, source);
      return scrapeTimes(url, { ...matchers, namespace: NAMESPACE });
    };
    /** When every target of everybody was scraped after an instant. */
    const untilScrapedSince = async (seconds: number) => {
      let at = Infinity;
      await until('every target to be scraped', async () => {
        const times = await Promise.all(
          started.flatMap(([name, { targets }]) =>
            (['own', 'shared'] as const).map(async source => {
              const found = await timesIn(name, source);
              return found.length < targets
                ? Infinity
                : scrapedSince(found, seconds);
            }),
          ),
        );
        at = Math.max(...times);
        return at <= Math.floor(Date.now() / 1000);
      });
      return at;
    };

    const reader = new ClusterModelReader({
      clusters: new Clusters(
        new KubeconfigConnections(
          Object.fromEntries(
            started.map(([name, cluster]) => [name, cluster.kubeconfig()]),
          ),
        ),
      ),
      scopes: {},
      now: () => new Date(),
    });

    await untilScrapedSince(0);
    const first = await sendEverywhere(cluster => cluster.sendFirst());
    const firstSentSeconds = Date.now() / 1000;
    const beganSeconds = await untilScrapedSince(firstSentSeconds);
    exporter.restart();
    const all = await sendEverywhere((cluster, index) =>
      cluster.sendAll({ overMs: TRAFFIC_MS, seed: SEED + index }),
    );
    const atSeconds =
      Math.floor(await untilScrapedSince(Date.now() / 1000)) + 1;
    if (atSeconds - WINDOW_SECONDS > beganSeconds) {
      throw new Error(
        `The traffic took ${atSeconds - beganSeconds} s, and panels look back over ${WINDOW_SECONDS} s: this machine is too busy for the truth to be known.`,
      );
    }
    const sent = (name: ClusterName, model: string): Sent => ({
      first: first[name].get(model) ?? [],
      all: all[name].get(model) ?? [],
    });

    async function ask(
      { cluster, model, from }: Setup,
      query: Pick<MetricsQuery, 'panels' | 'by'> = {},
    ) {
      const configs = from.map((source): MetricsSourceConfig => {
        const { url, matchers } = placeOf(cluster, source);
        return { cluster, target: { kind: 'url', url }, matchers, headers: {} };
      });
      const service = ModelMetricsService.create({
        sources: MetricsSources.create({ configs }),
        reader,
      });
      return service.panels(
        { cluster, namespace: NAMESPACE, name: model },
        {
          from: new Date((atSeconds - 60) * 1000).toISOString(),
          to: new Date(atSeconds * 1000).toISOString(),
          step: 1,
          ...query,
        },
      );
    }

    /** Of several sources that answer one question any may be the worst. */
    async function conditionsFor(
      { cluster, from }: Setup,
      windowSeconds: number,
    ): Promise<Conditions> {
      const times = await Promise.all(
        from.map(source => timesIn(cluster, source)),
      );
      return conditionsOf({
        times: times.flat(),
        sinceSeconds: firstSentSeconds,
        atSeconds,
        windowSeconds,
        dividesBy: engine.dividesBy,
      });
    }

    /** Every exporter is scraped from the beginning on. */
    async function podExpectations(
      { cluster, model }: Setup,
      windowSeconds: number,
    ) {
      const { url } = placeOf(cluster, 'shared');
      const conditions = conditionsOf({
        times: await scrapeTimes(url, { job: exporter.jobOf(cluster) }),
        sinceSeconds: 0,
        atSeconds,
        windowSeconds,
        dividesBy: engine.dividesBy,
      });
      return platformExpectations(clusters[cluster].podsOf(model), conditions);
    }

    return {
      sent,
      async look(setup) {
        const answer = await ask(setup);
        return {
          answer,
          expected: [
            ...expectationsOf(
              sent(setup.cluster, setup.model),
              await conditionsFor(setup, windowOf(answer, 'requests')),
            ),
            ...(setup.from.includes('shared')
              ? await podExpectations(setup, windowOf(answer, 'cpu'))
              : []),
          ],
        };
      },
      async lookByTier(setup) {
        const answer = await ask(setup, {
          panels: UNITS,
          by: `${UNITS}=tier`,
        });
        return {
          answer,
          expected: expectationsByTier(
            sent(setup.cluster, setup.model),
            await conditionsFor(setup, windowOf(answer, UNITS)),
          ),
        };
      },
      stop,
    };
  }
}

/** What the points of a panel look back over, as it says itself. */
const windowOf = ({ panels }: MetricsAnswer, panel: string) =>
  panels.find(({ id }) => id === panel)?.windowSeconds ?? NaN;

async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
): Promise<void> {
  const deadline = Date.now() + WAIT_MS;
  while (!(await holds())) {
    if (Date.now() > deadline) {
      throw new Error(`Waited ${WAIT_MS / 1000} s for ${what}, in vain`);
    }
    await new Promise(resolve => setTimeout(resolve, POLL_MS));
  }
}
