import {
  stringifyModelRef,
  type ClusterFacts,
  type ModelRef,
} from 'backstage-plugin-ml-monitoring-common';

const DEFAULT_SECONDS = 30;
/** So long may a model be gone, or be scraped otherwise, before its charts notice. */
const REMEMBERED_MS = 60_000;
const MAXIMUM_MODELS = 1_000;

/** How often models are scraped. Remembered for a while, so that charts need not wait for a cluster each time. */
export class ScrapeIntervals {
  readonly #known = new Map<string, { seconds: number; readAtMs: number }>();
  readonly #now: () => Date;

  constructor(now: () => Date) {
    this.#now = now;
  }

  /** @param facts - asked only where nothing is remembered; what it throws is passed on */
  async secondsOf(
    ref: ModelRef,
    facts: () => Promise<ClusterFacts | undefined>,
  ): Promise<number> {
    const key = stringifyModelRef(ref);
    const nowMs = this.#now().getTime();
    const known = this.#known.get(key);
    if (known && nowMs - known.readAtMs < REMEMBERED_MS) {
      return known.seconds;
    }
    const found = await facts();
    if (!found) {
      return DEFAULT_SECONDS;
    }
    const seconds = intervalIn(found);
    this.#remember(key, { seconds, readAtMs: nowMs });
    return seconds;
  }

  #remember(key: string, value: { seconds: number; readAtMs: number }) {
    this.#known.delete(key);
    this.#known.set(key, value);
    const [oldest] = this.#known.keys();
    if (this.#known.size > MAXIMUM_MODELS) {
      this.#known.delete(oldest);
    }
  }
}

function intervalIn({ model }: ClusterFacts): number {
  const intervals = model.monitors.flatMap(
    ({ intervalSeconds }) => intervalSeconds ?? [],
  );
  return intervals.length ? Math.max(...intervals) : DEFAULT_SECONDS;
}
