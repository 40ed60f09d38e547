/** Runs at most `limit` tasks at once; the others wait their turn, or until `signal` aborts. */
export function createLimiter(limit: number) {
  let running = 0;
  const waiting: (() => void)[] = [];

  const turn = (signal: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      const enter = () => {
        signal.removeEventListener('abort', leave);
        running += 1;
        resolve();
      };
      const leave = () => {
        const place = waiting.indexOf(enter);
        if (place >= 0) {
          waiting.splice(place, 1);
        }
        reject(signal.reason);
      };
      if (signal.aborted) {
        reject(signal.reason);
      } else if (running < limit) {
        enter();
      } else {
        signal.addEventListener('abort', leave, { once: true });
        waiting.push(enter);
      }
    });

  return async <T>(task: () => Promise<T>, signal: AbortSignal): Promise<T> => {
    await turn(signal);
    try {
      return await task();
    } finally {
      running -= 1;
      waiting.shift()?.();
    }
  };
}
