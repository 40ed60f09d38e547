import {
  MAX_RANGE_SECONDS,
  MIN_RANGE_SECONDS,
  type TimeRange,
} from './timeRange';

/** Milliseconds since the epoch. */
export interface Span {
  fromMs: number;
  toMs: number;
}

/** The range nearest to a span that can be shown: neither too short nor too long, and not of the future. */
export function rangeNear({ fromMs, toMs }: Span, nowMs: number): TimeRange {
  const length = Math.min(
    Math.max(toMs - fromMs, MIN_RANGE_SECONDS * 1000),
    MAX_RANGE_SECONDS * 1000,
  );
  const end = Math.min((fromMs + toMs + length) / 2, nowMs);
  return {
    kind: 'custom',
    fromMs: Math.round(end - length),
    toMs: Math.round(end),
  };
}

/** Longer or shorter by a factor, with one instant where it was. */
export function zoomed(
  { fromMs, toMs }: Span,
  factor: number,
  aroundMs = (fromMs + toMs) / 2,
): Span {
  return {
    fromMs: aroundMs - (aroundMs - fromMs) * factor,
    toMs: aroundMs + (toMs - aroundMs) * factor,
  };
}

/** Later by a share of its length; earlier where that is negative. */
export function panned({ fromMs, toMs }: Span, share: number): Span {
  const by = (toMs - fromMs) * share;
  return { fromMs: fromMs + by, toMs: toMs + by };
}

/** What is shown, and what was shown before it, the latest last. */
export interface Visits {
  shown: TimeRange;
  before: readonly TimeRange[];
}

const REMEMBERED = 20;

/** Going to the range before is going back, whichever way it is gone. */
export function visit({ shown, before }: Visits, next: TimeRange): Visits {
  const last = before.at(-1);
  if (last && isSameRange(last, next)) {
    return { shown: next, before: before.slice(0, -1) };
  }
  return { shown: next, before: [...before, shown].slice(-REMEMBERED) };
}

export function isSameRange(a: TimeRange, b: TimeRange): boolean {
  return a.kind === 'custom'
    ? b.kind === 'custom' && a.fromMs === b.fromMs && a.toMs === b.toMs
    : b.kind === 'preset' && a.preset === b.preset;
}
