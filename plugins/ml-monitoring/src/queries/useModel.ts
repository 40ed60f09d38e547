import { useQuery } from '@tanstack/react-query';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  stringifyModelRef,
  type EndpointInput,
  type ModelRef,
} from 'backstage-plugin-ml-monitoring-common';
import { mlMonitoringApiRef } from '../api/mlMonitoringApiRef';
import { isOver, resolveTimeRange, type TimeRange } from '../url/timeRange';
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

/** Keeps the charts of the old range on screen until those of the new one are there. */
export function useModelMetrics(
  ref: ModelRef,
  range: TimeRange,
  refreshSeconds: number,
) {
  const api = useApi(mlMonitoringApiRef);
  const model = stringifyModelRef(ref);
  return useQuery({
    queryKey: ['metrics', model, range],
    queryFn: ({ signal }) => {
      const { fromMs, toMs } = resolveTimeRange(range, Date.now());
      return api.getModelMetrics(
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
