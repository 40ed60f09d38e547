import fc from 'fast-check';
import { everySoOften, inProportion, parseLatencyMix } from './sequences';

const times = <T>(count: number, next: () => T) =>
  Array.from({ length: count }, next);

describe('everySoOften', () => {
  it.each([
    [0, 0],
    [0.07, 7],
    [0.5, 50],
    [1, 100],
  ])('is true in a share of %d, exactly', (ratio, expected) => {
    expect(times(100, everySoOften(ratio)).filter(Boolean)).toHaveLength(
      expected,
    );
  });

  it('never strays from the share by a whole call', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(300),
        (ratio, calls) => {
          const count = times(calls, everySoOften(ratio)).filter(
            Boolean,
          ).length;
          expect(Math.abs(count - calls * ratio)).toBeLessThanOrEqual(1);
        },
      ),
    );
  });
});

describe('inProportion', () => {
  it('keeps the proportion in every round', () => {
    const drawn = times(
      200,
      inProportion(parseLatencyMix('20ms:90,200ms:9,1s:1')),
    );
    const count = (value: number) =>
      drawn.filter(each => each === value).length;
    expect([count(20), count(200), count(1000)]).toEqual([180, 18, 2]);
  });
});

describe('parseLatencyMix', () => {
  it('says what it cannot read', () => {
    expect(() => parseLatencyMix('fast')).toThrow(
      'LATENCY "fast" is not <duration>:<weight>, such as 20ms:90',
    );
  });
});
