import type { Conditions } from './allowances';

/** When each target was scraped, in Unix seconds, oldest first. */
export type ScrapeTimes = number[][];

/** Asks an engine itself, past everything that is ours. */
export async function scrapeTimes(
  url: string,
  labels: Record<string, string>,
): Promise<ScrapeTimes> {
  const conditions = Object.entries(labels).map(
    ([label, value]) => `${label}=${JSON.stringify(value)}`,
  );
  const query = `up{${conditions.join(',')}}[10m]`;
  const response = await fetch(
    `${url}/api/v1/query?${new URLSearchParams({ query })}`,
  );
  const { data } = (await response.json()) as {
    data?: { result: { values: [number, string][] }[] };
  };
  return (data?.result ?? []).map(({ values }) =>
    values.filter(([, up]) => up === '1').map(([at]) => at),
  );
}

/** From when on every target was scraped after an instant; `Infinity` while one was not. */
export const scrapedSince = (times: ScrapeTimes, seconds: number): number =>
  times.length
    ? Math.max(...times.map(of => of.find(at => at > seconds) ?? Infinity))
    : Infinity;

/** Under which conditions something was measured whose series all began before `sinceSeconds`. */
export function conditionsOf(options: {
  times: ScrapeTimes;
  sinceSeconds: number;
  atSeconds: number;
  windowSeconds: number;
  dividesBy: Conditions['dividesBy'];
}): Conditions {
  const { times, sinceSeconds, atSeconds, windowSeconds, dividesBy } = options;
  const startSeconds = Math.max(sinceSeconds, atSeconds - windowSeconds);
  const within = times.map(of =>
    of.filter(at => at > startSeconds && at <= atSeconds),
  );
  return {
    windowSeconds,
    dividesBy,
    firstSeconds: Math.max(...within.map(([first]) => first)),
    lastSeconds: Math.min(...within.map(of => of[of.length - 1])),
    gapSeconds: Math.max(
      ...within.flatMap(of => of.slice(1).map((at, index) => at - of[index])),
    ),
  };
}
