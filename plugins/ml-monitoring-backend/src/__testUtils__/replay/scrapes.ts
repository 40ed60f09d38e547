import type { Conditions } from './allowances';

/** When each target was scraped, in Unix seconds, oldest first, and whether that worked. */
export type Scrapes = { at: number; worked: boolean }[][];

interface Found {
  metric: Record<string, string>;
  value?: [number, string];
  values?: [number, string][];
}

/** Of the targets that are still there. Asks an engine itself, past everything that is ours. */
export async function scrapesOf(
  url: string,
  labels: Record<string, string>,
): Promise<Scrapes> {
  const conditions = Object.entries(labels).map(
    ([label, value]) => `${label}=${JSON.stringify(value)}`,
  );
  const up = `up{${conditions.join(',')}}`;
  const [now, past] = await Promise.all(
    [up, `${up}[5m]`].map(query => ask(url, query)),
  );
  const keyOf = ({ metric }: Found) =>
    JSON.stringify(Object.entries(metric).sort());
  const there = new Set(now.map(keyOf));
  return past
    .filter(each => there.has(keyOf(each)))
    .map(({ values = [] }) =>
      values.map(([at, isUp]) => ({ at, worked: isUp === '1' })),
    );
}

async function ask(url: string, query: string): Promise<Found[]> {
  const response = await fetch(
    `${url}/api/v1/query?${new URLSearchParams({ query })}`,
  );
  const { data } = (await response.json()) as { data?: { result: Found[] } };
  return data?.result ?? [];
}

/** How many targets were not scraped with success after an instant and up to another. */
export const unseen = (
  scrapes: Scrapes,
  { afterSeconds, atSeconds }: { afterSeconds: number; atSeconds: number },
): number =>
  scrapes.filter(
    of =>
      !of.some(
        ({ at, worked }) => worked && at > afterSeconds && at <= atSeconds,
      ),
  ).length;

/** Under which conditions something was measured whose series all began before `sinceSeconds`. */
export function conditionsOf(options: {
  scrapes: Scrapes;
  sinceSeconds: number;
  atSeconds: number;
  windowSeconds: number;
  dividesBy: Conditions['dividesBy'];
}): Conditions {
  const { scrapes, sinceSeconds, atSeconds, windowSeconds, dividesBy } =
    options;
  const startSeconds = Math.max(sinceSeconds, atSeconds - windowSeconds);
  const within = scrapes.map(of =>
    of
      .filter(
        ({ at, worked }) => worked && at > startSeconds && at <= atSeconds,
      )
      .map(({ at }) => at),
  );
  const spans = within.map(of => of[of.length - 1] - of[0]);
  return {
    windowSeconds,
    dividesBy,
    scrapedSeconds: {
      shortest: Math.min(...spans),
      longest: Math.max(...spans),
    },
    everySeconds: Math.max(
      ...within.map((of, index) => spans[index] / (of.length - 1)),
    ),
  };
}
