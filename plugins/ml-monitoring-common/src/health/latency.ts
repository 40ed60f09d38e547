import { LATENCY_BOUNDS_SECONDS } from '../promql/calls';

/** Slower predictions are counted together, so that nobody knows how slow they are. @public */
export const LONGEST_LATENCY_SECONDS = LATENCY_BOUNDS_SECONDS.at(-1)!;

/** A latency in words, e.g. `38 ms`, or `≥ 10 s` where it is beyond what is measured. @public */
export function formatLatency(seconds: number): string {
  if (seconds >= LONGEST_LATENCY_SECONDS) {
    return `≥ ${LONGEST_LATENCY_SECONDS} s`;
  }
  return seconds < 1
    ? `${Math.round(seconds * 1000)} ms`
    : `${Number(seconds.toFixed(2))} s`;
}
