import type uPlot from 'uplot';
import type { Unit } from 'backstage-plugin-ml-monitoring-common';
import { timeLabels, valueLabels, valueRange } from './axes';
import {
  drawMarkLabels,
  drawMarks,
  LABEL_ROOM,
  type MarkLook,
} from './drawMarks';
import { drawUncovered, type Uncovered } from './drawUncovered';
import type { ChartMarks } from './marks';
import { drawThresholds, withThresholds, type Threshold } from './thresholds';
import { timeTicks } from './timeTicks';
import { isolatedPoints } from './toChartData';
import type { LineStyle } from './palette';

/** What a chart is drawn from, apart from its values. */
export interface ChartLook {
  unit: Unit;
  lines: readonly LineStyle[];
  thresholds: readonly Threshold[];
  colors: { text: string; grid: string };
  font: string;
  fontFamily: string;
}

/** What is asked for at each redraw. */
export interface NowDrawn {
  span: [number, number];
  marks: ChartMarks;
  markLook: MarkLook;
  uncovered: Uncovered | undefined;
}

/** From the edges of a chart to its plot, in pixels, so that charts above each other and the timeline line up. */
export const PLOT_LEFT = 84;
export const PLOT_RIGHT = 12;

/** Charts with this key share one crosshair. */
const CROSSHAIR = 'ml-monitoring';
const MIN_DRAG_PIXELS = 12;
const PIXELS_OF_A_TIME = 70;

export function uplotOptions(
  look: ChartLook,
  size: { width: number; height: number },
  hidden: readonly boolean[],
  on: {
    cursor(index: number | undefined): void;
    select(fromSeconds: number, toSeconds: number): void;
    back(): void;
  },
  now: () => NowDrawn,
): uPlot.Options {
  const { text: stroke, grid } = look.colors;
  const axis = { stroke, font: look.font, ticks: { stroke: grid, size: 4 } };
  return {
    ...size,
    legend: { show: false },
    padding: [LABEL_ROOM, PLOT_RIGHT, 0, 0],
    cursor: {
      y: false,
      drag: { x: true, y: false, setScale: false, dist: MIN_DRAG_PIXELS },
      sync: {
        key: CROSSHAIR,
        setSeries: false,
        scales: ['x', null],
        // Only the crosshair is shared: a range dragged out on one chart is chosen once, not by each.
        filters: { pub: type => !['mousedown', 'mouseup'].includes(type) },
      },
      points: { size: 7 },
      bind: {
        dblclick: () => () => {
          on.back();
          return null;
        },
      },
    },
    scales: {
      x: { time: true, range: () => now().span },
      y: {
        range: (_, min, max) =>
          valueRange(look.unit, min, withThresholds(max, look.thresholds)),
      },
    },
    axes: [
      {
        ...axis,
        size: 42,
        grid: { show: false },
        splits: (u, _, startSeconds, endSeconds) =>
          timeTicks(
            { startSeconds, endSeconds },
            (u.width - PLOT_LEFT - PLOT_RIGHT) / PIXELS_OF_A_TIME,
          ),
        values: (_, splits) => timeLabels(splits),
      },
      {
        ...axis,
        space: 36,
        size: (_, values) => labelWidth(values),
        grid: { stroke: grid, width: 1 },
        values: (_, splits) => valueLabels(splits, look.unit),
      },
    ],
    series: [
      {},
      ...look.lines.map((line, index) => ({
        show: !hidden[index],
        stroke: line.color,
        width: line.width,
        dash: line.dash,
        spanGaps: false,
        points: {
          size: 4,
          fill: line.color,
          show: false,
          filter: (u: uPlot, at: number) => isolatedPoints(u.data[at]),
        },
      })),
    ],
    hooks: {
      drawClear: [
        u => {
          const { marks, markLook, uncovered } = now();
          if (uncovered) {
            drawUncovered(u, uncovered, {
              color: stroke,
              line: grid,
              font: look.fontFamily,
            });
          }
          drawMarks(u, marks, markLook);
        },
      ],
      draw: [
        u =>
          drawThresholds(u, look.thresholds, {
            color: stroke,
            font: look.fontFamily,
          }),
        u => {
          const { marks, markLook } = now();
          drawMarkLabels(u, marks, markLook);
        },
      ],
      setCursor: [u => on.cursor(u.cursor.idx ?? undefined)],
      setSelect: [
        u => {
          const { left, width } = u.select;
          if (width >= MIN_DRAG_PIXELS) {
            on.select(u.posToVal(left, 'x'), u.posToVal(left + width, 'x'));
            u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
          }
        },
      ],
    },
  };
}

/** The same for all but the longest labels at the axis' font size. */
function labelWidth(values: string[] | null): number {
  const longest = Math.max(0, ...(values ?? []).map(value => value.length));
  return Math.max(PLOT_LEFT, 16 + longest * 6.5);
}
