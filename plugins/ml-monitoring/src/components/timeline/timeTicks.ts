const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const steps = [
  ...[1, 2, 5, 10, 15, 30].map(minutes => minutes * MINUTE),
  ...[1, 2, 3, 6, 12].map(hours => hours * HOUR),
  ...[1, 2, 5, 10].map(days => days * DAY),
];

/** Round times of the reader's clock within a span, at most `most` of them. Unix seconds. */
export function timeTicks(
  span: { startSeconds: number; endSeconds: number },
  most: number,
): number[] {
  const length = span.endSeconds - span.startSeconds;
  const step =
    steps.find(seconds => length / seconds <= most) ?? steps[steps.length - 1];
  const ticks: number[] = [];
  for (
    let at = firstTick(span.startSeconds, step);
    at <= span.endSeconds;
    at = nextTick(at, step)
  ) {
    if (at >= span.startSeconds) {
      ticks.push(at);
    }
  }
  return ticks;
}

/** The last round time before: counted from the midnight of the reader's day. */
function firstTick(seconds: number, step: number): number {
  const midnight = new Date(seconds * 1000);
  midnight.setHours(0, 0, 0, 0);
  const from = midnight.getTime() / 1000;
  return from + Math.floor((seconds - from) / step) * step;
}

/** Days are not all of 24 hours. */
function nextTick(seconds: number, step: number): number {
  if (step < DAY) {
    return seconds + step;
  }
  const next = new Date(seconds * 1000);
  next.setDate(next.getDate() + step / DAY);
  return next.getTime() / 1000;
}
