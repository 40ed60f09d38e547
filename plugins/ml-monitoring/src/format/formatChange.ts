import type { Unit } from 'backstage-plugin-ml-monitoring-common';
import { formatNumber, formatValue } from './formatValue';

/** From here on a ratio reads better than a percentage. */
const MANY_TIMES = 10;

/** How far a value went, without its sign; shares in percentage points. */
export function formatDistance(
  change: number,
  unit: Unit,
  options: { locale?: string } = {},
): string {
  const size = Math.abs(change);
  return unit === 'ratio'
    ? `${formatNumber(size * 100, options.locale)} pp`
    : formatValue(size, unit, options);
}

/** Part of what it was, e.g. `+30 %`, `−5 %`, `×12`. */
export function formatRelative(relative: number, locale?: string): string {
  if (relative >= MANY_TIMES) {
    return `×${formatNumber(Math.round(1 + relative), locale)}`;
  }
  const size = Math.abs(relative) * 100;
  const number = new Intl.NumberFormat(
    locale,
    size < 10 ? { maximumSignificantDigits: 2 } : { maximumFractionDigits: 0 },
  ).format(size);
  return `${signOf(relative)}${number} %`;
}

/** From one value to another: as a part of the first, or for shares in percentage points. Absent where there is no telling. */
export function formatStep(
  from: number,
  to: number,
  unit: Unit,
): string | undefined {
  const change = to - from;
  if (unit === 'ratio') {
    return `${signOf(change)}${formatDistance(change, unit)}`;
  }
  return from === 0 ? undefined : formatRelative(change / Math.abs(from));
}

function signOf(value: number): string {
  if (value === 0) {
    return '±';
  }
  return value > 0 ? '+' : '−';
}
