/**
 * What rates come to over the time between the first and the last instant. Each counts for as long as it stands for, which is
 * since the instant before; where nothing was measured, nothing is counted.
 */
export interface Total {
  sum: number;
  /** For how long it was measured. */
  seconds: number;
}

/** @param only - what else must have been measured for an instant to count */
export function totalOf(
  times: readonly number[],
  rates: readonly (number | null)[],
  only: readonly (number | null)[] = rates,
): Total {
  const total = { sum: 0, seconds: 0 };
  for (let index = 1; index < times.length; index += 1) {
    const rate = rates[index];
    if (typeof rate === 'number' && typeof only[index] === 'number') {
      const seconds = times[index] - times[index - 1];
      total.sum += rate * seconds;
      total.seconds += seconds;
    }
  }
  return total;
}

/** Share of one in the other: the ratio of their sums over the instants at which both were measured. */
export function shareOf(
  times: readonly number[],
  part: readonly (number | null)[],
  whole: readonly (number | null)[],
): number | undefined {
  const all = totalOf(times, whole, part).sum;
  return all > 0
    ? Math.min(1, totalOf(times, part, whole).sum / all)
    : undefined;
}
