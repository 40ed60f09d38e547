import { offsetSeconds, type TimeFormat } from '../format/formatTime';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const steps = [
  ...[1, 2, 5, 10, 15, 30],
  ...[1, 2, 5, 10, 15, 30].map(minutes => minutes * MINUTE),
  ...[1, 2, 3, 6, 12].map(hours => hours * HOUR),
  ...[1, 2, 5, 10].map(days => days * DAY),
];

/**
 * Round times of the reader's clock within a span, about `most` of them. Unix seconds. Where the clocks are changed, an hour
 * that does not exist has none, and one that comes twice has both.
 */
export function timeTicks(
  span: { startSeconds: number; endSeconds: number },
  most: number,
  format: TimeFormat = {},
): number[] {
  const { startSeconds, endSeconds } = span;
  const length = endSeconds - startSeconds;
  const step =
    steps.find(seconds => length / seconds <= most) ?? steps[steps.length - 1];
  // No span is so long that the clocks are changed twice in it.
  const offsets = [
    ...new Set([startSeconds, endSeconds].map(at => offsetSeconds(at, format))),
  ];
  const ticks: number[] = [];
  const firstOnClock = Math.min(...offsets) + startSeconds;
  const lastOnClock = Math.max(...offsets) + endSeconds;
  for (
    let clock = Math.ceil(firstOnClock / step) * step;
    clock <= lastOnClock;
    clock += step
  ) {
    const instants = offsets
      .map(offset => clock - offset)
      .filter(
        at =>
          at >= startSeconds &&
          at <= endSeconds &&
          at + offsetSeconds(at, format) === clock,
      );
    ticks.push(...(step > HOUR ? instants.slice(0, 1) : instants));
  }
  return ticks.sort((a, b) => a - b);
}
