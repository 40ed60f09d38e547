import fc from 'fast-check';
import { unitSchema } from 'backstage-plugin-ml-monitoring-common';
import { timeLabels, valueLabels, valueRange } from './axes';

const berlin = { locale: 'en-GB', timeZone: 'Europe/Berlin' };
const seconds = (iso: string) => Date.parse(iso) / 1000;

describe('timeLabels', () => {
  it('shows the date first and where the reader’s day begins', () => {
    expect(
      timeLabels(
        [
          '2026-11-21T21:00:00Z',
          '2026-11-21T22:00:00Z',
          '2026-11-21T23:00:00Z',
          '2026-11-22T00:00:00Z',
        ].map(seconds),
        berlin,
      ),
    ).toEqual(['22:00\n21 Nov', '23:00', '00:00\n22 Nov', '01:00']);
  });

  it('shows seconds where labels are closer than a minute', () => {
    expect(
      timeLabels(
        ['2026-11-21T21:00:00Z', '2026-11-21T21:00:15Z'].map(seconds),
        berlin,
      ),
    ).toEqual(['22:00:00\n21 Nov', '22:00:15']);
  });

  it('shows dates alone where labels are days apart', () => {
    expect(
      timeLabels(
        ['2026-11-20T23:00:00Z', '2026-11-21T23:00:00Z'].map(seconds),
        berlin,
      ),
    ).toEqual(['21 Nov', '22 Nov']);
  });
});

describe('valueLabels', () => {
  it('keeps one scale on the whole axis', () => {
    expect(valueLabels([0, 0.1, 0.2, 0.1 + 0.2], 'seconds', 'en-US')).toEqual([
      '0 ms',
      '100 ms',
      '200 ms',
      '300 ms',
    ]);
  });

  it('tells ticks apart that differ in the fourth digit', () => {
    expect(valueLabels([0.9994, 0.9996, 0.9998], 'ratio', 'en-US')).toEqual([
      '99.94 %',
      '99.96 %',
      '99.98 %',
    ]);
  });
});

describe('valueRange', () => {
  it.each([
    ['requests/s', 3, 10, [0, 11]],
    ['requests/s', 0, 0, [0, 1]],
    ['ratio', 1, 1, [0.99, 1]],
    ['ratio', 0.01, 0.07, [0, 0.07 * 1.1]],
    ['none', 300, 310, [299, 311]],
    ['seconds', undefined, undefined, [0, 1]],
  ] as const)('of %s from %s to %s is %s', (unit, min, max, range) => {
    expect(valueRange(unit, min, max)).toEqual(range);
  });

  it('holds every value and is never empty', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...unitSchema.options),
        fc.double({ min: -1e9, max: 1e9, noNaN: true }),
        fc.double({ min: -1e9, max: 1e9, noNaN: true }),
        (unit, a, b) => {
          const [min, max] = a < b ? [a, b] : [b, a];
          const [low, high] = valueRange(unit, min, max);
          expect(low).toBeLessThan(high);
          expect(low).toBeLessThanOrEqual(min);
          expect(high).toBeGreaterThanOrEqual(max);
        },
      ),
    );
  });
});
