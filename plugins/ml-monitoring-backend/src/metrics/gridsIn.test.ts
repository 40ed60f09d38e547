import fc from 'fast-check';
import { instantsOf } from 'backstage-plugin-ml-monitoring-common';
import { gridsIn } from './gridsIn';

const range = (
  startSeconds: number,
  endSeconds: number,
  stepSeconds: number,
) => ({
  startSeconds,
  endSeconds,
  stepSeconds,
});

describe('gridsIn', () => {
  it.each([
    ['a range that ends on its grid', range(0, 240, 120), [range(0, 240, 120)]],
    ['one instant', range(60, 60, 120), [range(60, 60, 120)]],
    [
      'an end between two steps',
      range(0, 300, 120),
      [range(0, 240, 120), range(300, 300, 120)],
    ],
    [
      'two instants, which have a step of their own',
      range(120, 180, 120),
      [range(120, 180, 60)],
    ],
    [
      'two instants that are no multiples of what lies between them',
      range(900, 1020, 900),
      [range(900, 900, 900), range(1020, 1020, 900)],
    ],
  ])('of %s', (_, whole, grids) => {
    expect(gridsIn(whole)).toEqual(grids);
  });

  it('has every instant once, each grid with its end a whole number of steps after its start', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e9 }),
        fc.integer({ min: 0, max: 1000 }),
        fc.integer({ min: 1, max: 100 }),
        (startSeconds, length, stepSeconds) => {
          const whole = range(startSeconds, startSeconds + length, stepSeconds);
          const grids = gridsIn(whole);
          expect(grids.flatMap(instantsOf)).toEqual(instantsOf(whole));
          expect(
            grids.filter(
              grid => (grid.endSeconds - grid.startSeconds) % grid.stepSeconds,
            ),
          ).toEqual([]);
        },
      ),
    );
  });
});
