import type { Range } from './contract';

/** The instants of a range, one for each value of its series. @public */
export function instantsOf(range: Range): number[] {
  const { startSeconds, endSeconds, stepSeconds } = range;
  const steps = stepsBeforeEnd(range);
  return Array.from({ length: steps + 1 }, (_, index) =>
    index < steps ? startSeconds + index * stepSeconds : endSeconds,
  );
}

/** How many instants a range has. @public */
export function pointsIn(range: Range): number {
  return stepsBeforeEnd(range) + 1;
}

function stepsBeforeEnd({ startSeconds, endSeconds, stepSeconds }: Range) {
  // A step such as 0.1 is not exact in binary: without the margin the last instant would come twice.
  const steps = Math.ceil((endSeconds - startSeconds) / stepSeconds - 1e-6);
  return stepSeconds > 0 ? Math.max(0, steps) : 0;
}
