import { createContext, useContext } from 'react';
import type { ModelRef, OpenIn } from 'backstage-plugin-ml-monitoring-common';
import type { RangeSteps } from '../url/useRangeSteps';

/** What all charts of a page have in common. */
export interface ChartPage {
  model: ModelRef;
  openIn: OpenIn;
  /** Unix seconds. Nothing from before it is kept. */
  coveredFromSeconds?: number;
  /** Charts show the range before: the answer about the one that was chosen is on its way. */
  isBehind: boolean;
  steps: RangeSteps;
  /** Asks for the charts again. */
  retry(): void;
}

export const ChartPageContext = createContext<ChartPage | undefined>(undefined);

export function useChartPage(): ChartPage {
  const page = useContext(ChartPageContext);
  if (!page) {
    throw new Error('Charts are shown inside a ChartPageContext');
  }
  return page;
}
