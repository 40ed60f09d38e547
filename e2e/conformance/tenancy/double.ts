import { startPrometheus } from '../../../plugins/ml-monitoring-backend/src/metrics/__testUtils__/startPrometheus';
import { openMetrics } from '../../../plugins/ml-monitoring-backend/src/metrics/__testUtils__/openMetrics';
import { grid, knownSeries } from '../engines/knownSeries';
import { observation } from '../runChecks';
import type { StartedSide } from '../Suite';
import { rules, untilEvaluated } from './rules';
import { tenancyOf, type Tenancy } from './Tenancy';

const quoted = (namespace: string) =>
  JSON.stringify(`namespace="${namespace}"`);

interface Labelled {
  labels: Record<string, string>;
}

/** Rules and alerts of one namespace. */
function onlyOf(namespace: string, { status, data }: any) {
  const own = (all: Labelled[]) =>
    all.filter(({ labels }) => labels.namespace === namespace);
  return {
    status,
    data: data.alerts
      ? { alerts: own(data.alerts) }
      : {
          groups: data.groups.map((group: { rules: Labelled[] }) => ({
            ...group,
            rules: own(group.rules),
          })),
        },
  };
}

/** What stands before a Prometheus on OpenShift, as far as the backend's client reckons with it. */
export async function startTenancyDouble(): Promise<StartedSide<Tenancy>> {
  const prometheus = await startPrometheus(openMetrics(knownSeries, grid), {
    rules,
  });
  const tokens = { reader: 'reader', stranger: 'stranger', nobody: 'nobody' };
  const tenancy = tenancyOf(tokens, async (input, init) => {
    const { pathname, port, search, searchParams } = new URL(String(input));
    const caller = new Headers(init?.headers).get('authorization');
    const namespace = searchParams.get('namespace');
    if (caller === 'Bearer nobody') {
      return new Response('Unauthorized\n', { status: 401 });
    }
    if (!namespace) {
      return new Response(
        'Bad Request. The request or configuration is malformed.\n',
        { status: 400 },
      );
    }
    if (caller === 'Bearer stranger' || namespace !== 'ml-mon') {
      const user = caller?.replace('Bearer ', '');
      const resource = port === '9093' ? 'prometheusrules' : 'pods';
      return new Response(
        `Forbidden (user=${user}, verb=get, resource=${resource}, subresource=)\n`,
        { status: 403 },
      );
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
    const response = await fetch(`${prometheus.url}${pathname}${search}`, init);
    return port === '9093'
      ? Response.json(onlyOf(namespace, await response.json()))
      : response;
  });
  await untilEvaluated(tenancy);
  return {
    versions: [],
    look: check => observation(() => check.observe(tenancy)),
    close: () => prometheus.stop(),
  };
}
