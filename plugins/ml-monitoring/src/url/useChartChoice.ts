import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import {
  readChartChoice,
  writeChartChoice,
  type ChartChoice,
} from './chartChoice';

/** What the address chooses of the charts, and how to choose something else. */
export function useChartChoice() {
  const [params, setParams] = useSearchParams();
  const read = useMemo(() => readChartChoice(params), [params]);
  return {
    ...read,
    choose: useCallback(
      (change: Partial<ChartChoice>) =>
        setParams(current => writeChartChoice(current, change), {
          replace: true,
        }),
      [setParams],
    ),
  };
}
