import type { Expected } from './expectation';

/** How something was measured. */
export interface Conditions {
  /** What each point looks back over. */
  windowSeconds: number;
  /** Within the window, from the first scrape to the last: of the target for which it is shortest, and longest. */
  scrapedSeconds: { shortest: number; longest: number };
  /** The mean time between two scrapes, of the target for which it is longest. */
  everySeconds: number;
  /**
   * What an increase is divided by where a series begins within the window: by Prometheus the window, by VictoriaMetrics the time from
   * the first sample on.
   */
  dividesBy: 'window' | 'scraped';
}

/** Of two rates each may be off by ε. */
const TWO_RATES = 2;
/** At each end of a window Prometheus extrapolates over at most 1.1 times the time between scrapes. */
const EXTRAPOLATED_SCRAPES = 2.2;

/** How long something took, as far as it is known. */
export interface Duration {
  least: number;
  most: number;
}

/**
 * What may be measured of what was sent. `uncertain` is always what may be counted too of the calls that made the series: of several
 * that make one series all but the first, when it was scraped in between.
 */
export function allowances(conditions: Conditions) {
  const { windowSeconds, scrapedSeconds, everySeconds, dividesBy } = conditions;
  const { shortest, longest } = scrapedSeconds;
  const unlike = dividesBy === 'scraped' ? longest - shortest : 0;
  const epsilon = (EXTRAPOLATED_SCRAPES * everySeconds + unlike) / shortest;
  const over = dividesBy === 'window' ? windowSeconds : shortest;
  const counted = (truth: number, uncertain: number): Expected => ({
    error: 'rate',
    truth,
    least: truth * (1 - epsilon),
    most: (truth + uncertain) * (1 + epsilon),
  });
  return {
    /** Per second, of what was counted. */
    rate: (count: number, uncertain = 0) =>
      counted(count / over, uncertain / over),
    /**
     * How often it happened within the window.
     *
     * @param first - how often to make the series: VictoriaMetrics counts what a series begins with, where that is little
     */
    increase: (count: number, first = 0) =>
      counted(count, dividesBy === 'scraped' ? first : 0),
    mean(sum: number, count: number): Expected {
      const truth = sum / count;
      const error = TWO_RATES * epsilon * truth;
      return {
        error: 'ratio',
        truth,
        least: truth - error,
        most: truth + error,
      };
    },
    /** Of all but a part. */
    share(part: number, whole: number, uncertain = 0): Expected {
      const error = TWO_RATES * epsilon;
      return {
        error: 'ratio',
        truth: 1 - part / whole,
        least: 1 - (part / whole) * (1 + error),
        most: 1 - (part / (whole + uncertain)) * (1 - error),
      };
    },
    exactly: (truth: number): Expected => ({
      error: 'exact',
      truth,
      least: truth,
      most: truth,
    }),
    /**
     * @param bounds - upper ones of the buckets, but for the last, which has none
     * @param uncertain - of calls that may be counted too
     */
    quantile(
      q: number,
      durations: readonly Duration[],
      bounds: readonly number[],
      uncertain: readonly Duration[] = [],
    ): Expected {
      const atLeast = durations.map(({ least }) => least);
      const atMost = [...durations, ...uncertain].map(({ most }) => most);
      // Pods whose rates are differently off weigh differently.
      const off = epsilon + uncertain.length / durations.length;
      return {
        error: 'quantile',
        truth: at(q, atLeast),
        least: bucketOf(at(q - off, atLeast), bounds).lower,
        most: bucketOf(at(q + off, atMost), bounds).upper,
      };
    },
  };
}

export type Allowances = ReturnType<typeof allowances>;

function at(q: number, values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const rank = Math.ceil(q * sorted.length);
  return sorted[Math.min(sorted.length, Math.max(1, rank)) - 1];
}

/** What is above the last bound reads as that. */
function bucketOf(value: number, bounds: readonly number[]) {
  const index = bounds.findIndex(bound => value <= bound);
  const last = bounds[bounds.length - 1];
  return index < 0
    ? { lower: last, upper: last }
    : { lower: bounds[index - 1] ?? 0, upper: bounds[index] };
}
