import { withThresholds } from './thresholds';

const at = (...values: number[]) =>
  values.map(value => ({ value, title: 'promised' }));

describe('withThresholds', () => {
  it.each([
    ['a threshold above the values is shown', 2, at(5), 5],
    ['one below them is shown anyway', 10, at(5), 10],
    ['one far above them does not press them flat', 1, at(3, 100), 3],
    [
      'without values there is nothing to see it beside',
      undefined,
      at(5),
      undefined,
    ],
  ])('%s', (_, max, thresholds, expected) => {
    expect(withThresholds(max, thresholds)).toBe(expected);
  });
});
