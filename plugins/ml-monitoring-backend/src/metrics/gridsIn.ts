import { instantsOf, type Range } from 'backstage-plugin-ml-monitoring-common';

/** The parts of a range that can be asked for: Prometheus knows no end that is not a step after the instant before. */
export function gridsIn(range: Range): Range[] {
  const { startSeconds, endSeconds, stepSeconds } = range;
  const [before = startSeconds, end = before] = instantsOf(range).slice(-2);
  const last = end - before;
  if (end === before || Math.abs(last - stepSeconds) < stepSeconds * 1e-6) {
    return [range];
  }
  // What stands in front of a Prometheus may move a grid to multiples of its step.
  return before === startSeconds && before % last === 0
    ? [{ startSeconds, endSeconds, stepSeconds: last }]
    : [
        { startSeconds, endSeconds: before, stepSeconds },
        { startSeconds: endSeconds, endSeconds, stepSeconds },
      ];
}
