import fc from 'fast-check';
import type { RangeSeries } from './MetricsSource';
import { joinSeries } from './joinSeries';

const series = (
  name: string,
  ...values: (number | undefined)[]
): RangeSeries => ({
  labels: { name },
  values,
});

describe('joinSeries', () => {
  it('believes the later answer where two know the same instant, also that there is nothing', () => {
    expect(
      joinSeries(
        [
          {
            series: [series('a', 1, 2, 3), series('b', 1, 2, 3)],
            places: [0, 1, 2],
          },
          { series: [series('a', 9, 4)], places: [2, 3] },
        ],
        4,
      ),
    ).toEqual([
      series('a', 1, 2, 9, 4),
      series('b', 1, 2, undefined, undefined),
    ]);
  });

  it('leaves out what lies outside', () => {
    expect(
      joinSeries([{ series: [series('a', 1, 2, 3)], places: [-1, 0, 1] }], 1),
    ).toEqual([series('a', 2)]);
  });

  it('tells series apart by the set of their labels, in whatever order', () => {
    expect(
      joinSeries(
        [
          {
            series: [{ labels: { a: '1', b: '2' }, values: [1] }],
            places: [0],
          },
          {
            series: [{ labels: { b: '2', a: '1' }, values: [2] }],
            places: [1],
          },
        ],
        2,
      ),
    ).toEqual([{ labels: { a: '1', b: '2' }, values: [1, 2] }]);
  });

  it('gives of parts what the whole would have given, wherever it is cut and however the parts overlap', () => {
    const points = 12;
    const value = fc.option(fc.double({ noNaN: true }), { nil: undefined });
    const whole = fc.uniqueArray(
      fc.record({
        labels: fc.dictionary(
          fc.string({ maxLength: 2 }),
          fc.string({ maxLength: 2 }),
          { maxKeys: 2 },
        ),
        values: fc.array(value, { minLength: points, maxLength: points }),
      }),
      {
        selector: ({ labels }) => JSON.stringify(Object.entries(labels).sort()),
        maxLength: 6,
      },
    );
    const indexes = [...new Array(points).keys()];
    const isMeasured = ({ values }: RangeSeries) =>
      values.some(each => each !== undefined);
    const byLabels = (all: RangeSeries[]) =>
      new Map(
        all
          .filter(isMeasured)
          .map(({ labels, values }) => [
            JSON.stringify(Object.entries(labels).sort()),
            values,
          ]),
      );
    fc.assert(
      fc.property(
        whole,
        fc.integer({ min: 0, max: points }),
        fc.integer({ min: 0, max: points }),
        (all, cut, overlap) => {
          // What was told before is out of date where it is told again.
          const from = Math.max(0, cut - overlap);
          const old = all.map(({ labels, values }) => ({
            labels,
            values: values
              .slice(0, cut)
              .map((each, at) => (at < from ? each : 42)),
          }));
          const part = (told: RangeSeries[], places: number[]) => ({
            series: told.filter(isMeasured),
            places,
          });
          const joined = joinSeries(
            [
              part(old, indexes.slice(0, cut)),
              part(
                all.map(({ labels, values }) => ({
                  labels,
                  values: values.slice(from),
                })),
                indexes.slice(from),
              ),
            ],
            points,
          );
          expect(byLabels(joined)).toEqual(byLabels(all));
        },
      ),
    );
  });
});
