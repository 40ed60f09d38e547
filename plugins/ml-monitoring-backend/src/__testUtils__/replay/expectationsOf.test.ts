import * as fc from 'fast-check';
import { allowances } from './allowances';
import { compare, type Expectation } from './expectation';
import { expectationsOf } from './expectationsOf';
import { idealConditions, idealTraffic } from './ideal';

const replicas = { main: 2, canary: 1 };

const truthsOf = (rows: readonly Expectation[], error: Expectation['error']) =>
  Object.fromEntries(
    rows
      .filter(row => row.error === error)
      .map(({ panel, series, truth }) => [`${panel} ${series}`, truth]),
  );

describe('what panels have to show', () => {
  it('keeps every share and every quantile however much of the same is sent, and grows every rate', () => {
    const once = expectationsOf(
      idealTraffic({ replicas, rounds: 1 }),
      idealConditions,
    );
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6 }),
        fc.integer(),
        (rounds, seed) => {
          const more = expectationsOf(
            idealTraffic({ replicas, rounds }, seed),
            idealConditions,
          );
          for (const error of ['ratio', 'quantile', 'exact'] as const) {
            const expected = Object.entries(truthsOf(once, error)).map(
              ([name, truth]) => [name, expect.closeTo(truth, 9)],
            );
            expect(truthsOf(more, error)).toEqual(Object.fromEntries(expected));
          }
          const rates = Object.entries(truthsOf(once, 'rate')).map(
            ([name, truth]) => [name, expect.closeTo(truth * rounds, 9)],
          );
          expect(truthsOf(more, 'rate')).toEqual(Object.fromEntries(rates));
        },
      ),
      { numRuns: 30 },
    );
  });

  it('allows of every quantile one bucket', () => {
    const allow = allowances(idealConditions);
    const durations = [0.12, 0.12, 0.3].map(s => ({
      least: s,
      most: s + 0.01,
    }));
    expect(allow.quantile(0.5, durations, [0.1, 0.25, 0.5])).toEqual({
      error: 'quantile',
      truth: 0.12,
      least: 0.1,
      most: 0.25,
    });
  });
});

describe('a comparison', () => {
  const expected: Expectation[] = [
    {
      panel: 'requests',
      series: 'main',
      ...allowances(idealConditions).rate(60),
    },
  ];
  const holds = (value: number | undefined, series = 'main') =>
    compare(expected, [{ panel: 'requests', series, value }]).map(
      row => row.holds,
    );

  it.each([
    ['holds within the error', 1.05, [true]],
    ['fails for what is counted twice', 2, [false]],
    ['fails for nothing', undefined, [false]],
  ])('%s', (_, value, outcome) => {
    expect(holds(value)).toEqual(outcome);
  });

  it('fails for a series that nobody expects', () => {
    expect(holds(1, 'other')).toEqual([false, false]);
  });
});
