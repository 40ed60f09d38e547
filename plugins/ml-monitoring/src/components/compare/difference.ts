/** How far apart two numbers are, or why that cannot be told. */
export type Difference =
  /** One of them was not measured, or both lie beyond what can be told apart. */
  | { kind: 'unknown' }
  /** Chance alone could make as much. */
  | { kind: 'few' }
  | { kind: 'same' }
  | {
      kind: 'differs';
      absolute: number;
      /** Absent where the number compared with is zero. */
      relative?: number;
      /** At least as far apart: one of them is only known to be above a bound. */
      atLeast: boolean;
    };

/** A number over a range, and how many requests it rests on. */
export interface Measured {
  value: number | undefined;
  requests: number;
}

/** A 99 % interval reaches this many standard deviations to each side. */
const Z = 2.576;
/** One failure among fewer would pass for a difference. */
const FEWEST_FOR_A_SHARE = 20;
/** Among fewer, one failure in a hundred may well not show. */
const ENOUGH_FOR_A_SHARE = 300;
const FEWEST_ABOVE_A_PERCENTILE = 5;
/** Percentiles are estimated from buckets, which makes them no more exact. */
const SAME_LATENCY = 0.05;
const SAME_RATE = 0.01;

/** Of shares of requests: told where their 99 % intervals do not overlap. */
export function differenceOfShares(
  main: Measured,
  other: Measured,
): Difference {
  if (main.value === undefined || other.value === undefined) {
    return { kind: 'unknown' };
  }
  const fewest = Math.min(main.requests, other.requests);
  const [lower, higher] = [main, other]
    .map(({ value = 0, requests }) => wilson(value, requests))
    .sort((a, b) => a.low + a.high - b.low - b.high);
  if (fewest >= FEWEST_FOR_A_SHARE && lower.high < higher.low) {
    return differs(main.value, other.value);
  }
  return { kind: fewest < ENOUGH_FOR_A_SHARE ? 'few' : 'same' };
}

/** Of the time within which the share `quantile` is answered: told where a few requests took longer in both. */
export function differenceOfLatencies(
  main: Measured,
  other: Measured,
  options: { quantile: number; ceiling?: number },
): Difference {
  const { quantile, ceiling = Infinity } = options;
  if (main.value === undefined || other.value === undefined) {
    return { kind: 'unknown' };
  }
  const fewest = FEWEST_ABOVE_A_PERCENTILE / (1 - quantile);
  // 5 / (1 − 0.95) is a hair above 100.
  if (Math.min(main.requests, other.requests) < Math.floor(fewest + 1e-6)) {
    return { kind: 'few' };
  }
  const beyond = [main.value, other.value].filter(value => value >= ceiling);
  if (beyond.length === 2) {
    return { kind: 'unknown' };
  }
  return Math.abs(other.value - main.value) <= SAME_LATENCY * main.value
    ? { kind: 'same' }
    : differs(main.value, other.value, beyond.length === 1);
}

/** Of requests per second: they are counted, so nothing is left to chance. */
export function differenceOfRates(main: Measured, other: Measured): Difference {
  if (main.value === undefined || other.value === undefined) {
    return { kind: 'unknown' };
  }
  return Math.abs(other.value - main.value) <= SAME_RATE * main.value
    ? { kind: 'same' }
    : differs(main.value, other.value);
}

function differs(main: number, other: number, atLeast = false): Difference {
  const absolute = other - main;
  return {
    kind: 'differs',
    absolute,
    ...(main !== 0 && { relative: absolute / main }),
    atLeast,
  };
}

/** Where the true share lies, by Wilson's interval: it holds near 0 and 1 too, and for small numbers. */
function wilson(
  share: number,
  requests: number,
): { low: number; high: number } {
  if (requests <= 0) {
    return { low: 0, high: 1 };
  }
  const spread = (Z * Z) / requests;
  const centre = (share + spread / 2) / (1 + spread);
  const half =
    (Z / (1 + spread)) *
    Math.sqrt((share * (1 - share)) / requests + spread / (4 * requests));
  return { low: centre - half, high: centre + half };
}
