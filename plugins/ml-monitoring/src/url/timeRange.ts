/** Ranges that end now, in seconds. */
export const presetSeconds = {
  '15m': 900,
  '1h': 3600,
  '6h': 21600,
  '24h': 86400,
  '7d': 604800,
  '14d': 1209600,
} as const;

export type Preset = keyof typeof presetSeconds;

export const presets = Object.keys(presetSeconds) as Preset[];

export const defaultPreset: Preset = '1h';

export const MIN_RANGE_SECONDS = 60;
export const MAX_RANGE_SECONDS = 31 * 86400;
const LATE_SAMPLES_MS = 5 * 60_000;

/** What the reader looks at. Milliseconds since the epoch. */
export type TimeRange =
  | { kind: 'preset'; preset: Preset }
  | { kind: 'custom'; fromMs: number; toMs: number };

export type CustomRangeProblem =
  'from' | 'to' | 'order' | 'short' | 'long' | 'future';

/** Why a custom range cannot be shown, or `undefined` if it can. */
export function checkCustomRange(
  fromMs: number,
  toMs: number,
  nowMs: number,
): CustomRangeProblem | undefined {
  if (!Number.isFinite(fromMs)) {
    return 'from';
  }
  if (!Number.isFinite(toMs)) {
    return 'to';
  }
  if (fromMs >= toMs) {
    return 'order';
  }
  if (fromMs >= nowMs) {
    return 'future';
  }
  if (toMs - fromMs < MIN_RANGE_SECONDS * 1000) {
    return 'short';
  }
  if (toMs - fromMs > MAX_RANGE_SECONDS * 1000) {
    return 'long';
  }
  return undefined;
}

/** Reads the range from the address. What cannot be understood becomes the default, and is named. */
export function readTimeRange(
  params: URLSearchParams,
  nowMs: number,
): { range: TimeRange; problem?: CustomRangeProblem | 'preset' } {
  const fallback = { kind: 'preset', preset: defaultPreset } as const;
  const from = params.get('from');
  const to = params.get('to');
  if (from !== null || to !== null) {
    const fromMs = parseInstant(from);
    const toMs = parseInstant(to);
    const problem = checkCustomRange(fromMs, toMs, nowMs);
    return problem
      ? { range: fallback, problem }
      : { range: { kind: 'custom', fromMs, toMs } };
  }
  const preset = params.get('range');
  if (preset === null) {
    return { range: fallback };
  }
  return isPreset(preset)
    ? { range: { kind: 'preset', preset } }
    : { range: fallback, problem: 'preset' };
}

/** Writes the range into the address and leaves everything else there as it was. */
export function writeTimeRange(
  params: URLSearchParams,
  range: TimeRange,
): URLSearchParams {
  const next = new URLSearchParams(params);
  for (const name of ['range', 'from', 'to']) {
    next.delete(name);
  }
  if (range.kind === 'preset') {
    next.set('range', range.preset);
  } else {
    next.set('from', new Date(range.fromMs).toISOString());
    next.set('to', new Date(range.toMs).toISOString());
  }
  return next;
}

export function resolveTimeRange(
  range: TimeRange,
  nowMs: number,
): { fromMs: number; toMs: number } {
  return range.kind === 'custom'
    ? { fromMs: range.fromMs, toMs: range.toMs }
    : { fromMs: nowMs - presetSeconds[range.preset] * 1000, toMs: nowMs };
}

/** Whether the range ended so long ago that nothing new will come. */
export function isOver(range: TimeRange, nowMs: number): boolean {
  return range.kind === 'custom' && range.toMs < nowMs - LATE_SAMPLES_MS;
}

/** The value of a `datetime-local` input, in the reader's zone. */
export function toLocalInput(ms: number): string {
  const at = new Date(ms);
  const two = (part: number) => String(part).padStart(2, '0');
  return (
    `${String(at.getFullYear()).padStart(4, '0')}-${two(at.getMonth() + 1)}-${two(at.getDate())}` +
    `T${two(at.getHours())}:${two(at.getMinutes())}`
  );
}

/** `NaN` for what is no date and time. */
export function fromLocalInput(text: string): number {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text)
    ? new Date(text).getTime()
    : NaN;
}

function isPreset(text: string): text is Preset {
  return Object.hasOwn(presetSeconds, text);
}

/**
 * A zone is required: without one the same address would mean other minutes to another reader. Milliseconds since 1970
 * are what the template of an alert can write.
 */
function parseInstant(text: string | null): number {
  if (text && /^\d{1,15}$/.test(text)) {
    return Number(text);
  }
  return text && /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:\d\d)$/.test(text)
    ? new Date(text).getTime()
    : NaN;
}
