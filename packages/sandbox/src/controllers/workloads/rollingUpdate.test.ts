import fc from 'fast-check';
import {
  rollingUpdateLimits,
  rollingUpdateStep,
  type RollingUpdateState,
} from './rollingUpdate';

const seldon = { maxSurge: '25%', maxUnavailable: '10%' };
const revision = (name: string, replicas: number, available = replicas) => ({
  name,
  replicas,
  available,
});

describe('rollingUpdateStep', () => {
  it.each<[string, Partial<RollingUpdateState>, Record<string, number>]>([
    [
      'starts the new pod before the old one may go',
      { desired: 1, current: revision('new', 0), old: [revision('old', 1)] },
      { new: 1, old: 1 },
    ],
    [
      'keeps the old pod while the new one is not available',
      { desired: 1, current: revision('new', 1, 0), old: [revision('old', 1)] },
      { new: 1, old: 1 },
    ],
    [
      'removes the old pod when the new one is available',
      { desired: 1, current: revision('new', 1), old: [revision('old', 1)] },
      { new: 1, old: 0 },
    ],
    [
      'removes an old pod that serves nobody at once',
      {
        desired: 1,
        current: revision('new', 0),
        old: [revision('good', 1), revision('broken', 1, 0)],
      },
      { new: 0, good: 1, broken: 0 },
    ],
    [
      'goes step by step with several replicas',
      { desired: 10, current: revision('new', 3), old: [revision('old', 10)] },
      { new: 3, old: 6 },
    ],
    [
      'scales a single revision to what is wanted',
      { desired: 2, current: revision('new', 5), old: [] },
      { new: 2 },
    ],
    [
      'scales to zero',
      { desired: 0, current: revision('new', 2), old: [revision('old', 1)] },
      { new: 0, old: 0 },
    ],
  ])('%s', (_, state, expected) => {
    expect(
      rollingUpdateStep({ ...seldon, ...state } as RollingUpdateState),
    ).toEqual(expected);
  });

  it('never exceeds the surge by starting pods, nor removes more available pods than allowed', () => {
    const counts = fc
      .tuple(fc.nat(20), fc.nat(20))
      .map(([a, b]) => [Math.max(a, b), Math.min(a, b)] as const);
    fc.assert(
      fc.property(
        fc.nat(20),
        counts,
        fc.array(counts, { maxLength: 3 }),
        (desired, now, others) => {
          const state = {
            ...seldon,
            desired,
            current: revision('new', ...now),
            old: others.map((count, index) =>
              revision(`old-${index}`, ...count),
            ),
          };
          const next = rollingUpdateStep(state);
          const { surge, unavailable } = rollingUpdateLimits(state);
          const oldPods = state.old.reduce((sum, r) => sum + r.replicas, 0);
          const before = state.old.reduce((sum, r) => sum + r.available, 0);
          const after = state.old.reduce(
            (sum, r) => sum + Math.min(r.available, next[r.name]),
            0,
          );
          expect(
            next.new <= state.current.replicas ||
              next.new + oldPods <= desired + surge,
          ).toBe(true);
          expect(
            after >= before ||
              after + state.current.available >= desired - unavailable,
          ).toBe(true);
        },
      ),
    );
  });
});
