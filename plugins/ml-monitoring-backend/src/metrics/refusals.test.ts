import type {
  MetricsSourceConfig,
  MetricsSourceTarget,
} from '../services/types';
import { PrometheusMetricsSource } from './PrometheusMetricsSource';
import { createTransport } from './createTransport';

const at = new Date('2026-03-01T12:00:00Z');
const namespace = 'ml-mon';

const error = (status: number, errorType: string | undefined, text: string) =>
  Response.json({ status: 'error', errorType, error: text }, { status });
const plain = (status: number, text: string) => new Response(text, { status });
/** What an API server says of what it does not pass on. */
const apiStatus = (code: number, reason: string, message: string) =>
  Response.json(
    {
      kind: 'Status',
      apiVersion: 'v1',
      status: 'Failure',
      message,
      reason,
      code,
    },
    { status: code },
  );
const refused = () => {
  throw new TypeError('fetch failed', {
    cause: Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }),
  });
};

const kinds: Record<string, MetricsSourceTarget> = {
  url: { kind: 'url', url: 'http://prometheus:9090' },
  service: { kind: 'service', namespace: 'mon', name: 'prom', port: 'web' },
  '9091': { kind: 'openshift', tenancy: false },
  '9092': { kind: 'openshift', tenancy: true },
};
const titles: Record<string, string> = {
  url: 'Prometheus of cluster eu (http://prometheus:9090)',
  service: 'Prometheus of cluster eu (service mon/prom)',
  '9091':
    'Thanos Querier of cluster eu (https://thanos-querier.openshift-monitoring.svc:9091)',
  '9092':
    'Thanos Querier of cluster eu (https://thanos-querier.openshift-monitoring.svc:9092)',
};

function sourceOf(kind: string, answer: () => Response) {
  const asked: string[] = [];
  const send: typeof fetch = async (input, init) => {
    const url = new URL(String(input));
    asked.push(`${init?.method} ${url.port}${url.pathname}${url.search}`);
    return answer();
  };
  const config: MetricsSourceConfig = {
    cluster: 'eu',
    target: kinds[kind],
    matchers: {},
    headers: {},
    auth: { kind: 'bearerToken', token: 'secret' },
    tls: {},
  };
  const transport = createTransport(config, {
    fetch: send,
    service: () => ({ baseUrl: 'http://cluster.invalid/proxy', fetch: send }),
  });
  return { source: PrometheusMetricsSource.create({ transport }), asked };
}

const SHORTER = 'A shorter range asks for less.';
const RUNS =
  'See whether it, and what stands in front of it, runs and is ready.';
const ADDRESS = 'Check that its URL is the one below which /api/v1 lies.';
const PORT =
  "Check that port web of that Service, as named in this entry of mlMonitoring.prometheus, is the one of Prometheus' HTTP API.";
const THANOS =
  "Check that the cluster's monitoring is OpenShift's own, and that its Thanos Querier runs.";
const AUTH = 'Set auth for this entry of mlMonitoring.prometheus, or renew it.';
const LONG =
  'the total query time range exceeds the limit (query length: 8784h0m0s, limit: 721h0m0s) (err-mimir-max-total-query-length)';

describe('what a reader is told of a source that does not answer', () => {
  it.each<[string, string, () => Response, string, string]>([
    // Prometheus, and what stands before it.
    [
      'url',
      '401',
      () => plain(401, 'Unauthorized\n'),
      'unauthorized',
      `does not accept the credential (HTTP 401). ${AUTH}`,
    ],
    [
      'url',
      '403',
      () => plain(403, '<html><body>Forbidden</body></html>'),
      'forbidden',
      'refuses the credential (HTTP 403). It needs the right to query there, or a header such as X-Scope-OrgID that names a tenant it may read.',
    ],
    [
      'url',
      '404',
      () => plain(404, '404 page not found\n'),
      'not-found',
      `has no HTTP API there (HTTP 404). ${ADDRESS}`,
    ],
    [
      'url',
      'an empty answer',
      () => plain(200, ''),
      'malformed',
      `answered /query with something that is not of Prometheus' HTTP API. ${ADDRESS}`,
    ],
    [
      'url',
      'a bad query',
      () => error(400, 'bad_data', '1:4: parse error: unexpected "}"'),
      'bad-query',
      'did not understand the query: 1:4: parse error: unexpected "}".',
    ],
    [
      'url',
      'a dead server',
      refused,
      'unreachable',
      'could not be reached (ECONNREFUSED). Check its URL, and that it runs.',
    ],
    [
      'url',
      'too many samples',
      () =>
        error(
          422,
          'execution',
          'query processing would load too many samples into memory in query execution',
        ),
      'too-heavy',
      `could not work out the query: query processing would load too many samples into memory in query execution. ${SHORTER}`,
    ],
    [
      'url',
      'too many points',
      () =>
        error(
          400,
          'bad_data',
          'exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution (?step=XX)',
        ),
      'too-heavy',
      `finds the query too much: exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution (?step=XX). ${SHORTER}`,
    ],
    [
      'url',
      'a proxy without a server',
      () => plain(502, '<html>Bad Gateway</html>'),
      'unavailable',
      `is there, but cannot answer (HTTP 502). ${RUNS}`,
    ],
    [
      'url',
      'a certificate of nobody',
      () => {
        throw new TypeError('fetch failed', {
          cause: Object.assign(new Error('self-signed'), {
            code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
          }),
        });
      },
      'unreachable',
      'has a certificate that is not trusted (DEPTH_ZERO_SELF_SIGNED_CERT). Name whom to trust in tls of this entry of mlMonitoring.prometheus.',
    ],
    // Mimir.
    [
      'url',
      'no tenant',
      () => plain(401, 'no org id\n'),
      'unauthorized',
      `does not accept the credential (HTTP 401): no org id. ${AUTH}`,
    ],
    [
      'url',
      'a token nobody knows',
      () =>
        Response.json(
          { status: 'error', error: 'authentication error: invalid token' },
          { status: 401 },
        ),
      'unauthorized',
      `does not accept the credential (HTTP 401): authentication error: invalid token. ${AUTH}`,
    ],
    [
      'url',
      'a range beyond the limit of a tenant',
      () => error(400, 'bad_data', LONG),
      'too-heavy',
      `finds the query too much: ${LONG}. ${SHORTER}`,
    ],
    [
      'url',
      'more questions than a tenant may ask',
      () => error(429, 'too_many_requests', 'too many outstanding requests'),
      'unavailable',
      'is asked more than it allows (HTTP 429): too many outstanding requests. It answers again in a while.',
    ],
    // VictoriaMetrics.
    [
      'url',
      'a bad query of VictoriaMetrics',
      () => error(422, '422', 'cannot parse "sum(": missing args'),
      'bad-query',
      'did not understand the query: cannot parse "sum(": missing args.',
    ],
    [
      'url',
      'a limit of VictoriaMetrics',
      () =>
        error(
          422,
          '422',
          'the number of matching timeseries exceeds 300000; either narrow down the search or increase -search.max* command-line flag values',
        ),
      'too-heavy',
      `finds the query too much: the number of matching timeseries exceeds 300000; either narrow down the search or increase -search.max* command-line flag values. ${SHORTER}`,
    ],
    [
      'url',
      'a busy VictoriaMetrics',
      () =>
        error(
          503,
          '503',
          'cannot handle more than 8 concurrent search requests',
        ),
      'unavailable',
      `is there, but cannot answer (HTTP 503): cannot handle more than 8 concurrent search requests. ${RUNS}`,
    ],
    // Thanos.
    [
      'url',
      'a store of Thanos that must not be missing',
      () => error(503, 'internal', 'proxy Series(): rpc error: no store is up'),
      'unavailable',
      `is there, but cannot answer (HTTP 503): proxy Series(): rpc error: no store is up. ${RUNS}`,
    ],
    // The service proxy of an API server.
    [
      'service',
      '401 of the API server',
      () => apiStatus(401, 'Unauthorized', 'Unauthorized'),
      'unauthorized',
      'was not asked, for the API server of the cluster does not accept the credential of the portal (HTTP 401): Unauthorized. Renew it in the configuration of the Kubernetes plugin.',
    ],
    [
      'service',
      '401 of Prometheus',
      () => plain(401, 'Unauthorized'),
      'unauthorized',
      'does not accept the credential (HTTP 401). The service proxy of the API server strips credentials: name its url instead of service in this entry of mlMonitoring.prometheus.',
    ],
    [
      'service',
      '403',
      () =>
        apiStatus(
          403,
          'Forbidden',
          'services "prom:web" is forbidden: User "portal" cannot get resource "services/proxy" in API group "" in the namespace "mon"',
        ),
      'forbidden',
      'was not asked, for the API server of the cluster refuses the portal (HTTP 403): services "prom:web" is forbidden: User "portal" cannot get resource "services/proxy" in API group "" in the namespace "mon". It needs get on services/proxy in namespace mon.',
    ],
    [
      'service',
      '404 of the API server',
      () => apiStatus(404, 'NotFound', 'services "prom" not found'),
      'not-found',
      `is not in the cluster (HTTP 404): services "prom" not found. ${PORT}`,
    ],
    [
      'service',
      '404 of Prometheus',
      () => plain(404, '404 page not found\n'),
      'not-found',
      `has no HTTP API there (HTTP 404). ${PORT}`,
    ],
    [
      'service',
      'an empty answer',
      () => plain(200, ''),
      'malformed',
      `answered /query with something that is not of Prometheus' HTTP API. ${PORT}`,
    ],
    [
      'service',
      'a bad query',
      () => error(400, 'bad_data', 'parse error'),
      'bad-query',
      'did not understand the query: parse error.',
    ],
    [
      'service',
      'no pod that is ready',
      () =>
        apiStatus(
          503,
          'ServiceUnavailable',
          'no endpoints available for service "prom:web"',
        ),
      'unavailable',
      'cannot be reached by the API server of the cluster (HTTP 503): no endpoints available for service "prom:web". Check that the Service has pods that are ready, and that its port is the right one.',
    ],
    // OpenShift, for the whole cluster.
    [
      '9091',
      '401',
      () => plain(401, 'Unauthorized\n'),
      'unauthorized',
      `does not accept the credential (HTTP 401). ${AUTH}`,
    ],
    [
      '9091',
      '403',
      () =>
        plain(
          403,
          'Forbidden (user=system:serviceaccount:portal:backstage, verb=get, resource=prometheuses, subresource=api)\n',
        ),
      'forbidden',
      'refuses the credential (HTTP 403): Forbidden (user=system:serviceaccount:portal:backstage, verb=get, resource=prometheuses, subresource=api). It needs the ClusterRole cluster-monitoring-view, bound for the whole cluster.',
    ],
    [
      '9091',
      '404',
      () => plain(404, '404 page not found\n'),
      'not-found',
      `has no HTTP API there (HTTP 404). ${THANOS}`,
    ],
    [
      '9091',
      'an empty answer',
      () => plain(200, ''),
      'malformed',
      `answered /query with something that is not of Prometheus' HTTP API. ${THANOS}`,
    ],
    [
      '9091',
      'a bad query',
      () => error(400, 'bad_data', 'parse error'),
      'bad-query',
      'did not understand the query: parse error.',
    ],
    [
      '9091',
      'a dead server',
      refused,
      'unreachable',
      'could not be reached (ECONNREFUSED). It can be reached from inside the cluster only: run the portal there, or name the url of its Route instead.',
    ],
    // OpenShift, by namespace.
    [
      '9092',
      '401',
      () => plain(401, 'Unauthorized\n'),
      'unauthorized',
      `does not accept the credential (HTTP 401). ${AUTH}`,
    ],
    [
      '9092',
      '403',
      () =>
        plain(
          403,
          'Forbidden (user=system:serviceaccount:portal:backstage, verb=get, resource=pods, subresource=)\n',
        ),
      'forbidden',
      'refuses the credential (HTTP 403): Forbidden (user=system:serviceaccount:portal:backstage, verb=get, resource=pods, subresource=). It needs get, list and watch on pods.metrics.k8s.io in the namespace of the model, as the ClusterRole view gives.',
    ],
    [
      '9092',
      '404',
      () => plain(404, '404 page not found\n'),
      'not-found',
      `has no HTTP API there (HTTP 404). ${THANOS}`,
    ],
    [
      '9092',
      'an empty answer',
      () => plain(200, ''),
      'malformed',
      `answered /query with something that is not of Prometheus' HTTP API. ${THANOS}`,
    ],
    [
      '9092',
      'another namespace in the question',
      () =>
        error(
          400,
          'prom-label-proxy',
          'conflicting label matcher: the namespace matcher value (other) does not match the injected one (ml-mon)',
        ),
      'bad-query',
      'did not accept the question (HTTP 400): conflicting label matcher: the namespace matcher value (other) does not match the injected one (ml-mon).',
    ],
    [
      '9092',
      'a dead server',
      refused,
      'unreachable',
      'could not be reached (ECONNREFUSED). It can be reached from inside the cluster only: run the portal there, or name the url of its Route instead.',
    ],
  ])(
    'by %s, of %s, is what happened and what to do',
    async (kind, _, answer, problem, told) => {
      const { source } = sourceOf(kind, answer);
      const failure = await source
        .instant('up', { at, namespace })
        .catch(e => e);
      expect({ problem: failure.problem, message: failure.message }).toEqual({
        problem,
        message: `${titles[kind]} ${told}`,
      });
    },
  );

  it('names the right to read rules where those are refused', async () => {
    const { source, asked } = sourceOf('9092', () =>
      plain(403, 'Forbidden (user=portal, verb=get, resource=prometheusrules)'),
    );
    await expect(source.alerts({ namespace })).rejects.toThrow(
      'It needs get on prometheusrules.monitoring.coreos.com in the namespace of the model, as the ClusterRole monitoring-rules-view gives.',
    );
    expect(asked).toEqual(['GET 9093/api/v1/alerts?namespace=ml-mon']);
  });

  it('shows no secret that a source repeats, and no endless words', async () => {
    const { source } = sourceOf('url', () =>
      error(400, 'bad_data', `token=hunter2secret ${'x'.repeat(9000)}`),
    );
    const failure = await source.instant('up', { at }).catch(e => e);
    expect(failure.message).not.toContain('hunter2');
    expect(failure.message.length).toBeLessThan(500);
  });
});

describe('what compatible sources answer', () => {
  const vector = (rest: object) => () =>
    Response.json({
      status: 'success',
      data: { resultType: 'vector', result: [{ metric: {}, value: [1, '2'] }] },
      ...rest,
    });

  it.each<[string, object, string[]]>([
    [
      'Prometheus 3 with advice',
      { infos: ['PromQL info: metric might not be a counter'] },
      ['PromQL info: metric might not be a counter'],
    ],
    [
      'Thanos without one of its stores',
      { warnings: ['receive series from Addr: 10.0.0.1:10901: rpc error'] },
      ['receive series from Addr: 10.0.0.1:10901: rpc error'],
    ],
    [
      'VictoriaMetrics, complete',
      { isPartial: false, stats: { seriesFetched: '1', executionTimeMsec: 1 } },
      [],
    ],
    [
      'VictoriaMetrics without one of its nodes',
      { isPartial: true, stats: {} },
      [`${titles.url} answered in part only`],
    ],
    ['Mimir', { warnings: null, infos: null }, []],
  ])('%s is read, and what is missing is told', async (_, rest, warnings) => {
    const { source } = sourceOf('url', vector(rest));
    await expect(source.instant('up', { at })).resolves.toEqual({
      value: [{ labels: {}, value: 2 }],
      warnings,
    });
  });
});
