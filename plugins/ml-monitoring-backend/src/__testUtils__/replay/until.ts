const WAIT_MS = 60_000;
const POLL_MS = 200;

/**
 * Settles when it holds, and fails after a minute.
 *
 * @param what - is waited for, as it stands at that time
 */
export async function until(
  what: string | (() => string),
  holds: () => boolean | Promise<boolean>,
): Promise<void> {
  const deadline = Date.now() + WAIT_MS;
  while (!(await holds())) {
    if (Date.now() > deadline) {
      throw new Error(
        `Waited ${WAIT_MS / 1000} s for ${typeof what === 'string' ? what : what()}, in vain`,
      );
    }
    await new Promise(resolve => setTimeout(resolve, POLL_MS));
  }
}
