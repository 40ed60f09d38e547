/** A question under way that any number may wait for. It is given up when nobody waits for it any more. */
export class Flight<T> {
  readonly #controller = new AbortController();
  readonly #answer: Promise<T>;
  #waiting = 0;
  #isOver = false;

  /** @param onOver - called before those who wait are */
  constructor(
    ask: (signal: AbortSignal) => Promise<T>,
    onOver: (failed: boolean) => void,
  ) {
    this.#answer = (async () => ask(this.#controller.signal))();
    const land = (failed: boolean) => () => {
      this.#isOver = true;
      onOver(failed);
    };
    this.#answer.then(land(false), land(true));
  }

  get isGivenUp(): boolean {
    return this.#controller.signal.aborted;
  }

  async join(signal?: AbortSignal): Promise<T> {
    this.#waiting += 1;
    try {
      return await untilAborted(this.#answer, signal);
    } finally {
      this.#waiting -= 1;
      if (this.#waiting === 0 && !this.#isOver) {
        this.#controller.abort();
      }
    }
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
