import { useMemo } from 'react';
import { useTheme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Panel } from 'backstage-plugin-ml-monitoring-common';
import { mlMonitoringTranslationRef } from '../translations/ref';
import { asByItself, everyLine, isShown, toggleLine } from '../url/shownLines';
import { useShownLines } from '../url/useShownLines';
import type { EarlierData } from './EarlierContext';
import { foremost, type Foremost } from './foremost';
import { lineStyle, restStyle, type LineStyle } from './palette';
import { restLines } from './rest';
import type { ChartData } from './toChartData';

/** One line of a chart, drawn or not. */
export interface ChartLine extends LineStyle {
  id: string;
  name: string;
  column: readonly (number | null)[];
  /** What it was earlier, at the same instants. Absent: it is compared with nothing. */
  earlier?: readonly (number | null)[];
  hidden: boolean;
  /** It is drawn where the reader chose nothing. */
  byItself: boolean;
  /** Of so many lines that are not drawn it is the sum. Absent: it is a line of its own. */
  restOf?: number;
}

export interface ChartLines {
  lines: readonly ChartLine[];
  /** Where only some are drawn by themselves. */
  foremost: Foremost | undefined;
  toggle(line: ChartLine): void;
  showEvery(): void;
  showByItself(): void;
}

/** The lines of a panel, and which of them the reader wants drawn. */
export function useLines(
  panel: Panel,
  data: ChartData,
  earlier?: EarlierData,
): ChartLines {
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const { palette } = useTheme();
  const [shown, choose] = useShownLines(panel.id);
  const { series, unit } = panel;
  const front = useMemo(() => foremost({ series, unit }), [series, unit]);

  const lines = useMemo(() => {
    const isDrawn = (id: string) =>
      isShown(shown, id, front?.ids.has(id) ?? true);
    const then = series.map((each, index) => ({
      ...each,
      values: earlier?.columns[index] ?? [],
    }));
    const restThen = earlier && restLines({ series: then, unit }, isDrawn);
    return [
      ...series.map(({ id, name }, index) => ({
        ...lineStyle(index, palette.type),
        id,
        name,
        column: data.columns[index],
        earlier: earlier?.columns[index],
        hidden: !isDrawn(id),
        byItself: front?.ids.has(id) ?? true,
      })),
      ...restLines({ series, unit }, isDrawn).map(
        ({ id, part, count, column, dwarfs }, index) => ({
          ...restStyle(index, palette.type),
          id,
          name: [t('legend.rest', { number: String(count) }), part]
            .filter(Boolean)
            .join(' · '),
          column: data.times.map((_, at) => column[at] ?? null),
          earlier: restThen?.[index].column,
          hidden: count === 0 || !isShown(shown, id, !dwarfs),
          restOf: count,
          byItself: !dwarfs,
        }),
      ),
    ];
  }, [series, unit, data, earlier, shown, front, palette.type, t]);

  return {
    lines,
    foremost: front,
    toggle: ({ id, byItself }) => choose(toggleLine(shown, id, byItself)),
    showEvery: () => choose(everyLine),
    showByItself: () => choose(asByItself),
  };
}
