import fc from 'fast-check';
import { grainOf, roundedDown, roundedOut } from './roundedRange';

const anyRange = fc
  .tuple(fc.integer({ min: 0, max: 2e9 }), fc.integer({ min: 60, max: 3e6 }))
  .map(([startSeconds, length]) => ({
    startSeconds,
    endSeconds: startSeconds + length,
    stepSeconds: 15,
  }));

describe('a range that is asked for once for a while', () => {
  it('holds all that is shown, and little more', () => {
    fc.assert(
      fc.property(anyRange, range => {
        const grain = grainOf(range, 16);
        const asked = roundedOut(range, grain);
        expect(range.startSeconds - asked.startSeconds).toBeGreaterThanOrEqual(
          0,
        );
        expect(range.startSeconds - asked.startSeconds).toBeLessThan(grain);
        expect(asked.endSeconds - range.endSeconds).toBeGreaterThanOrEqual(0);
        expect(asked.endSeconds - range.endSeconds).toBeLessThan(grain);
      }),
    );
  });

  it('ends no later where it must not look ahead, and is never empty', () => {
    fc.assert(
      fc.property(anyRange, range => {
        const grain = grainOf(range, 60);
        const asked = roundedDown(range, grain);
        expect(asked.endSeconds).toBeLessThanOrEqual(range.endSeconds);
        expect(asked.endSeconds).toBeGreaterThan(range.endSeconds - grain);
        expect(asked.endSeconds - asked.startSeconds).toBeGreaterThan(0);
      }),
    );
  });

  it('stays the same while the minutes move on within a grain', () => {
    const at = (startSeconds: number) => ({
      startSeconds,
      endSeconds: startSeconds + 3600,
      stepSeconds: 15,
    });
    expect(roundedOut(at(7215), 225)).toEqual(roundedOut(at(7410), 225));
    expect(roundedDown(at(7215), 60)).toEqual(roundedDown(at(7245), 60));
  });
});
