import type { Range } from 'backstage-plugin-ml-monitoring-common';

export interface TrendFacts {
  min: number;
  max: number;
  windowSeconds: number;
  /** For how long of it nothing was measured. */
  gapSeconds: number;
}

/** What can be said of how a number went. `undefined`: it was not measured. */
export function trendFacts(
  values: readonly (number | null)[],
  range: Range,
): TrendFacts | undefined {
  const measured = values.filter(value => value !== null);
  if (measured.length === 0) {
    return undefined;
  }
  return {
    min: Math.min(...measured),
    max: Math.max(...measured),
    windowSeconds: range.endSeconds - range.startSeconds,
    gapSeconds: (values.length - measured.length) * range.stepSeconds,
  };
}
