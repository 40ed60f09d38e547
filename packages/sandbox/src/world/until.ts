import type { Clock } from '../clock';

const POLL_MS = 100;

/** Settles when something has come true; says what it was waiting for when it does not. */
export async function until(
  isSo: () => boolean | Promise<boolean>,
  options: {
    clock: Clock;
    what: string | (() => string);
    seconds: number;
    signal?: AbortSignal;
  },
): Promise<void> {
  const { clock, what, seconds, signal } = options;
  const endMs = clock.now().getTime() + seconds * 1000;
  while (!(await isSo())) {
    signal?.throwIfAborted();
    if (clock.now().getTime() > endMs) {
      const text = typeof what === 'string' ? what : what();
      throw new Error(`Waited ${seconds} s in vain for ${text}`);
    }
    await new Promise<void>(resolve => clock.after(POLL_MS, resolve));
  }
}
