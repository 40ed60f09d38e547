/**
 * Gives up after a time, also on a task that does not heed its signal.
 *
 * @throws what `signal` was aborted with, or a `TimeoutError`.
 */
export async function withDeadline<T>(
  task: (signal: AbortSignal) => Promise<T>,
  options: { timeoutMs: number; signal?: AbortSignal },
): Promise<T> {
  const deadline = AbortSignal.timeout(options.timeoutMs);
  const either = options.signal
    ? AbortSignal.any([options.signal, deadline])
    : deadline;
  either.throwIfAborted();
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(either.reason);
    either.addEventListener('abort', giveUp, { once: true });
    task(either)
      .then(resolve, reject)
      .finally(() => either.removeEventListener('abort', giveUp));
  });
}
