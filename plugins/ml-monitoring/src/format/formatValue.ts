import type { Unit } from 'backstage-plugin-ml-monitoring-common';
import { numberFormat } from './intl';

/** How values of one magnitude are shown: multiplied, then followed by a symbol. */
export interface DisplayScale {
  factor: number;
  symbol: string;
}

const steps: Partial<Record<Unit, { from: number; scale: DisplayScale }[]>> = {
  seconds: [
    { from: 172800, scale: { factor: 1 / 86400, symbol: 'd' } },
    { from: 7200, scale: { factor: 1 / 3600, symbol: 'h' } },
    { from: 120, scale: { factor: 1 / 60, symbol: 'min' } },
    { from: 1, scale: { factor: 1, symbol: 's' } },
    { from: 0.001, scale: { factor: 1e3, symbol: 'ms' } },
    { from: Number.MIN_VALUE, scale: { factor: 1e6, symbol: 'µs' } },
    { from: 0, scale: { factor: 1e3, symbol: 'ms' } },
  ],
  bytes: [
    { from: 2 ** 40, scale: { factor: 2 ** -40, symbol: 'TiB' } },
    { from: 2 ** 30, scale: { factor: 2 ** -30, symbol: 'GiB' } },
    { from: 2 ** 20, scale: { factor: 2 ** -20, symbol: 'MiB' } },
    { from: 2 ** 10, scale: { factor: 2 ** -10, symbol: 'KiB' } },
    { from: 0, scale: { factor: 1, symbol: 'B' } },
  ],
};

const fixed: Record<Unit, DisplayScale> = {
  'requests/s': { factor: 1, symbol: 'req/s' },
  ratio: { factor: 100, symbol: '%' },
  seconds: { factor: 1, symbol: 's' },
  'per second': { factor: 1, symbol: '/s' },
  bytes: { factor: 1, symbol: 'B' },
  cores: { factor: 1, symbol: 'cores' },
  none: { factor: 1, symbol: '' },
};

/** The scale in which a value, or the largest value of an axis, reads best. */
export function displayScale(unit: Unit, magnitude: number): DisplayScale {
  const size = Math.abs(magnitude);
  return steps[unit]?.find(step => size >= step.from)?.scale ?? fixed[unit];
}

/** A value with its unit, e.g. `12.4 req/s`, `99.95 %`, `38 ms`; at the highest that can be told, `≥ 10 s`. */
export function formatValue(
  value: number,
  unit: Unit,
  options: { locale?: string; ceiling?: number } = {},
): string {
  const { ceiling, locale } = options;
  if (ceiling !== undefined && value >= ceiling) {
    return `≥ ${formatValue(ceiling, unit, { locale })}`;
  }
  const { factor, symbol } = displayScale(unit, value);
  const number =
    unit === 'ratio'
      ? formatPercent(value, locale)
      : formatNumber(value * factor, locale);
  return symbol ? `${number} ${symbol}` : number;
}

/** Three significant digits, whole numbers in full up to a million. */
export function formatNumber(value: number, locale?: string): string {
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-6 || size >= 1e15)) {
    return value.toExponential(2);
  }
  if (size >= 1e6) {
    return numberFormat(locale, {
      notation: 'compact',
      maximumSignificantDigits: 4,
    }).format(value);
  }
  return numberFormat(
    locale,
    size >= 1000
      ? { maximumFractionDigits: 0 }
      : { maximumSignificantDigits: 3 },
  ).format(value);
}

const MAX_PERCENT_DIGITS = 6;

/**
 * Three significant digits, counted from the nearer of 0 % and 100 %, so that 99.996 % is not
 * shown as 100 %: one failure in a thousand must stay visible.
 */
function formatPercent(ratio: number, locale?: string): string {
  const percent = ratio * 100;
  if (percent < 50 || percent >= 100) {
    return formatNumber(percent, locale);
  }
  const missing = 100 - percent;
  const digits = Math.min(
    MAX_PERCENT_DIGITS,
    Math.max(1, Math.ceil(-Math.log10(missing)) + 1),
  );
  const limit = 10 ** digits;
  const shown = Math.min(
    Math.round(percent * limit) / limit,
    (100 * limit - 1) / limit,
  );
  return numberFormat(locale, {
    maximumFractionDigits: digits,
  }).format(shown);
}
