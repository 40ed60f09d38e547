import type { PropsWithChildren } from 'react';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useApi } from '@backstage/frontend-plugin-api';
import type { MlMonitoringApi } from 'backstage-plugin-ml-monitoring-common';
import { mlMonitoringApiRef } from '../api/mlMonitoringApiRef';
import { failureOf, isPassing } from './failure';

/** One cache per API, so that card, tab and page share what they read. */
const clients = new WeakMap<MlMonitoringApi, QueryClient>();

function clientFor(api: MlMonitoringApi): QueryClient {
  let client = clients.get(api);
  if (!client) {
    client = new QueryClient({
      defaultOptions: {
        queries: {
          staleTime: 5_000,
          gcTime: 60_000,
          retry: (failures, error) =>
            failures < 1 && isPassing(failureOf(error)),
          retryDelay: 500,
        },
      },
    });
    clients.set(api, client);
  }
  return client;
}

/** Carries its own query client, so that it works in any portal and meets no other plugin's. */
export function MlMonitoringQueries({ children }: PropsWithChildren) {
  return (
    <QueryClientProvider client={clientFor(useApi(mlMonitoringApiRef))}>
      {children}
    </QueryClientProvider>
  );
}
