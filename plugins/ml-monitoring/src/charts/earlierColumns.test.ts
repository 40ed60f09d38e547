import fc from 'fast-check';
import type { Range } from 'backstage-plugin-ml-monitoring-common';
import { earlierColumns } from './earlierColumns';

const DAY = 86_400;
const series = (id: string, values: (number | null)[] = []) => ({
  id,
  name: id,
  labels: {},
  values,
});
const range = (
  startSeconds: number,
  steps: number,
  stepSeconds = 60,
): Range => ({
  startSeconds,
  endSeconds: startSeconds + steps * stepSeconds,
  stepSeconds,
});

describe('what charts are compared with', () => {
  it.each<[string, number, (number | null)[]]>([
    ['at the very instants a day before', 0, [1, 2, null]],
    ['where they lie less than half a step later', 20, [1, 2, null]],
    ['not where they lie a step later', 60, [null, 1, 2]],
    ['nothing where there is nothing near', 7200, [null, null, null]],
  ])('is what was measured %s', (_, late, expected) => {
    expect(
      earlierColumns([series('a')], [DAY, DAY + 60, DAY + 120], {
        series: [series('b', [7, 7, 7]), series('a', [1, 2, null])],
        range: range(late, 2),
        shiftSeconds: DAY,
      }),
    ).toEqual([expected]);
  });

  it('is all gaps for a series that was not there then', () => {
    expect(
      earlierColumns([series('canary')], [DAY, DAY + 60], {
        series: [series('default', [1, 2])],
        range: range(0, 1),
        shiftSeconds: DAY,
      }),
    ).toEqual([[null, null]]);
  });

  it('is never more than half a step away, and as many as there are instants', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -500, max: 500 }),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 0, max: 40 }),
        fc.integer({ min: 1, max: 90 }),
        (offset, nowSteps, thenSteps, stepSeconds) => {
          const times = Array.from(
            { length: nowSteps },
            (_, index) => DAY + index * stepSeconds,
          );
          const then = range(offset, thenSteps, stepSeconds);
          const instants = Array.from(
            { length: thenSteps + 1 },
            (_, index) => offset + index * stepSeconds,
          );
          // Each value is the instant at which it was measured.
          const [column] = earlierColumns([series('a')], times, {
            series: [series('a', instants)],
            range: then,
            shiftSeconds: DAY,
          });
          expect(column).toHaveLength(times.length);
          column.forEach((value, index) => {
            const nearest = Math.min(
              ...instants.map(at => Math.abs(at - (times[index] - DAY))),
            );
            const distance =
              value === null
                ? undefined
                : Math.abs(value - (times[index] - DAY));
            expect(distance).toBe(
              nearest <= stepSeconds / 2 ? nearest : undefined,
            );
          });
        },
      ),
    );
  });
});
