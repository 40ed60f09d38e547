import type uPlot from 'uplot';
import type { Panel } from 'backstage-plugin-ml-monitoring-common';

export type Threshold = NonNullable<Panel['thresholds']>[number];

/** Further away than this many times the largest value, a threshold would press the values flat. */
const REACH = 4;
const FONT_SIZE = 11;
const DASH = [6, 3];

/** The largest of values and thresholds that are near enough to be seen beside them. */
export function withThresholds(
  max: number | null | undefined,
  thresholds: readonly Threshold[],
): number | null | undefined {
  if (typeof max !== 'number') {
    return max;
  }
  return Math.max(
    max,
    ...thresholds
      .map(({ value }) => value)
      .filter(value => value <= max * REACH),
  );
}

/** A line across the plot for each, with its name above. Called at each redraw. */
export function drawThresholds(
  u: uPlot,
  thresholds: readonly Threshold[],
  look: { color: string; font: string },
) {
  const { ctx, bbox, scales } = u;
  const lowest = scales.y.min ?? -Infinity;
  const highest = scales.y.max ?? Infinity;
  const scale = bbox.width / u.over.clientWidth || 1;
  ctx.save();
  ctx.strokeStyle = look.color;
  ctx.fillStyle = look.color;
  ctx.font = `${FONT_SIZE * scale}px ${look.font}`;
  ctx.textAlign = 'right';
  ctx.textBaseline = 'alphabetic';
  ctx.lineWidth = scale;
  ctx.setLineDash(DASH.map(length => length * scale));
  for (const { value, title } of thresholds) {
    if (value < lowest || value > highest) {
      continue;
    }
    const y = u.valToPos(value, 'y', true);
    const right = bbox.left + bbox.width;
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(right, y);
    ctx.stroke();
    ctx.fillText(title, right - 4 * scale, y - 3 * scale);
  }
  ctx.restore();
}
