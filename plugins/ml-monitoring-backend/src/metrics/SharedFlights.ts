interface Flight {
  answer: Promise<unknown>;
  controller: AbortController;
  waiting: number;
  settledAtMs?: number;
}

/**
 * Answers by key, kept for a while. Who asks while an answer is on its way waits for the same one. It is
 * given up only when nobody waits for it any more, and a failure is not kept.
 */
export class SharedFlights {
  readonly #flights = new Map<string, Flight>();
  readonly #ttlMs: number;
  readonly #maximumEntries: number;
  readonly #nowMs: () => number;

  static create(options: {
    ttlMs: number;
    maximumEntries: number;
    nowMs: () => number;
  }): SharedFlights {
    return new SharedFlights(options);
  }

  private constructor(options: {
    ttlMs: number;
    maximumEntries: number;
    nowMs: () => number;
  }) {
    this.#ttlMs = options.ttlMs;
    this.#maximumEntries = options.maximumEntries;
    this.#nowMs = options.nowMs;
  }

  async get<T>(
    key: string,
    start: (signal: AbortSignal) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    signal?.throwIfAborted();
    const known = this.#flights.get(key);
    const flight =
      known && !this.#isOld(known) ? known : this.#start(key, start);
    flight.waiting += 1;
    try {
      return (await untilAborted(flight.answer, signal)) as T;
    } finally {
      flight.waiting -= 1;
      if (flight.waiting === 0 && flight.settledAtMs === undefined) {
        this.#forget(key, flight);
        flight.controller.abort();
      }
    }
  }

  #start(key: string, start: (signal: AbortSignal) => Promise<unknown>) {
    const controller = new AbortController();
    const flight: Flight = {
      answer: start(controller.signal),
      controller,
      waiting: 0,
    };
    flight.answer.then(
      () => {
        flight.settledAtMs = this.#nowMs();
      },
      () => {
        flight.settledAtMs = this.#nowMs();
        this.#forget(key, flight);
      },
    );
    this.#flights.delete(key);
    this.#flights.set(key, flight);
    this.#tidy();
    return flight;
  }

  #tidy() {
    for (const [key, flight] of this.#flights) {
      const isOver = flight.settledAtMs !== undefined;
      if (isOver && (this.#isOld(flight) || this.#isFull())) {
        this.#flights.delete(key);
      }
    }
  }

  #forget(key: string, flight: Flight) {
    if (this.#flights.get(key) === flight) {
      this.#flights.delete(key);
    }
  }

  #isOld({ settledAtMs }: Flight): boolean {
    return (
      settledAtMs !== undefined && this.#nowMs() - settledAtMs >= this.#ttlMs
    );
  }

  #isFull(): boolean {
    return this.#flights.size > this.#maximumEntries;
  }
}

function untilAborted<T>(
  answer: Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  if (!signal) {
    return answer;
  }
  return new Promise((resolve, reject) => {
    const leave = () => reject(signal.reason);
    signal.addEventListener('abort', leave, { once: true });
    answer
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', leave));
  });
}
