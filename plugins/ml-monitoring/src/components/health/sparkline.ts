import type { Unit } from 'backstage-plugin-ml-monitoring-common';
import { valueRange } from '../../charts/axes';

export interface Box {
  width: number;
  height: number;
}

/**
 * The path of each unbroken run of values, in SVG's words. A gap is a gap; a value alone between two gaps is a dot.
 */
export function sparklinePaths(
  values: readonly (number | null)[],
  unit: Unit,
  box: Box,
): string[] {
  const measured = values.filter(value => value !== null);
  const [low, high] = valueRange(
    unit,
    measured.length ? Math.min(...measured) : null,
    measured.length ? Math.max(...measured) : null,
  );
  const x = (index: number) =>
    (index / Math.max(1, values.length - 1)) * box.width;
  const y = (value: number) =>
    box.height - ((value - low) / (high - low)) * box.height;
  const runs: string[][] = [];
  values.forEach((value, index) => {
    if (value === null) {
      return;
    }
    const point = `${round(x(index))} ${round(y(value))}`;
    if (index > 0 && values[index - 1] !== null) {
      runs[runs.length - 1].push(point);
    } else {
      runs.push([point]);
    }
  });
  return runs.map(run =>
    run.length === 1 ? `M${run[0]}h0` : `M${run.join('L')}`,
  );
}

const round = (pixels: number) => Math.round(pixels * 10) / 10;
