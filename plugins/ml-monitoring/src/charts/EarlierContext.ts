import { createContext, useContext, useMemo } from 'react';
import type { Panel, Range } from 'backstage-plugin-ml-monitoring-common';
import { earlierColumns } from './earlierColumns';
import type { ChartData } from './toChartData';

/** The answer to the same question, over as many minutes that lie earlier. */
export interface EarlierAnswer {
  panels: readonly Panel[];
  range: Range;
  shiftSeconds: number;
  /** e.g. `1 day earlier`. */
  words: string;
}

/** What the charts of a page are compared with, where the reader wants that and it is there. */
export const EarlierContext = createContext<EarlierAnswer | undefined>(
  undefined,
);

/** What a panel is compared with: a column for each of its series, over the same instants, `null` where nothing was measured then. */
export interface EarlierData {
  columns: (number | null)[][];
  words: string;
}

export function useEarlier(
  panel: Panel,
  { times }: ChartData,
): EarlierData | undefined {
  const earlier = useContext(EarlierContext);
  return useMemo(() => {
    const then = earlier?.panels.find(({ id }) => id === panel.id);
    return (
      earlier &&
      then && {
        columns: earlierColumns(panel.series, times, {
          series: then.series,
          range: earlier.range,
          shiftSeconds: earlier.shiftSeconds,
        }),
        words: earlier.words,
      }
    );
  }, [earlier, panel, times]);
}
