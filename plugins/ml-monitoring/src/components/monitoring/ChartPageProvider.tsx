import { useMemo, type PropsWithChildren } from 'react';
import type {
  MetricsAnswer,
  ModelRef,
} from 'backstage-plugin-ml-monitoring-common';
import {
  ChartPageContext,
  type ChartPage,
} from '../../charts/ChartPageContext';
import type { TimeRange } from '../../url/timeRange';
import { useRangeSteps } from '../../url/useRangeSteps';

export interface ChartPageProviderProps {
  model: ModelRef;
  range: TimeRange;
  onRange(range: TimeRange): void;
  metrics: {
    data: MetricsAnswer | undefined;
    isPlaceholderData: boolean;
    refetch(): unknown;
  };
}

const NOWHERE: ChartPage['openIn'] = {};

/** What all charts of a page share, wherever on it they stand. */
export function ChartPageProvider(
  props: PropsWithChildren<ChartPageProviderProps>,
) {
  const { model, metrics } = props;
  const { data, isPlaceholderData, refetch } = metrics;
  const steps = useRangeSteps(props.range, props.onRange);
  const openIn = data?.openIn ?? NOWHERE;
  const coveredFromSeconds = data?.coveredFromSeconds;
  const page = useMemo(
    (): ChartPage => ({
      model,
      openIn,
      coveredFromSeconds,
      isBehind: isPlaceholderData,
      steps,
      retry: () => refetch(),
    }),
    [model, openIn, coveredFromSeconds, isPlaceholderData, steps, refetch],
  );
  return (
    <ChartPageContext.Provider value={page}>
      {props.children}
    </ChartPageContext.Provider>
  );
}
