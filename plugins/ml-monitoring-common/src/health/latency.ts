import { LONGEST_LATENCY_SECONDS } from '../longestLatency';

/** A latency as it was measured, in words: e.g. `38 ms`, or `≥ 10 s` where it is beyond what can be told. @public */
export function formatLatency(seconds: number): string {
  return seconds >= LONGEST_LATENCY_SECONDS
    ? `≥ ${formatSeconds(LONGEST_LATENCY_SECONDS)}`
    : formatSeconds(seconds);
}

/** A duration that is known, such as a limit. */
export function formatSeconds(seconds: number): string {
  return seconds < 1
    ? `${Math.round(seconds * 1000)} ms`
    : `${Number(seconds.toFixed(2))} s`;
}
