import { resolveTimeRange, writeTimeRange, type TimeRange } from './timeRange';

/**
 * The query of an address that shows the same minutes tomorrow: a range that ends now is written down as the two
 * instants it stands for.
 */
export function frozen(
  params: URLSearchParams,
  range: TimeRange,
  nowMs: number,
): URLSearchParams {
  const next = writeTimeRange(params, {
    kind: 'custom',
    ...resolveTimeRange(range, nowMs),
  });
  // How often a reader's page asks again is no part of what is seen there.
  next.delete('refresh');
  return next;
}
