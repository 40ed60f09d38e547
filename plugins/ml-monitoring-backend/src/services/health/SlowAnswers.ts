import {
  MetricsSourceError,
  type ClusterMetrics,
  type PrometheusEntry,
} from '../../metrics';
import { createLimiter } from '../../metrics/createLimiter';

/** What is reckoned over days hardly changes within minutes. */
const FRESH_MS = 300_000;
/** An old answer is shown while a new one is on its way, but none older than this. */
const USABLE_MS = 1_800_000;
/** A source that failed is left alone for a while. */
const FAILED_MS = 60_000;
const MAXIMUM_ANSWERS = 2_000;
/** So few at once that what is wanted quickly is not held up. */
const CONCURRENT_QUESTIONS = 2;

interface Entry {
  answer: Promise<unknown>;
  askedAtMs: number;
  /** The last one that succeeded. */
  known?: { value: unknown; atMs: number };
  settledAtMs?: number;
  failed?: boolean;
}

/** The answer takes longer than its asker waits. It is kept for those who ask later. */
export class StillWorking extends Error {
  readonly name = 'StillWorking' as const;
}

/** Answers that take long and change slowly: worked out beside what is wanted quickly, kept for minutes, and waited for briefly. */
export class SlowAnswers {
  readonly #entries = new Map<string, Entry>();
  readonly #limiters = new WeakMap<
    PrometheusEntry,
    ReturnType<typeof createLimiter>
  >();

  constructor(
    private readonly options: { waitMs: number; nowMs: () => number },
  ) {}

  /**
   * @param question.work - asks with the given `turn`, which lets few questions through at once
   * @throws StillWorking when it takes longer than one waits for it here
   */
  async get<T>(
    key: string,
    question: {
      metrics: ClusterMetrics;
      work: (turn: <A>(ask: () => Promise<A>) => Promise<A>) => Promise<T>;
    },
  ): Promise<T> {
    const entry = this.#current(key, question);
    const { known } = entry;
    const nowMs = this.options.nowMs();
    if (known !== undefined && nowMs - known.atMs < USABLE_MS) {
      return known.value as T;
    }
    // Who comes later does not wait anew for what the first one waited for in vain.
    const waitedMs = nowMs - entry.askedAtMs;
    return withinTime(
      entry.answer,
      Math.max(0, this.options.waitMs - waitedMs),
    ) as Promise<T>;
  }

  #current<T>(key: string, question: Parameters<typeof this.get<T>>[1]): Entry {
    const before = this.#entries.get(key);
    if (before && !this.#isOver(before)) {
      return before;
    }
    const entry: Entry = {
      answer: question.work(this.#turn(question.metrics)),
      askedAtMs: this.options.nowMs(),
      known: before?.known,
    };
    entry.answer.then(
      value => {
        entry.settledAtMs = this.options.nowMs();
        entry.known = { value, atMs: entry.settledAtMs };
      },
      () => {
        entry.settledAtMs = this.options.nowMs();
        entry.failed = true;
      },
    );
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    this.#tidy();
    return entry;
  }

  #isOver({ settledAtMs, failed }: Entry): boolean {
    return (
      settledAtMs !== undefined &&
      this.options.nowMs() - settledAtMs >= (failed ? FAILED_MS : FRESH_MS)
    );
  }

  #turn(metrics: ClusterMetrics) {
    // Several are asked side by side.
    const [entry] = metrics.entries;
    const limiter =
      this.#limiters.get(entry) ?? createLimiter(CONCURRENT_QUESTIONS);
    this.#limiters.set(entry, limiter);
    const { signal } = new AbortController();
    return <A>(ask: () => Promise<A>) => limiter(ask, signal);
  }

  #tidy() {
    for (const key of this.#entries.keys()) {
      if (this.#entries.size <= MAXIMUM_ANSWERS) {
        return;
      }
      this.#entries.delete(key);
    }
  }
}

async function withinTime<T>(answer: Promise<T>, waitMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new StillWorking()), waitMs);
  });
  try {
    return await Promise.race([answer, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}

/** Whether a failure is one of the source's, which is told beside the others, and none of ours. */
export function isSourceFailure(
  error: unknown,
): error is MetricsSourceError | StillWorking {
  return error instanceof MetricsSourceError || error instanceof StillWorking;
}
