import type { Alert, ModelChange } from 'backstage-plugin-ml-monitoring-common';

/** A moment at which somebody changed something: a vertical line. */
export interface ChangeMark {
  kind: ModelChange['kind'];
  atSeconds: number;
  /** A word, for the chart itself. */
  label: string;
  /** What, when and by whom. */
  text: string;
}

/** An alert of now: the time since it began is shaded. */
export interface AlertMark {
  state: Alert['state'];
  sinceSeconds: number;
  text: string;
}

/** What is marked in every chart over the same minutes. */
export interface ChartMarks {
  changes: readonly ChangeMark[];
  alerts: readonly AlertMark[];
}

export const noMarks: ChartMarks = { changes: [], alerts: [] };

/** Those that a chart over these seconds has to show. An alert lasts until now, so only its beginning can be too late. */
export function marksWithin(
  marks: ChartMarks,
  startSeconds: number,
  endSeconds: number,
): ChartMarks {
  return {
    changes: marks.changes.filter(
      ({ atSeconds }) => atSeconds >= startSeconds && atSeconds <= endSeconds,
    ),
    alerts: marks.alerts.filter(
      ({ sinceSeconds }) => sinceSeconds <= endSeconds,
    ),
  };
}

/** The changes that the crosshair at an instant is on: those nearer to it than to its neighbours. */
export function changesAt(
  changes: readonly ChangeMark[],
  times: readonly number[],
  index: number,
): ChangeMark[] {
  const at = times[index];
  const before = times[index - 1] ?? -Infinity;
  const after = times[index + 1] ?? Infinity;
  return changes.filter(
    ({ atSeconds }) =>
      atSeconds > (before + at) / 2 && atSeconds <= (at + after) / 2,
  );
}

/** Changes that are one line, since they could not be told apart. */
export interface ChangeLine {
  x: number;
  /** The one that matters most first. */
  changes: ChangeMark[];
}

const mostTelling: ModelChange['kind'][] = [
  'rollout',
  'routing',
  'scale',
  'spec',
  'monitoring',
];

/** Where lines go. A change nearer than `gap` to the line before it joins that line. */
export function changeLines(
  changes: readonly ChangeMark[],
  toX: (seconds: number) => number,
  gap: number,
): ChangeLine[] {
  const lines: ChangeLine[] = [];
  for (const change of [...changes].sort((a, b) => a.atSeconds - b.atSeconds)) {
    const x = toX(change.atSeconds);
    const previous = lines.at(-1);
    if (previous && x - previous.x < gap) {
      previous.changes.push(change);
    } else {
      lines.push({ x, changes: [change] });
    }
  }
  for (const line of lines) {
    line.changes.sort(
      (a, b) => mostTelling.indexOf(a.kind) - mostTelling.indexOf(b.kind),
    );
  }
  return lines;
}

export interface LabelBox {
  text: string;
  /** Its left edge. */
  left: number;
}

/**
 * Puts labels beside their lines, moved in where they would leave the plot. One that would lie on the label before it is left
 * out: its line is still there, and the legend names it.
 */
export function placeLabels(
  labels: readonly { x: number; text: string }[],
  widthOf: (text: string) => number,
  bounds: { left: number; right: number },
  gap: number,
): LabelBox[] {
  let taken = -Infinity;
  return labels.flatMap(({ x, text }) => {
    const width = widthOf(text);
    const left = Math.max(bounds.left, Math.min(x, bounds.right - width));
    if (left < taken) {
      return [];
    }
    taken = left + width + gap;
    return [{ text, left }];
  });
}
