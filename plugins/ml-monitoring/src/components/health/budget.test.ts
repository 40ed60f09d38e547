import { budgetState, burnNow, isShortened, wholeDays } from './budget';

describe('budgetState', () => {
  it.each([
    [1, { kind: 'left', ratio: 1 }],
    [0.71, { kind: 'left', ratio: 0.71 }],
    [0, { kind: 'left', ratio: 0 }],
    [-0.5, { kind: 'spent', overRatio: 0.5 }],
    [undefined, { kind: 'not-measured' }],
  ])('%p remaining is %j', (budgetRemaining, state) => {
    expect(budgetState({ budgetRemaining })).toEqual(state);
  });
});

describe('burnNow', () => {
  it('is that of the shortest window in which anything was measured', () => {
    expect(
      burnNow({
        burnRates: [
          { windowSeconds: 3600, rate: 2 },
          { windowSeconds: 300 },
          { windowSeconds: 1800, rate: 0 },
        ],
      }),
    ).toEqual({ windowSeconds: 1800, rate: 0 });
  });

  it('is nothing where nothing was', () => {
    expect(burnNow({ burnRates: [{ windowSeconds: 300 }] })).toBeUndefined();
  });
});

describe('the window of a budget', () => {
  it.each([
    [86_400, true],
    [2_419_200, false],
  ])('of %d s is shorter than four weeks: %s', (windowSeconds, shortened) => {
    expect(isShortened({ windowSeconds, wantedWindowSeconds: 2_419_200 })).toBe(
      shortened,
    );
  });

  it.each([
    [2_419_200, 28],
    [86_400, undefined],
    [200_000, undefined],
  ])('of %d s is counted in days: %p', (seconds, days) => {
    expect(wholeDays(seconds)).toBe(days);
  });
});
