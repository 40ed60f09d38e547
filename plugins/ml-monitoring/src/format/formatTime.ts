import { dateTimeFormat } from './intl';

export interface TimeFormat {
  locale?: string;
  /** An IANA zone; the reader's own when left out. */
  timeZone?: string;
}

/**
 * The reader's zone by name and offset, e.g. `Europe/Berlin (GMT+1)`; with both offsets where the clocks were changed between
 * the two times.
 */
export function zoneName(
  at: Date,
  format: TimeFormat & { until?: Date } = {},
): string {
  const offsets = [at, format.until ?? at].map(time =>
    offsetName(time, format),
  );
  const { timeZone } = dateTimeFormat(format.locale, {
    timeZone: format.timeZone,
  }).resolvedOptions();
  return `${timeZone} (${[...new Set(offsets)].join(', ')})`;
}

/** e.g. `GMT+1`. */
export function offsetName(at: Date, format: TimeFormat = {}): string {
  return (
    dateTimeFormat(format.locale, {
      timeZone: format.timeZone,
      timeZoneName: 'shortOffset',
    })
      .formatToParts(at)
      .find(part => part.type === 'timeZoneName')?.value ?? ''
  );
}

/** Seconds by which the reader's clock is ahead of UTC. */
export function offsetSeconds(atSeconds: number, format: TimeFormat = {}) {
  const parts = Object.fromEntries(
    dateTimeFormat('en-US', {
      timeZone: format.timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
      .formatToParts(new Date(atSeconds * 1000))
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year, month, day, hour, minute, second } = parts;
  const clock = Date.UTC(year, month - 1, day, hour, minute, second) / 1000;
  return clock - Math.floor(atSeconds);
}

/** Whether the clocks are changed between two times, so that an hour is missing or comes twice. */
export function hasClockChange(
  fromSeconds: number,
  toSeconds: number,
  format: TimeFormat = {},
): boolean {
  return (
    offsetSeconds(fromSeconds, format) !== offsetSeconds(toSeconds, format)
  );
}

/** Date and time to the second. With `zone`, e.g. `2 Mar 2026, 00:30:05 CET`. */
export function formatInstant(
  at: Date,
  format: TimeFormat & { zone?: boolean } = {},
): string {
  return dateTimeFormat(format.locale, {
    timeZone: format.timeZone,
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    ...(format.zone && { timeZoneName: 'short' }),
  }).format(at);
}

/** The time alone when it is of the same day as `now`, else with its date. With `zone`, e.g. `14:03 CET`. */
export function formatSince(
  at: Date,
  now: Date,
  format: TimeFormat & { zone?: boolean } = {},
): string {
  const time = { hour: '2-digit', minute: '2-digit' } as const;
  const sameDay = dayOf(at, format) === dayOf(now, format);
  return dateTimeFormat(format.locale, {
    timeZone: format.timeZone,
    ...(!sameDay && { month: 'short', day: 'numeric' }),
    ...time,
    ...(format.zone && { timeZoneName: 'short' }),
  }).format(at);
}

/** The calendar day an instant falls on for the reader, comparable by `===`. */
export function dayOf(at: Date, format: TimeFormat = {}): string {
  return dateTimeFormat('en-CA', {
    timeZone: format.timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(at);
}

/** e.g. `12 s`, `4 min`, `3 h`, `2 d`: the largest unit that fits, rounded down. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  if (whole < 120) {
    return `${whole} s`;
  }
  if (whole < 7200) {
    return `${Math.floor(whole / 60)} min`;
  }
  if (whole < 172800) {
    return `${Math.floor(whole / 3600)} h`;
  }
  return `${Math.floor(whole / 86400)} d`;
}
