import { Flight } from './Flight';

interface Entry {
  flight: Flight<unknown>;
  settledAtMs?: number;
  /** When an answer in its place was last asked for. */
  renewedAtMs?: number;
}

interface Options {
  /** An answer older than this is asked for anew. */
  ttlMs: number;
  /** Until then one who asks is given the old answer, and the new one comes in the background. Default: not at all. */
  usableMs?: number;
  maximumEntries: number;
  nowMs: () => number;
}

/** Answers by key, kept for a while. Who asks while an answer is on its way waits for the same one. A failure is not kept. */
export class SharedFlights {
  readonly #entries = new Map<string, Entry>();
  readonly #options: Required<Options>;

  static create(options: Options): SharedFlights {
    return new SharedFlights(options);
  }

  private constructor(options: Options) {
    this.#options = { usableMs: options.ttlMs, ...options };
  }

  async get<T>(
    key: string,
    start: (signal: AbortSignal) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    signal?.throwIfAborted();
    const known = this.#entries.get(key);
    if (!known || known.flight.isGivenUp || this.#isOld(known)) {
      const { flight } = this.#keep(key, this.#start(key, start));
      return flight.join(signal) as Promise<T>;
    }
    if (this.#isDue(known)) {
      this.#renew(key, known, start);
    }
    return known.flight.join(signal) as Promise<T>;
  }

  #start(key: string, ask: (signal: AbortSignal) => Promise<unknown>): Entry {
    const entry: Entry = {
      flight: new Flight(ask, failed => {
        entry.settledAtMs = this.#options.nowMs();
        if (failed && this.#entries.get(key) === entry) {
          this.#entries.delete(key);
        }
      }),
    };
    return entry;
  }

  #renew(
    key: string,
    known: Entry,
    ask: (signal: AbortSignal) => Promise<unknown>,
  ) {
    known.renewedAtMs = this.#options.nowMs();
    const next = this.#start(key, ask);
    next.flight.join().then(
      () => this.#keep(key, next),
      () => {},
    );
  }

  #keep(key: string, entry: Entry): Entry {
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    this.#tidy();
    return entry;
  }

  #tidy() {
    for (const [key, entry] of this.#entries) {
      const isOver = entry.settledAtMs !== undefined;
      if (isOver && (this.#isOld(entry) || this.#isFull())) {
        this.#entries.delete(key);
      }
    }
  }

  #isOld({ settledAtMs = Infinity }: Entry): boolean {
    return this.#options.nowMs() - settledAtMs >= this.#options.usableMs;
  }

  #isDue({ settledAtMs = Infinity, renewedAtMs = settledAtMs }: Entry) {
    return this.#options.nowMs() - renewedAtMs >= this.#options.ttlMs;
  }

  #isFull(): boolean {
    return this.#entries.size > this.#options.maximumEntries;
  }
}
