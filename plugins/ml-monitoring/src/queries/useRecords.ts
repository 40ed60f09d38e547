import { useQuery } from '@tanstack/react-query';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  stringifyModelRef,
  type ModelRef,
} from 'backstage-plugin-ml-monitoring-common';
import { mlMonitoringApiRef } from '../api/mlMonitoringApiRef';
import type { TimeRange } from '../url/timeRange';
import { overRange } from './overRange';
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

/** Events and changes of a range. */
export function useModelEvents(
  ref: ModelRef,
  range: TimeRange,
  refreshSeconds: number,
) {
  const api = useApi(mlMonitoringApiRef);
  return useQuery(
    overRange({
      kind: 'events',
      model: ref,
      range,
      refreshSeconds,
      ask: (input, request) => api.getModelEvents(input, request),
    }),
  );
}
