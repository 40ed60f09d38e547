import type { MetricsAnswer } from 'backstage-plugin-ml-monitoring-common';
import type { Conditions } from './allowances';
import { compare, type Comparison, type Expectation } from './expectation';
import {
  expectationsByTier,
  expectationsOf,
  type Sent,
} from './expectationsOf';
import { measured } from './measured';
import { platformExpectations } from './platformExporter';
import { conditionsOf } from './scrapes';
import { sendTraffic, type Traffic } from './sendTraffic';
import type { Setup } from './setups';
import { startParts, type ReplayParts } from './startParts';
import type { StartEngine } from './Stores';

const UNITS = 'custom:told_units_total';

export interface ReplayOptions {
  /** The store that all clusters share. */
  engine: StartEngine;
  dividesBy: Conditions['dividesBy'];
  /** How long the newest numbers are not final. */
  settleMs?: number;
}

/** Known traffic through the models of two clusters, as it is stored in several places. */
export class Replay {
  readonly #parts: ReplayParts;
  readonly #dividesBy: Conditions['dividesBy'];
  readonly #traffic: Traffic;
  readonly stop: () => Promise<void>;

  /** Settles when everything was sent and stored, within the window of a panel. */
  static async start(options: ReplayOptions): Promise<Replay> {
    const stops: (() => Promise<unknown>)[] = [];
    const stop = async () => {
      for (const end of stops.reverse()) {
        await end();
      }
    };
    try {
      const parts = await startParts(options.engine, stops);
      const traffic = await sendTraffic(parts);
      await new Promise(resolve => setTimeout(resolve, options.settleMs ?? 0));
      return new Replay({ ...options, parts, traffic, stop });
    } catch (error) {
      await stop();
      throw error;
    }
  }

  private constructor(
    options: ReplayOptions & {
      parts: ReplayParts;
      traffic: Traffic;
      stop: () => Promise<void>;
    },
  ) {
    this.#parts = options.parts;
    this.#traffic = options.traffic;
    this.#dividesBy = options.dividesBy;
    this.stop = options.stop;
  }

  /** Every panel of a model, at one instant after the last call. */
  async look(setup: Setup): Promise<Comparison[]> {
    const answer = await this.#parts.charts(setup, this.#traffic.atSeconds);
    return compare(
      [
        ...expectationsOf(
          this.#sentTo(setup),
          await this.#conditions(setup, windowOf(answer, 'requests')),
        ),
        ...(setup.from.includes('shared')
          ? await this.#ofPods(setup, windowOf(answer, 'cpu'))
          : []),
      ],
      measured(answer),
    );
  }

  /** The amounts that a model was told, by the tier that they are for. */
  async lookByTier(setup: Setup): Promise<Comparison[]> {
    const answer = await this.#parts.charts(setup, this.#traffic.atSeconds, {
      panels: UNITS,
      by: `${UNITS}=tier`,
    });
    return compare(
      expectationsByTier(
        this.#sentTo(setup),
        await this.#conditions(setup, windowOf(answer, UNITS)),
      ),
      measured(answer),
    );
  }

  #sentTo({ cluster, model }: Setup): Sent {
    const { first, all } = this.#traffic.sent;
    return {
      first: first[cluster].get(model) ?? [],
      all: all[cluster].get(model) ?? [],
    };
  }

  /** Of several sources that answer one question any may be the worst. */
  async #conditions({ cluster, from }: Setup, windowSeconds: number) {
    const scrapes = await Promise.all(
      from.map(source => this.#parts.stores.scrapesOf(cluster, source)),
    );
    return conditionsOf({
      scrapes: scrapes.flat(),
      sinceSeconds: this.#traffic.firstSentSeconds,
      atSeconds: this.#traffic.atSeconds,
      windowSeconds,
      dividesBy: this.#dividesBy,
    });
  }

  /** What the platform says of pods it said from the beginning on. */
  async #ofPods(
    { cluster, model }: Setup,
    windowSeconds: number,
  ): Promise<Expectation[]> {
    const { clusters, stores, exporter } = this.#parts;
    const job = exporter.jobOf(cluster);
    return platformExpectations(
      clusters[cluster].podsOf(model),
      conditionsOf({
        scrapes: await stores.scrapesOf(cluster, 'shared', job),
        sinceSeconds: 0,
        atSeconds: this.#traffic.atSeconds,
        windowSeconds,
        dividesBy: this.#dividesBy,
      }),
    );
  }
}

/** What the points of a panel look back over, as it says itself. */
const windowOf = ({ panels }: MetricsAnswer, panel: string) =>
  panels.find(({ id }) => id === panel)?.windowSeconds ?? NaN;
