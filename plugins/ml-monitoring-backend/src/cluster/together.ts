/**
 * Asks several things side by side as one: when one fails, the answers to the
 * others are of no use any more, and asking is given up.
 */
export async function together<T>(
  signal: AbortSignal | undefined,
  ask: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const group = new AbortController();
  try {
    return await ask(
      signal ? AbortSignal.any([signal, group.signal]) : group.signal,
    );
  } finally {
    group.abort(new Error('No longer needed'));
  }
}
