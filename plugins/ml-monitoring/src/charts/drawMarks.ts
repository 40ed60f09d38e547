import type uPlot from 'uplot';
import {
  changeLines,
  marksWithin,
  placeLabels,
  type ChangeLine,
  type ChartMarks,
} from './marks';

/** How marks look. Lengths are in pixels of the page. */
export interface MarkLook {
  colors: { change: string; firing: string; pending: string; text: string };
  font: string;
  /** What a line of several changes is called. */
  several(first: string, more: number): string;
  /** What the shaded time is called. */
  alert(state: 'firing' | 'pending'): string;
}

/** Room above the plot for the labels of the lines. */
export const LABEL_ROOM = 18;
const LINE_GAP = 6;
const LABEL_GAP = 6;
const FONT_SIZE = 11;
const BAR = 3;
const SHADE = 0.12;

const dashes = { change: [4, 3], firing: [], pending: [2, 3] };

/** Draws what is marked behind the lines of the chart. Called at each redraw, of which the crosshair is none. */
export function drawMarks(u: uPlot, marks: ChartMarks, look: MarkLook) {
  const [start, end] = [u.scales.x.min ?? 0, u.scales.x.max ?? 0];
  const { changes, alerts } = marksWithin(marks, start, end);
  if (changes.length + alerts.length === 0) {
    return;
  }
  const { ctx, bbox } = u;
  const scale = bbox.width / u.over.clientWidth || 1;
  const toX = (seconds: number) => u.valToPos(seconds, 'x', true);
  ctx.save();
  ctx.font = `${FONT_SIZE * scale}px ${look.font}`;
  ctx.textBaseline = 'alphabetic';
  ctx.textAlign = 'left';
  for (const state of ['pending', 'firing'] as const) {
    const from = alerts
      .filter(alert => alert.state === state)
      .map(alert => Math.max(bbox.left, toX(alert.sinceSeconds)));
    if (from.length > 0) {
      shade(
        u,
        state,
        { left: Math.min(...from), beginnings: from, scale },
        look,
      );
    }
  }
  drawChanges(u, changeLines(changes, toX, LINE_GAP * scale), scale, look);
  ctx.restore();
}

/** Alerts last until now, so all of a state are one shade from the first on, with a line where each began. */
function shade(
  u: uPlot,
  state: 'firing' | 'pending',
  at: { left: number; beginnings: number[]; scale: number },
  look: MarkLook,
) {
  const { ctx, bbox } = u;
  const { left, scale } = at;
  const right = bbox.left + bbox.width;
  ctx.fillStyle = look.colors[state];
  ctx.strokeStyle = look.colors[state];
  ctx.globalAlpha = SHADE;
  ctx.fillRect(left, bbox.top, right - left, bbox.height);
  ctx.globalAlpha = 1;
  ctx.setLineDash(dashes[state].map(length => length * scale));
  ctx.lineWidth = BAR * scale;
  strokeLine(ctx, [left, bbox.top], [right, bbox.top]);
  ctx.lineWidth = scale;
  for (const x of at.beginnings.filter(beginning => beginning > bbox.left)) {
    strokeLine(ctx, [x, bbox.top], [x, bbox.top + bbox.height]);
  }
  const text = look.alert(state);
  if (ctx.measureText(text).width + 2 * LABEL_GAP * scale < right - left) {
    ctx.fillStyle = look.colors.text;
    ctx.fillText(
      text,
      left + LABEL_GAP * scale,
      bbox.top + (FONT_SIZE + BAR + 2) * scale,
    );
  }
}

function drawChanges(
  u: uPlot,
  lines: ChangeLine[],
  scale: number,
  look: MarkLook,
) {
  const { ctx, bbox } = u;
  ctx.strokeStyle = look.colors.change;
  ctx.lineWidth = 1.5 * scale;
  ctx.setLineDash(dashes.change.map(length => length * scale));
  for (const { x } of lines) {
    strokeLine(ctx, [x, bbox.top - 4 * scale], [x, bbox.top + bbox.height]);
  }
  ctx.fillStyle = look.colors.text;
  const labels = placeLabels(
    lines.map(({ x, changes: [first, ...more] }) => ({
      x,
      text: more.length ? look.several(first.label, more.length) : first.label,
    })),
    text => ctx.measureText(text).width,
    { left: bbox.left, right: bbox.left + bbox.width },
    LABEL_GAP * scale,
  );
  for (const { text, left } of labels) {
    ctx.fillText(text, left, bbox.top - 6 * scale);
  }
}

function strokeLine(
  ctx: CanvasRenderingContext2D,
  from: [number, number],
  to: [number, number],
) {
  ctx.beginPath();
  ctx.moveTo(...from);
  ctx.lineTo(...to);
  ctx.stroke();
}
