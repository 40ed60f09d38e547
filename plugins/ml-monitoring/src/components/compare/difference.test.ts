import fc from 'fast-check';
import {
  differenceOfLatencies,
  differenceOfRates,
  differenceOfShares,
  type Difference,
} from './difference';

const measured = (value: number | undefined, requests: number) => ({
  value,
  requests,
});

describe('a difference between the shares of two predictors', () => {
  it.each<
    [
      string,
      [number | undefined, number],
      [number | undefined, number],
      Difference['kind'],
    ]
  >([
    ['is told where there is no doubt', [0.001, 9000], [0.05, 1000], 'differs'],
    [
      'is told of a few requests that all fail',
      [0.001, 9000],
      [1, 20],
      'differs',
    ],
    ['is not told of one failure of ten', [0.001, 9000], [0.1, 10], 'few'],
    ['is not told of one failure of twenty', [0.001, 1000], [0.05, 20], 'few'],
    ['is not told where few requests went well', [0, 9000], [0, 50], 'few'],
    ['is none where many went alike', [0.001, 9000], [0.001, 1000], 'same'],
    [
      'is unknown where one was not measured',
      [0.001, 9000],
      [undefined, 0],
      'unknown',
    ],
  ])('%s', (_, main, other, kind) => {
    expect(differenceOfShares(measured(...main), measured(...other)).kind).toBe(
      kind,
    );
  });

  it('is absolute and relative to the main one, and has no ratio to zero', () => {
    expect(
      differenceOfShares(measured(0.5, 10_000), measured(0.75, 10_000)),
    ).toEqual({
      kind: 'differs',
      absolute: 0.25,
      relative: 0.5,
      atLeast: false,
    });
    expect(
      differenceOfShares(measured(0, 10_000), measured(0.5, 10_000)),
    ).toEqual({ kind: 'differs', absolute: 0.5, atLeast: false });
  });

  const share = fc.record({
    value: fc.double({ min: 0, max: 1, noNaN: true }),
    requests: fc.integer({ min: 0, max: 1e6 }),
  });

  it('is the same the other way round, but for its sign; and more requests never hide it', () => {
    fc.assert(
      fc.property(share, share, (one, two) => {
        const there = differenceOfShares(one, two);
        const back = differenceOfShares(two, one);
        const more = (of: typeof one) => ({
          ...of,
          requests: of.requests * 10,
        });
        const later = differenceOfShares(more(one), more(two));
        const absolute = (of: Difference) =>
          of.kind === 'differs' ? of.absolute : 0;
        expect(back.kind).toBe(there.kind);
        expect(absolute(there) + absolute(back)).toBe(0);
        expect(there.kind !== 'differs' || later.kind === 'differs').toBe(true);
      }),
    );
  });

  it('is not made of nothing: two streams that fail alike differ in less than one of fifty', () => {
    // Every outcome of two streams with the same share of failures, weighed by how likely it is.
    const fails = 0.02;
    const [many, few] = [500, 60];
    let likely = 0;
    for (let a = 0; a <= many; a += 1) {
      for (let b = 0; b <= few; b += 1) {
        const told = differenceOfShares(
          measured(a / many, many),
          measured(b / few, few),
        );
        if (told.kind === 'differs') {
          likely += binomial(many, a, fails) * binomial(few, b, fails);
        }
      }
    }
    expect(likely).toBeLessThan(0.02);
  });
});

describe('a difference between latencies', () => {
  it.each<[number, number, Difference['kind']]>([
    [0.5, 9, 'few'],
    [0.5, 10, 'differs'],
    [0.95, 99, 'few'],
    [0.95, 100, 'differs'],
    [0.99, 499, 'few'],
    [0.99, 500, 'differs'],
  ])('of quantile %d over %d requests is: %s', (quantile, requests, kind) => {
    expect(
      differenceOfLatencies(measured(0.01, 9000), measured(0.02, requests), {
        quantile,
      }).kind,
    ).toBe(kind);
  });

  it('is none within what buckets blur', () => {
    expect(
      differenceOfLatencies(measured(0.1, 9000), measured(0.104, 9000), {
        quantile: 0.5,
      }),
    ).toEqual({ kind: 'same' });
  });

  it('is at least so much where one is only known to be above a bound, and unknown where both are', () => {
    const options = { quantile: 0.5, ceiling: 10 };
    expect(
      differenceOfLatencies(measured(5, 900), measured(10, 900), options),
    ).toEqual({ kind: 'differs', absolute: 5, relative: 1, atLeast: true });
    expect(
      differenceOfLatencies(measured(10, 900), measured(10, 900), options),
    ).toEqual({ kind: 'unknown' });
  });
});

describe('a difference between rates', () => {
  it.each<[number | undefined, number | undefined, Difference]>([
    [9, 3, { kind: 'differs', absolute: -6, relative: -6 / 9, atLeast: false }],
    [9, 9.05, { kind: 'same' }],
    [0, 0, { kind: 'same' }],
    [0, 2, { kind: 'differs', absolute: 2, atLeast: false }],
    [9, undefined, { kind: 'unknown' }],
  ])('of %p and %p is %j', (main, other, difference) => {
    expect(differenceOfRates(measured(main, 1), measured(other, 1))).toEqual(
      difference,
    );
  });
});

function binomial(trials: number, successes: number, share: number): number {
  let logarithm = 0;
  for (let index = 1; index <= successes; index += 1) {
    logarithm += Math.log((trials - successes + index) / index);
  }
  return Math.exp(
    logarithm +
      successes * Math.log(share) +
      (trials - successes) * Math.log(1 - share),
  );
}
