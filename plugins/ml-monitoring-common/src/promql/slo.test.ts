import { modelScope } from './scope';
import { missedShare, missedShareOver } from './slo';

const scope = modelScope({
  ref: { namespace: 'ml-mon', name: 'fraud' },
  matchers: {},
  windowSeconds: 300,
});

describe('missedShareOver', () => {
  it.each([undefined, 0.1] as const)(
    'is what missedShare asks over that time (bound %s)',
    boundSeconds => {
      const overDays = missedShare(scope, {
        overSeconds: 28 * 24 * 3600,
        boundSeconds,
      });
      expect(missedShareOver(overDays, 3600)).toBe(
        missedShare(scope, { overSeconds: 3600, boundSeconds }),
      );
    },
  );
});
