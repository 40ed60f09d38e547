import fc from 'fast-check';
import { english } from '../__testUtils__/english';
import { evenTraffic, trafficProblem, trafficSum } from './traffic';

describe('evenTraffic', () => {
  it.each([
    [['main'], { main: 100 }],
    [['main', 'b'], { main: 50, b: 50 }],
    [['main', 'b', 'c'], { main: 34, b: 33, c: 33 }],
  ])('gives out all of it among %j', (predictors, traffic) => {
    expect(evenTraffic(predictors)).toEqual(traffic);
  });

  it('sums to 100 for any number of predictors', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), number => {
        const names = Array.from({ length: number }, (_, index) => `p${index}`);
        const traffic = evenTraffic(names);
        expect(trafficSum(traffic)).toBe(100);
        expect(trafficProblem(traffic, english)).toBeUndefined();
      }),
    );
  });
});

describe('trafficProblem', () => {
  it.each([
    [
      { a: 33, b: 33, c: 33 },
      'The shares sum to 99 %, and must sum to 100 %. 1 % are missing.',
    ],
    [
      { a: 80, b: 30 },
      'The shares sum to 110 %, and must sum to 100 %. 10 % are too many.',
    ],
    [{ a: 99.5, b: 0.5 }, 'Each share is a whole number from 0 to 100'],
    [{ a: -10, b: 110 }, 'Each share is a whole number from 0 to 100'],
    [{ a: Number.NaN, b: 100 }, 'Each share is a whole number from 0 to 100'],
  ])('refuses %j and says why', (traffic, problem) => {
    expect(trafficProblem(traffic, english)).toBe(problem);
  });

  it('takes whatever sums to 100', () => {
    expect(trafficProblem({ a: 0, b: 100 }, english)).toBeUndefined();
  });
});
