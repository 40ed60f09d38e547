import { useQuery } from '@tanstack/react-query';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  stringifyModelRef,
  type ModelRef,
} from 'backstage-plugin-ml-monitoring-common';
import { mlMonitoringApiRef } from '../api/mlMonitoringApiRef';
import { withTimeout } from './polling';

/** Asked for once: what a model takes does not change while somebody writes. */
export function usePredictionExample(ref: ModelRef) {
  const api = useApi(mlMonitoringApiRef);
  return useQuery({
    queryKey: ['prediction-example', stringifyModelRef(ref)],
    queryFn: ({ signal }) =>
      api.getPredictionExample(ref, { signal: withTimeout(signal) }),
    staleTime: Infinity,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
}
