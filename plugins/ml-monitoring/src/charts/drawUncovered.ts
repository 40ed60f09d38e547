import type uPlot from 'uplot';

/** A time of which nothing is kept, so that an empty plot is not taken for silence. */
export interface Uncovered {
  untilSeconds: number;
  text: string;
}

const FONT_SIZE = 11;
const STRIPE = 8;

/** Stripes from the left edge to where the values can begin, and what they mean. Called at each redraw. */
export function drawUncovered(
  u: uPlot,
  { untilSeconds, text }: Uncovered,
  look: { color: string; line: string; font: string },
) {
  const { ctx, bbox, scales } = u;
  if (untilSeconds <= (scales.x.min ?? 0)) {
    return;
  }
  const scale = bbox.width / u.over.clientWidth || 1;
  const width =
    Math.min(u.valToPos(untilSeconds, 'x', true), bbox.left + bbox.width) -
    bbox.left;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, width, bbox.height);
  ctx.clip();
  ctx.strokeStyle = look.line;
  ctx.lineWidth = scale;
  ctx.beginPath();
  for (let x = -bbox.height; x < width; x += STRIPE * scale) {
    ctx.moveTo(bbox.left + x, bbox.top + bbox.height);
    ctx.lineTo(bbox.left + x + bbox.height, bbox.top);
  }
  ctx.stroke();
  ctx.font = `${FONT_SIZE * scale}px ${look.font}`;
  ctx.textBaseline = 'middle';
  if (ctx.measureText(text).width + 8 * scale < width) {
    ctx.fillStyle = look.color;
    ctx.textAlign = 'center';
    ctx.fillText(text, bbox.left + width / 2, bbox.top + bbox.height / 2);
  }
  ctx.restore();
}
