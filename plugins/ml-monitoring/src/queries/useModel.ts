import { useQuery } from '@tanstack/react-query';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  stringifyModelRef,
  type EndpointInput,
  type ModelRef,
} from 'backstage-plugin-ml-monitoring-common';
import { mlMonitoringApiRef } from '../api/mlMonitoringApiRef';
import type { TimeRange } from '../url/timeRange';
import { overRange } from './overRange';
import { polling, withTimeout } from './polling';

/** What an entity promises of its models, where their SeldonDeployments do not say. */
export type ModelPromise = Omit<
  EndpointInput<'getModelHealth'>,
  keyof ModelRef
>;

export function useModelHealth(
  ref: ModelRef,
  refreshSeconds: number,
  promise: ModelPromise = {},
) {
  const api = useApi(mlMonitoringApiRef);
  return useQuery({
    queryKey: ['health', stringifyModelRef(ref), promise],
    queryFn: ({ signal }) =>
      api.getModelHealth(
        { ...ref, ...promise },
        { signal: withTimeout(signal) },
      ),
    ...polling(refreshSeconds),
  });
}

export function useModelDetail(ref: ModelRef, refreshSeconds: number) {
  const api = useApi(mlMonitoringApiRef);
  return useQuery({
    queryKey: ['detail', stringifyModelRef(ref)],
    queryFn: ({ signal }) => api.getModel(ref, { signal: withTimeout(signal) }),
    ...polling(refreshSeconds),
  });
}

/** @param by - tags, as the question has them */
export function useModelMetrics(
  ref: ModelRef,
  range: TimeRange,
  refreshSeconds: number,
  by = '',
) {
  const api = useApi(mlMonitoringApiRef);
  return useQuery(
    overRange({
      kind: 'metrics',
      model: ref,
      range,
      refreshSeconds,
      also: by,
      ask: (input, request) =>
        api.getModelMetrics({ ...input, ...(by && { by }) }, request),
    }),
  );
}
