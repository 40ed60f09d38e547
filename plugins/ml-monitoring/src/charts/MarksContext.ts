import { createContext, useContext } from 'react';
import { noMarks, type ChartMarks } from './marks';

/** What is marked in every chart of a page. */
export const MarksContext = createContext<ChartMarks>(noMarks);

export function useMarks(): ChartMarks {
  return useContext(MarksContext);
}
