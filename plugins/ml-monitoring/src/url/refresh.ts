/** How often the page asks again, in seconds; 0 is never. */
export const refreshSeconds = {
  off: 0,
  '10s': 10,
  '30s': 30,
  '1m': 60,
  '5m': 300,
} as const;

export type Refresh = keyof typeof refreshSeconds;

export const refreshChoices = Object.keys(refreshSeconds) as Refresh[];

export const defaultRefresh: Refresh = '30s';

export function readRefresh(params: URLSearchParams): Refresh {
  const text = params.get('refresh');
  return text !== null && Object.hasOwn(refreshSeconds, text)
    ? (text as Refresh)
    : defaultRefresh;
}
