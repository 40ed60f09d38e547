import { useQuery } from '@tanstack/react-query';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  stringifyModelRef,
  type ModelRef,
} from 'backstage-plugin-ml-monitoring-common';
import { mlMonitoringApiRef } from '../api/mlMonitoringApiRef';
import type { LogChoice } from '../url/selection';
import { withTimeout } from './polling';

const TAIL = 50;

/** Read when the reader asks and not by itself: every reading is put on record. */
export function useModelLogs(ref: ModelRef, log: LogChoice | undefined) {
  const api = useApi(mlMonitoringApiRef);
  return useQuery({
    queryKey: ['logs', stringifyModelRef(ref), log],
    queryFn: ({ signal }) => {
      const { pod, container, previous } = log!;
      return api.getModelLogs(
        {
          ...ref,
          pod,
          container,
          previous: previous ? 'true' : 'false',
          tail: TAIL,
        },
        { signal: withTimeout(signal) },
      );
    },
    enabled: log !== undefined,
    staleTime: Infinity,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
}
