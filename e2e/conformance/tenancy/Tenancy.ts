import type { MetricsSource } from '../../../plugins/ml-monitoring-backend/src/metrics';
import { createTransport } from '../../../plugins/ml-monitoring-backend/src/metrics/createTransport';
import { PrometheusMetricsSource } from '../../../plugins/ml-monitoring-backend/src/metrics/PrometheusMetricsSource';
import type { Engine } from '../engines/Engine';

/** Who asks: one may read the namespace of the models, one may read nothing, one is not known. */
export const callers = ['reader', 'stranger', 'nobody'] as const;

export type Caller = (typeof callers)[number];

/** The source as its reader has it, and as the others do. */
export interface Tenancy extends Engine {
  as(caller: Caller): MetricsSource;
}

/** The backend's client of the port for namespaced rights, whose address `fetch` knows. */
export function tenancyOf(
  tokens: Record<Caller, string>,
  tenancyFetch: typeof fetch,
): Tenancy {
  const as = (caller: Caller) =>
    PrometheusMetricsSource.create({
      transport: createTransport(
        {
          cluster: 'local',
          target: { kind: 'openshift', tenancy: true },
          matchers: {},
          headers: {},
          auth: { kind: 'bearerToken', token: tokens[caller] },
          tls: {},
        },
        { fetch: tenancyFetch },
      ),
    });
  return { url: '', source: as('reader'), as };
}
