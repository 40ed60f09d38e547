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

/** What a panel is compared with, if anything was measured then: a column for each of its series, over the same instants, `null` where nothing was measured then. */
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
    const columns =
      earlier &&
      then &&
      earlierColumns(panel.series, times, { ...earlier, series: then.series });
    return columns?.some(column => column.some(value => value !== null))
      ? { columns, words: earlier!.words }
      : undefined;
  }, [earlier, panel, times]);
}
