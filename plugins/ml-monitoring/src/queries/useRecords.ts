import { useQuery } from '@tanstack/react-query';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  stringifyModelRef,
  type ModelRef,
} from 'backstage-plugin-ml-monitoring-common';
import { mlMonitoringApiRef } from '../api/mlMonitoringApiRef';
import { isOver, resolveTimeRange, type TimeRange } from '../url/timeRange';
import { polling, withTimeout } from './polling';

/** The alerts of now. */
export function useModelAlerts(ref: ModelRef, refreshSeconds: number) {
  const api = useApi(mlMonitoringApiRef);
  return useQuery({
    queryKey: ['alerts', stringifyModelRef(ref)],
    queryFn: ({ signal }) =>
      api.getModelAlerts(ref, { signal: withTimeout(signal) }),
    ...polling(refreshSeconds),
  });
}

/** Events and changes of a range. Those of the old range stay until those of the new one are there. */
export function useModelEvents(
  ref: ModelRef,
  range: TimeRange,
  refreshSeconds: number,
) {
  const api = useApi(mlMonitoringApiRef);
  const model = stringifyModelRef(ref);
  return useQuery({
    queryKey: ['events', model, range],
    queryFn: ({ signal }) => {
      const { fromMs, toMs } = resolveTimeRange(range, Date.now());
      return api.getModelEvents(
        {
          ...ref,
          from: new Date(fromMs).toISOString(),
          to: new Date(toMs).toISOString(),
        },
        { signal: withTimeout(signal) },
      );
    },
    placeholderData: (previous, query) =>
      query?.queryKey[1] === model ? previous : undefined,
    ...polling(isOver(range, Date.now()) ? 0 : refreshSeconds),
  });
}
