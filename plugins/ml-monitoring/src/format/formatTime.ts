export interface TimeFormat {
  locale?: string;
  /** An IANA zone; the reader's own when left out. */
  timeZone?: string;
}

/** The reader's zone by name and offset, e.g. `Europe/Berlin (GMT+1)`. */
export function zoneName(at: Date, format: TimeFormat = {}): string {
  const formatter = new Intl.DateTimeFormat(format.locale, {
    timeZone: format.timeZone,
    timeZoneName: 'shortOffset',
  });
  const zone = formatter.resolvedOptions().timeZone;
  const offset = formatter
    .formatToParts(at)
    .find(part => part.type === 'timeZoneName')?.value;
  return offset ? `${zone} (${offset})` : zone;
}

/** Date and time to the second. */
export function formatInstant(at: Date, format: TimeFormat = {}): string {
  return new Intl.DateTimeFormat(format.locale, {
    timeZone: format.timeZone,
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
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
  return new Intl.DateTimeFormat(format.locale, {
    timeZone: format.timeZone,
    ...(!sameDay && { month: 'short', day: 'numeric' }),
    ...time,
    ...(format.zone && { timeZoneName: 'short' }),
  }).format(at);
}

/** The calendar day an instant falls on for the reader, comparable by `===`. */
export function dayOf(at: Date, format: TimeFormat = {}): string {
  return new Intl.DateTimeFormat('en-CA', {
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
