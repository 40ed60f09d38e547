/** A PromQL duration, e.g. `90s`. */
export function duration(seconds: number): string {
  return `${Math.max(1, Math.ceil(seconds))}s`;
}
