import type { TimeRange } from '../../url/timeRange';

/** The minutes that were marked in a chart. */
export function rangeOfSelection(
  fromSeconds: number,
  toSeconds: number,
): TimeRange {
  return {
    kind: 'custom',
    fromMs: Math.round(fromSeconds * 1000),
    toMs: Math.round(toSeconds * 1000),
  };
}
