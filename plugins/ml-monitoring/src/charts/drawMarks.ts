import type uPlot from 'uplot';
import {
  changeLines,
  marksWithin,
  placeLabels,
  type AlertMark,
  type ChangeLine,
  type ChartMarks,
} from './marks';

/** How marks look. Lengths are in pixels of the page. */
export interface MarkLook {
  colors: Record<
    'change' | 'firing' | 'pending' | 'text' | 'background',
    string
  >;
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

/** Lines and shades, behind the values. Called at each redraw, of which the crosshair is none. */
export function drawMarks(u: uPlot, marks: ChartMarks, look: MarkLook) {
  const drawing = drawingOf(u, marks, look);
  if (drawing) {
    drawing.bands.forEach(band => drawBand(drawing, band, look));
    drawLines(drawing, look);
    drawing.ctx.restore();
  }
}

/** Their names, before the values. */
export function drawMarkLabels(u: uPlot, marks: ChartMarks, look: MarkLook) {
  const drawing = drawingOf(u, marks, look);
  if (drawing) {
    drawing.bands.forEach(band => drawBandLabel(drawing, band, look));
    drawLineLabels(drawing, look);
    drawing.ctx.restore();
  }
}

/** Alerts last until now, so all of a state are one band, from the first on. */
interface Band {
  state: AlertMark['state'];
  left: number;
  /** Where each alert began, inside the plot. */
  beginnings: number[];
}

interface Drawing {
  ctx: CanvasRenderingContext2D;
  bbox: uPlot.BBox;
  /** Pixels of the canvas for one of the page. */
  scale: number;
  lines: ChangeLine[];
  bands: Band[];
}

/** `undefined` where nothing is marked. Whoever gets one restores its context. */
function drawingOf(
  u: uPlot,
  all: ChartMarks,
  look: MarkLook,
): Drawing | undefined {
  const { ctx, bbox, scales } = u;
  const { changes, alerts } = marksWithin(
    all,
    scales.x.min ?? 0,
    scales.x.max ?? 0,
  );
  if (changes.length + alerts.length === 0) {
    return undefined;
  }
  const scale = bbox.width / u.over.clientWidth || 1;
  const toX = (seconds: number) => u.valToPos(seconds, 'x', true);
  ctx.save();
  ctx.font = `${FONT_SIZE * scale}px ${look.font}`;
  ctx.textBaseline = 'alphabetic';
  ctx.textAlign = 'left';
  return {
    ctx,
    bbox,
    scale,
    lines: changeLines(changes, toX, LINE_GAP * scale),
    bands: (['pending', 'firing'] as const).flatMap(state => {
      const from = alerts
        .filter(alert => alert.state === state)
        .map(alert => toX(alert.sinceSeconds));
      return from.length === 0
        ? []
        : [
            {
              state,
              left: Math.max(bbox.left, Math.min(...from)),
              beginnings: from.filter(x => x > bbox.left),
            },
          ];
    }),
  };
}

function drawBand({ ctx, bbox, scale }: Drawing, band: Band, look: MarkLook) {
  const { state, left, beginnings } = band;
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
  for (const x of beginnings) {
    strokeLine(ctx, [x, bbox.top], [x, bbox.top + bbox.height]);
  }
}

function drawBandLabel(drawing: Drawing, band: Band, look: MarkLook) {
  const { ctx, bbox, scale } = drawing;
  const text = look.alert(band.state);
  const margin = 3 * scale;
  const width = ctx.measureText(text).width;
  const left = band.left + margin;
  if (left + width + 2 * margin > bbox.left + bbox.width) {
    return;
  }
  const top = bbox.top + BAR * scale;
  ctx.fillStyle = look.colors.background;
  ctx.fillRect(left, top, width + 2 * margin, (FONT_SIZE + 4) * scale);
  ctx.fillStyle = look.colors.text;
  ctx.fillText(text, left + margin, top + FONT_SIZE * scale);
}

function drawLines({ ctx, bbox, scale, lines }: Drawing, look: MarkLook) {
  ctx.strokeStyle = look.colors.change;
  ctx.lineWidth = 1.5 * scale;
  ctx.setLineDash(dashes.change.map(length => length * scale));
  for (const { x } of lines) {
    strokeLine(ctx, [x, bbox.top - 4 * scale], [x, bbox.top + bbox.height]);
  }
}

function drawLineLabels({ ctx, bbox, scale, lines }: Drawing, look: MarkLook) {
  const labels = placeLabels(
    lines.map(({ x, changes: [first, ...more] }) => ({
      x,
      text: more.length ? look.several(first.label, more.length) : first.label,
    })),
    text => ctx.measureText(text).width,
    { left: bbox.left, right: bbox.left + bbox.width },
    LABEL_GAP * scale,
  );
  ctx.fillStyle = look.colors.text;
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
