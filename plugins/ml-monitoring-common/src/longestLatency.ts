/** Slower predictions are counted together, so that nobody knows how slow they are. @public */
export const LONGEST_LATENCY_SECONDS = 10;
