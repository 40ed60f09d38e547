import type { Unit } from 'backstage-plugin-ml-monitoring-common';
import { displayScale, formatNumber } from '../format/formatValue';
import {
  dayOf,
  offsetName,
  offsetSeconds,
  type TimeFormat,
} from '../format/formatTime';
import { dateTimeFormat, numberFormat } from '../format/intl';

const HEADROOM = 1.1;

/**
 * From where to where the value axis goes. It starts at zero, so that heights compare; except for success
 * near 100 %, and for numbers without a unit, of which nobody knows where their zero is.
 */
export function valueRange(
  unit: Unit,
  min: number | null | undefined,
  max: number | null | undefined,
): [number, number] {
  if (typeof min !== 'number' || typeof max !== 'number') {
    return [0, 1];
  }
  if (unit === 'ratio' && min >= 0.5 && max <= 1) {
    return [Math.max(0, 1 - Math.max((1 - min) * HEADROOM, 0.01)), 1];
  }
  if (unit === 'none' && min !== max && (min > 0 || max < 0)) {
    const margin = (max - min) * 0.1;
    return [min - margin, max + margin];
  }
  if (min === 0 && max === 0) {
    return [0, 1];
  }
  return [Math.min(0, min * HEADROOM), Math.max(0, max * HEADROOM)];
}

/** Labels of the value axis, all in the scale of the largest. */
export function valueLabels(
  splits: readonly number[],
  unit: Unit,
  locale?: string,
): string[] {
  const largest = Math.max(...splits.map(Math.abs), 0);
  const { factor, symbol } = displayScale(unit, largest);
  return splits.map(split => {
    // Multiples of a tick are not exact: 0.30000000000000004.
    const shown = Number((split * factor).toPrecision(12));
    return symbol
      ? `${tickNumber(shown, locale)} ${symbol}`
      : tickNumber(shown, locale);
  });
}

function tickNumber(value: number, locale?: string): string {
  return Math.abs(value) >= 1000 || value === 0
    ? formatNumber(value, locale)
    : numberFormat(locale, { maximumSignificantDigits: 6 }).format(value);
}

/** Where clocks are changed a day is an hour shorter. */
const SHORTEST_DAY_SECONDS = 23 * 3600;

/**
 * Labels of the time axis in the reader's zone. The date stands below the first label and wherever a day begins, so that
 * 14:00 of two days is never the same label; the zone stands where the clocks were changed, for the same reason.
 */
export function timeLabels(
  splits: readonly number[],
  format: TimeFormat = {},
): string[] {
  const increment = splits.length > 1 ? splits[1] - splits[0] : 60;
  const date = dateTimeFormat(format.locale, {
    timeZone: format.timeZone,
    month: 'short',
    day: 'numeric',
  });
  const time = dateTimeFormat(format.locale, {
    timeZone: format.timeZone,
    hour: '2-digit',
    minute: '2-digit',
    ...(increment < 60 && { second: '2-digit' }),
  });
  return splits.map((seconds, index) => {
    const at = new Date(seconds * 1000);
    if (increment >= SHORTEST_DAY_SECONDS) {
      return date.format(at);
    }
    const previous: number | undefined = splits[index - 1];
    const below = [
      (previous === undefined ||
        dayOf(at, format) !== dayOf(new Date(previous * 1000), format)) &&
        date.format(at),
      previous !== undefined &&
        offsetSeconds(seconds, format) !== offsetSeconds(previous, format) &&
        offsetName(at, format),
    ].filter(Boolean);
    return below.length
      ? `${time.format(at)}\n${below.join(' ')}`
      : time.format(at);
  });
}
