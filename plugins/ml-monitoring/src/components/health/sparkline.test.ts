import { sparklinePaths } from './sparkline';
import { trendFacts } from './trendFacts';

const box = { width: 40, height: 11 };

describe('sparklinePaths', () => {
  it.each([
    [
      'one line of what was measured throughout',
      [0, 5, 10],
      ['M0 11L20 6L40 1'],
    ],
    ['a gap as a gap', [10, 10, null, 10, 10], ['M0 1L10 1', 'M30 1L40 1']],
    ['a value alone as a dot', [null, 10, null], ['M20 1h0']],
    ['nothing of nothing', [null, null], []],
    ['zero at the bottom', [0, 0], ['M0 11L40 11']],
  ])('draws %s', (_, values, paths) => {
    expect(sparklinePaths(values, 'requests/s', box)).toEqual(paths);
  });
});

describe('trendFacts', () => {
  const range = { startSeconds: 0, endSeconds: 180, stepSeconds: 60 };

  it('says between what it was, and for how long it was not measured', () => {
    expect(trendFacts([3, null, 0, 7], range)).toEqual({
      min: 0,
      max: 7,
      windowSeconds: 180,
      gapSeconds: 60,
    });
  });

  it('says nothing of what was never measured', () => {
    expect(trendFacts([null, null], range)).toBeUndefined();
  });
});
