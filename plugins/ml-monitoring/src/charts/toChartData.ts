import {
  instantsOf,
  type Panel,
  type Range,
} from 'backstage-plugin-ml-monitoring-common';

/** Columns over one time axis, as the chart and the table both read them. */
export interface ChartData {
  /** Unix seconds, ascending. */
  times: number[];
  /** One column per series, each as long as `times`. `null` is a gap. */
  columns: (number | null)[][];
}

/** More instants than any answer holds: a broken range must not freeze the page. */
const MAX_POINTS = 20_000;

export function toChartData(series: Panel['series'], range: Range): ChartData {
  const { startSeconds, endSeconds, stepSeconds } = range;
  const times = instantsOf({
    ...range,
    endSeconds: Math.min(
      endSeconds,
      startSeconds + MAX_POINTS * Math.max(0, stepSeconds),
    ),
  });
  return {
    times,
    columns: series.map(({ values }) =>
      times.map((_, index) => values[index] ?? null),
    ),
  };
}

export interface Summary {
  latest: { value: number; atSeconds: number };
  min: number;
  max: number;
  mean: number;
}

/** `undefined` when nothing was measured. Gaps count for nothing, least of all for zero. */
export function summarise(
  times: readonly number[],
  column: readonly (number | null)[],
): Summary | undefined {
  let latest: Summary['latest'] | undefined;
  let min = Infinity;
  let max = -Infinity;
  let sum = 0;
  let count = 0;
  column.forEach((value, index) => {
    if (value !== null) {
      latest = { value, atSeconds: times[index] };
      min = Math.min(min, value);
      max = Math.max(max, value);
      sum += value;
      count += 1;
    }
  });
  return latest && { latest, min, max, mean: sum / count };
}

/** Indices of points with a gap on both sides: a line draws nothing there. */
export function isolatedPoints(
  column: ArrayLike<number | null | undefined>,
): number[] {
  const isGap = (index: number) =>
    column[index] === null || column[index] === undefined;
  return Array.from(column, (_, index) => index).filter(
    index => !isGap(index) && isGap(index - 1) && isGap(index + 1),
  );
}
