import fc from 'fast-check';
import { unitSchema } from 'backstage-plugin-ml-monitoring-common';
import { displayScale, formatNumber, formatValue } from './formatValue';

const locale = 'en-US';

describe('formatValue', () => {
  it.each([
    [12.4, 'requests/s', '12.4 req/s'],
    [0, 'requests/s', '0 req/s'],
    [0.0001234, 'requests/s', '0.000123 req/s'],
    [1234.5, 'requests/s', '1,235 req/s'],
    [0.9995, 'ratio', '99.95 %'],
    [0.99996, 'ratio', '99.996 %'],
    [1, 'ratio', '100 %'],
    [0, 'ratio', '0 %'],
    [0.93, 'ratio', '93 %'],
    [0.0712, 'ratio', '7.12 %'],
    [0.038, 'seconds', '38 ms'],
    [0.0004, 'seconds', '400 µs'],
    [1.25, 'seconds', '1.25 s'],
    [600, 'seconds', '10 min'],
    [0, 'seconds', '0 ms'],
    [3.2, 'per second', '3.2 /s'],
    [1536, 'bytes', '1.5 KiB'],
    [3 * 2 ** 30, 'bytes', '3 GiB'],
    [0.25, 'cores', '0.25 cores'],
    [42, 'none', '42'],
    [2500000, 'none', '2.5M'],
  ] as const)('writes %s %s as %s', (value, unit, text) => {
    expect(formatValue(value, unit, { locale })).toBe(text);
  });

  it.each([
    [9.99, '9.99 s'],
    [10, '≥ 10 s'],
    [12, '≥ 10 s'],
  ])('says of %s s, where no more than 10 s can be told, %s', (value, text) => {
    expect(formatValue(value, 'seconds', { locale, ceiling: 10 })).toBe(text);
  });

  it('follows the reader’s way of writing numbers', () => {
    expect(formatValue(0.9995, 'ratio', { locale: 'de-DE' })).toBe('99,95 %');
  });

  it('never rounds a ratio below one up to 100 %', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1 - 1e-12, noNaN: true }), ratio =>
        expect(formatValue(ratio, 'ratio', { locale })).not.toBe('100 %'),
      ),
    );
  });

  it('never writes a value that is not zero as zero', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...unitSchema.options),
        fc.double({ min: 1e-12, max: 1e18, noNaN: true }),
        (unit, value) =>
          expect(
            formatValue(unit === 'ratio' ? Math.min(value, 1) : value, unit, {
              locale,
            }),
          ).toMatch(/[1-9]/),
      ),
    );
  });
});

describe('displayScale', () => {
  it('chooses one scale for a whole axis by its largest value', () => {
    expect(displayScale('seconds', 0.25)).toEqual({
      factor: 1000,
      symbol: 'ms',
    });
  });
});

describe('formatNumber', () => {
  it.each([
    [1e-9, '1.00e-9'],
    [-12.345, '-12.3'],
    [999.9, '1,000'],
  ])('writes %s as %s', (value, text) => {
    expect(formatNumber(value, locale)).toBe(text);
  });
});
