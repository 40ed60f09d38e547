import { startPrometheus } from '../../../plugins/ml-monitoring-backend/src/metrics/__testUtils__/startPrometheus';
import { openMetrics } from '../../../plugins/ml-monitoring-backend/src/metrics/__testUtils__/openMetrics';
import { grid, knownSeries } from '../engines/knownSeries';
import { observation } from '../runChecks';
import type { StartedSide } from '../Suite';
import { tenancyOf, type Tenancy } from './Tenancy';

const quoted = (namespace: string) =>
  JSON.stringify(`namespace="${namespace}"`);

/** What stands before a Prometheus on OpenShift, as far as the backend's client reckons with it. */
export async function startTenancyDouble(): Promise<StartedSide<Tenancy>> {
  const prometheus = await startPrometheus(openMetrics(knownSeries, grid));
  const tokens = { reader: 'reader', stranger: 'stranger', nobody: 'nobody' };
  const tenancy = tenancyOf(tokens, async (input, init) => {
    const { pathname, search, searchParams } = new URL(String(input));
    const caller = new Headers(init?.headers).get('authorization');
    const namespace = searchParams.get('namespace');
    if (caller === 'Bearer nobody') {
      return new Response('Unauthorized\n', { status: 401 });
    }
    if (!namespace) {
      return new Response('Bad Request\n', { status: 400 });
    }
    if (caller === 'Bearer stranger' || namespace !== 'ml-mon') {
      return new Response('Forbidden\n', { status: 403 });
    }
    const other = /namespace="([^"]+)"/.exec(searchParams.get('query') ?? '');
    if (other && other[1] !== namespace) {
      return Response.json(
        {
          status: 'error',
          errorType: 'prom-label-proxy',
          error: `conflicting label matcher: label matcher ${quoted(other[1])} conflicts with injected matcher ${quoted(namespace)}`,
        },
        { status: 400 },
      );
    }
    return fetch(`${prometheus.url}${pathname}${search}`, init);
  });
  return {
    versions: [],
    look: check => observation(() => check.observe(tenancy)),
    close: () => prometheus.stop(),
  };
}
