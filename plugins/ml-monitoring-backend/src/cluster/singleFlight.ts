/**
 * Remembers an answer for a while, and lets callers who come while it is being
 * fetched wait for the same one. A failure is not remembered. One caller's abort
 * ends that caller's wait, not the fetch.
 */
export function singleFlight<T>(
  fetch: () => Promise<T>,
  ttlMs: number,
  now: () => number = Date.now,
): (signal?: AbortSignal) => Promise<T> {
  let current: { answer: Promise<T>; settledAt?: number } | undefined;
  return signal => {
    if (
      !current ||
      (current.settledAt !== undefined && now() - current.settledAt >= ttlMs)
    ) {
      const flight: typeof current = { answer: fetch() };
      current = flight;
      flight.answer.then(
        () => {
          flight.settledAt = now();
        },
        () => {
          if (current === flight) {
            current = undefined;
          }
        },
      );
    }
    return abandonable(current.answer, signal);
  };
}

function abandonable<T>(answer: Promise<T>, signal?: AbortSignal): Promise<T> {
  if (!signal) {
    return answer;
  }
  return new Promise<T>((resolve, reject) => {
    const abandon = () => reject(signal.reason);
    if (signal.aborted) {
      abandon();
    }
    signal.addEventListener('abort', abandon, { once: true });
    answer
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', abandon));
  });
}
