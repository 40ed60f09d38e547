import type { Series } from 'backstage-plugin-ml-monitoring-common';
import type { EarlierData } from './EarlierContext';
import type { LineStyle } from './palette';
import type { ChartData } from './toChartData';

const OPACITY = 'B0';

/** In the colour of the line it is compared with, and lighter in every other way. */
export function earlierStyle({ color }: LineStyle): LineStyle {
  return { color: `${color}${OPACITY}`, dash: [3, 4], width: 1 };
}

interface Line extends LineStyle {
  column: readonly (number | null)[];
  /** What it was earlier. */
  earlier?: readonly (number | null)[];
  hidden: boolean;
}

/** Everything to draw: the lines, and after them what they are compared with, which comes and goes with them. */
export function drawnLines(
  lines: readonly Line[],
): (LineStyle & Pick<Line, 'column' | 'hidden'>)[] {
  return [
    ...lines,
    ...lines.flatMap(line =>
      line.earlier
        ? [
            {
              ...earlierStyle(line),
              column: line.earlier,
              hidden: line.hidden,
            },
          ]
        : [],
    ),
  ];
}

/** Each series with what it was earlier beside it, for table and file. */
export function besideEarlier(
  series: readonly Series[],
  data: ChartData,
  earlier: EarlierData | undefined,
  nameOf: (name: string) => string,
): { series: Series[]; data: ChartData } {
  if (!earlier) {
    return { series: [...series], data };
  }
  return {
    series: series.flatMap(each => [
      each,
      { ...each, id: `${each.id}\nearlier`, name: nameOf(each.name) },
    ]),
    data: {
      times: data.times,
      columns: data.columns.flatMap((column, index) => [
        column,
        earlier.columns[index],
      ]),
    },
  };
}
