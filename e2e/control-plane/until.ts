import { setTimeout as sleep } from 'node:timers/promises';

const pauseMilliseconds = 200;

/** Polls until something is so, something else has failed, or the time is up. */
export async function until(
  isSo: () => Promise<boolean>,
  options: {
    what: string;
    timeoutMilliseconds: number;
    failed?: Promise<Error>;
    signal?: AbortSignal;
  },
): Promise<void> {
  const { what, timeoutMilliseconds, failed, signal } = options;
  let failure: Error | undefined;
  failed?.then(error => {
    failure = error;
  });
  let last: unknown;
  const giveUpAt = Date.now() + timeoutMilliseconds;
  while (Date.now() < giveUpAt) {
    signal?.throwIfAborted();
    if (failure) throw failure;
    try {
      if (await isSo()) return;
    } catch (error) {
      last = error;
    }
    await sleep(pauseMilliseconds, undefined, { signal });
  }
  throw new Error(
    `waited ${timeoutMilliseconds / 1000} s in vain for ${what}`,
    { cause: last },
  );
}
