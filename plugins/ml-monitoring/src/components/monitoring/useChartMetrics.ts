import type { ModelRef } from 'backstage-plugin-ml-monitoring-common';
import { useModelMetrics } from '../../queries/useModel';
import { byOf } from '../../url/chartChoice';
import type { TimeRange } from '../../url/timeRange';
import { useChartChoice } from '../../url/useChartChoice';

/** The charts as the reader wants them split. All of a page ask alike, so that it is asked once. */
export function useChartMetrics(asked: {
  model: ModelRef;
  range: TimeRange;
  refreshSeconds: number;
}) {
  const { by } = useChartChoice().choice;
  return useModelMetrics(
    asked.model,
    asked.range,
    asked.refreshSeconds,
    byOf(by),
  );
}
