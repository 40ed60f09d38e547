import { createContext } from 'react';
import { resolveTimeRange, writeTimeRange, type TimeRange } from './timeRange';

/** The model that is shown, by its key, where the rest of the address leaves open which of several it is. */
export const PinnedModelContext = createContext<string | undefined>(undefined);

/**
 * The query of an address that shows the same model and minutes tomorrow: a range that ends now is written down as the
 * two instants it stands for.
 */
export function frozen(
  params: URLSearchParams,
  now: { range: TimeRange; nowMs: number; model?: string },
): URLSearchParams {
  const next = writeTimeRange(params, {
    kind: 'custom',
    ...resolveTimeRange(now.range, now.nowMs),
  });
  // How often a reader's page asks again is no part of what is seen there.
  next.delete('refresh');
  if (now.model) {
    next.set('model', now.model);
  }
  return next;
}
