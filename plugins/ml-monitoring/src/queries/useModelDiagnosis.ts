import { useQuery } from '@tanstack/react-query';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  stringifyModelRef,
  type ModelRef,
} from 'backstage-plugin-ml-monitoring-common';
import { mlMonitoringApiRef } from '../api/mlMonitoringApiRef';
import { withTimeout } from './polling';

const STALE_MS = 30_000;

/** Walked when it is wanted, and again when the reader asks: it puts many questions to the cluster. */
export function useModelDiagnosis(ref: ModelRef, enabled = true) {
  const api = useApi(mlMonitoringApiRef);
  return useQuery({
    queryKey: ['diagnosis', stringifyModelRef(ref)],
    queryFn: ({ signal }) =>
      api.getModelDiagnosis(ref, { signal: withTimeout(signal) }),
    staleTime: STALE_MS,
    enabled,
  });
}
