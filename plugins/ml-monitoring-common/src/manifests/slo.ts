/** Of a promise such as `250ms` or `1.5s`. */
export function latencySeconds(latency: string): number {
  const value = parseFloat(latency);
  return latency.endsWith('ms') ? value / 1000 : value;
}

/** 99.9 % is 0.999, and not 0.9990000000000001 as computers have it. */
export function ratioOf(percent: number): number {
  return Number((percent / 100).toPrecision(12));
}
