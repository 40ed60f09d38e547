const second = 1;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const year = 365 * day;

const part = (seconds: number, unit: number, suffix: string) =>
  seconds === 0 ? '' : `${Math.floor(seconds / unit)}${suffix}`;

function two(seconds: number, big: [number, string], small: [number, string]) {
  const rest = seconds % big[0];
  const low = Math.floor(rest / small[0]);
  return part(seconds, ...big) + (low > 0 ? `${low}${small[1]}` : '');
}

/** `5m30s`, `3h`, `12d`: an age as kubectl prints it. */
export function humanDuration(totalSeconds: number): string {
  const seconds = Math.floor(totalSeconds);
  if (seconds < -1) return '<invalid>';
  if (seconds < 0) return '0s';
  if (seconds < 2 * minute) return `${seconds}s`;
  if (seconds < 10 * minute) return two(seconds, [minute, 'm'], [second, 's']);
  if (seconds < 3 * hour) return part(seconds, minute, 'm');
  if (seconds < 8 * hour) return two(seconds, [hour, 'h'], [minute, 'm']);
  if (seconds < 2 * day) return part(seconds, hour, 'h');
  if (seconds < 8 * day) return two(seconds, [day, 'd'], [hour, 'h']);
  if (seconds < 2 * year) return part(seconds, day, 'd');
  if (seconds < 8 * year) return two(seconds, [year, 'y'], [day, 'd']);
  return part(seconds, year, 'y');
}

/** The age of something at `now`, or `<unknown>` without a beginning. */
export const age = (since: string | undefined, now: Date) =>
  since
    ? humanDuration((now.getTime() - Date.parse(since)) / 1000)
    : '<unknown>';
