/** A duration such as `500ms`, `30s` or `5m` in seconds. */
export function parseDurationSeconds(text: string): number | undefined {
  const match = /^([0-9]+(?:\.[0-9]+)?)(ms|s|m|h|d)$/.exec(text);
  const seconds = { ms: 1e-3, s: 1, m: 60, h: 3600, d: 86400 };
  return match
    ? Number(match[1]) * seconds[match[2] as keyof typeof seconds]
    : undefined;
}
