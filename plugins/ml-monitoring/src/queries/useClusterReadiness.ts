import { useQuery } from '@tanstack/react-query';
import { useApi } from '@backstage/frontend-plugin-api';
import { mlMonitoringApiRef } from '../api/mlMonitoringApiRef';
import { withTimeout } from './polling';

/** Looked at once, and again when the reader asks: what is installed changes seldom. */
export function useClusterReadiness(cluster: string) {
  const api = useApi(mlMonitoringApiRef);
  return useQuery({
    queryKey: ['readiness', cluster],
    queryFn: ({ signal }) =>
      api.getClusterReadiness({ cluster }, { signal: withTimeout(signal) }),
  });
}
