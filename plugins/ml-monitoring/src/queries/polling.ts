import type { SourceState } from 'backstage-plugin-ml-monitoring-common';

const TIMEOUT_MS = 30_000;
const PAUSE_AFTER_FAILURE_MS = 30_000;
const PENDING_MS = 3_000;

/** Aborts when the caller leaves or the backend takes too long. */
export function withTimeout(signal: AbortSignal): AbortSignal {
  return AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
}

/**
 * Asks again at an interval, only while the page is visible, and less eagerly once something failed, so that an open
 * page does not keep a struggling backend down. What was pending is fetched soon, once it is there.
 */
export function polling(refreshSeconds: number) {
  const intervalMs = refreshSeconds * 1000;
  return {
    refetchInterval: (query: {
      state: {
        status: 'pending' | 'error' | 'success';
        data?: unknown;
      };
    }): number | false => {
      const { status, data } = query.state;
      if (isPending(data)) {
        return PENDING_MS;
      }
      if (intervalMs === 0) {
        return false;
      }
      return status === 'error'
        ? Math.max(intervalMs, PAUSE_AFTER_FAILURE_MS)
        : intervalMs;
    },
    refetchIntervalInBackground: false,
    refetchOnWindowFocus: intervalMs > 0,
  };
}

function isPending(data: unknown): boolean {
  const { sources } = (data ?? {}) as { sources?: SourceState[] };
  return sources?.some(({ status }) => status === 'pending') ?? false;
}
