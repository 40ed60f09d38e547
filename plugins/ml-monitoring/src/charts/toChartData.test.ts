import fc from 'fast-check';
import { isolatedPoints, summarise, toChartData } from './toChartData';

const series = (values: (number | null)[]) => ({
  id: 'a',
  name: 'a',
  labels: {},
  values,
});

describe('toChartData', () => {
  it('puts every series on the instants of the range', () => {
    expect(
      toChartData([series([1, null, 3]), series([4, 5, 6])], {
        startSeconds: 100,
        endSeconds: 130,
        stepSeconds: 15,
      }),
    ).toEqual({
      times: [100, 115, 130],
      columns: [
        [1, null, 3],
        [4, 5, 6],
      ],
    });
  });

  it('ends where the range ends, be that less than a step after the instant before', () => {
    expect(
      toChartData([series([1, 2, 3])], {
        startSeconds: 0,
        endSeconds: 140,
        stepSeconds: 120,
      }),
    ).toEqual({ times: [0, 120, 140], columns: [[1, 2, 3]] });
  });

  it('shows a value that is missing at the end as a gap, never as zero', () => {
    expect(
      toChartData([series([1])], {
        startSeconds: 0,
        endSeconds: 20,
        stepSeconds: 10,
      }).columns,
    ).toEqual([[1, null, null]]);
  });

  it.each([0, -5])('makes one instant of a step of %s', stepSeconds => {
    expect(
      toChartData([], { startSeconds: 5, endSeconds: 9, stepSeconds }).times,
    ).toEqual([5]);
  });

  it('gives every column the length of the axis and reaches the end', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2_000_000_000 }),
        fc.integer({ min: 1, max: 500 }),
        fc.double({ min: 0.1, max: 5000, noNaN: true }),
        fc.array(fc.option(fc.double()), { maxLength: 20 }),
        (startSeconds, steps, stepSeconds, values) => {
          const endSeconds = startSeconds + steps * stepSeconds;
          const data = toChartData([series(values)], {
            startSeconds,
            endSeconds,
            stepSeconds,
          });
          expect(data.times).toHaveLength(steps + 1);
          expect(data.columns[0]).toHaveLength(data.times.length);
          expect(data.times.at(-1)).toBeCloseTo(endSeconds, 3);
        },
      ),
    );
  });
});

describe('summarise', () => {
  it('leaves gaps out of every number', () => {
    expect(summarise([1, 2, 3, 4], [2, null, 4, null])).toEqual({
      latest: { value: 4, atSeconds: 3 },
      min: 2,
      max: 4,
      mean: 3,
    });
  });

  it('is nothing when nothing was measured', () => {
    expect(summarise([1, 2], [null, null])).toBeUndefined();
  });
});

describe('isolatedPoints', () => {
  it('finds what a line between points would not show', () => {
    expect(isolatedPoints([1, null, 2, 3, null, 4])).toEqual([0, 5]);
  });
});
