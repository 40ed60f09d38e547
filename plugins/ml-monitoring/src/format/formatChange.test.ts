import type { Unit } from 'backstage-plugin-ml-monitoring-common';
import { formatDistance, formatRelative, formatStep } from './formatChange';

const locale = 'en';

describe('how far a value went', () => {
  it.each<[number, Unit, string]>([
    [0.012, 'seconds', '12 ms'],
    [-0.012, 'seconds', '12 ms'],
    [0.0123, 'ratio', '1.23 pp'],
    [-3, 'requests/s', '3 req/s'],
  ])('%d in %s is %s', (change, unit, text) => {
    expect(formatDistance(change, unit, { locale })).toBe(text);
  });

  it.each([
    [0.3, '+30 %'],
    [-0.055, '−5.5 %'],
    [0, '±0 %'],
    [1.5, '+150 %'],
    [11, '×12'],
    [-1, '−100 %'],
  ])('%d of what it was is %s', (relative, text) => {
    expect(formatRelative(relative, locale)).toBe(text);
  });

  it.each<[number, number, Unit, string | undefined]>([
    [10, 12, 'requests/s', '+20 %'],
    [0.99, 0.97, 'ratio', '−2 pp'],
    [0, 5, 'requests/s', undefined],
    [-10, -5, 'none', '+50 %'],
  ])('from %d to %d in %s is %s', (from, to, unit, text) => {
    expect(formatStep(from, to, unit)).toBe(text);
  });
});
