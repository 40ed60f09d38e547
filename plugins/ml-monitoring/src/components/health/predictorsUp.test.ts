import { modelDetail } from '../../__testUtils__/fakeAnswers';
import { predictorsUp } from './predictorsUp';

const [first] = modelDetail().predictors;
const [rollout] = first.rollouts;
const predictor = (...available: number[]) => ({
  ...first,
  rollouts: available.map(number => ({ ...rollout, available: number })),
});

describe('predictorsUp', () => {
  it.each([
    [[predictor(1), predictor(0)], { up: 1, meant: 2 }],
    [[predictor(1, 0)], { up: 0, meant: 1 }],
    [[predictor(1), predictor()], { up: 1, meant: 1 }],
    [
      [{ ...first, rollouts: [{ ...rollout, desired: 0, available: 0 }] }],
      undefined,
    ],
    [[], undefined],
  ])('counts those with every part up: case %#', (predictors, count) => {
    expect(predictorsUp({ predictors })).toEqual(count);
  });
});
