const TIMEOUT_MS = 30_000;
const PAUSE_AFTER_FAILURE_MS = 30_000;

/** Aborts when the caller leaves or the backend takes too long. */
export function withTimeout(signal: AbortSignal): AbortSignal {
  return AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
}

/**
 * Asks again at an interval, only while the page is visible, and less eagerly once something failed, so that an open
 * page does not keep a struggling backend down.
 */
export function polling(refreshSeconds: number) {
  const intervalMs = refreshSeconds * 1000;
  return {
    refetchInterval: (query: {
      state: { status: 'pending' | 'error' | 'success' };
    }): number | false => {
      if (intervalMs === 0) {
        return false;
      }
      return query.state.status === 'error'
        ? Math.max(intervalMs, PAUSE_AFTER_FAILURE_MS)
        : intervalMs;
    },
    refetchIntervalInBackground: false,
    refetchOnWindowFocus: intervalMs > 0,
  };
}
