import type { PropsWithChildren } from 'react';
import type { ModelRef } from 'backstage-plugin-ml-monitoring-common';
import { MarksContext } from '../../charts/MarksContext';
import { useModelAlerts, useModelEvents } from '../../queries/useRecords';
import type { TimeRange } from '../../url/timeRange';
import { useChartMarks } from './useChartMarks';

/** Marks changes and alerts in all charts below it. Where they cannot be read there are no marks, and the charts stay. */
export function MarkedCharts(
  props: PropsWithChildren<{
    model: ModelRef;
    range: TimeRange;
    refreshSeconds: number;
  }>,
) {
  const { model, range, refreshSeconds } = props;
  const events = useModelEvents(model, range, refreshSeconds);
  const alerts = useModelAlerts(model, refreshSeconds);
  return (
    <MarksContext.Provider
      value={useChartMarks(events.data?.changes, alerts.data?.items)}
    >
      {props.children}
    </MarksContext.Provider>
  );
}
