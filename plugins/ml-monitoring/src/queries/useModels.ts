import { useInfiniteQuery } from '@tanstack/react-query';
import { useApi } from '@backstage/frontend-plugin-api';
import type { HealthStatus } from 'backstage-plugin-ml-monitoring-common';
import { mlMonitoringApiRef } from '../api/mlMonitoringApiRef';
import { polling, withTimeout } from './polling';

const PAGE_SIZE = 50;

export interface ModelFilter {
  q?: string;
  status?: HealthStatus;
}

/** The fleet, page by page; searched and filtered by the backend, which alone sees all of it. */
export function useModels(filter: ModelFilter, refreshSeconds: number) {
  const api = useApi(mlMonitoringApiRef);
  return useInfiniteQuery({
    queryKey: ['models', filter],
    queryFn: ({ signal, pageParam }) =>
      api.listModels(
        { ...filter, limit: PAGE_SIZE, cursor: pageParam },
        { signal: withTimeout(signal) },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.nextCursor,
    placeholderData: previous => previous,
    ...polling(refreshSeconds),
  });
}
