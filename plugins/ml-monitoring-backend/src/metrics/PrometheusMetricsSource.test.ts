import type { Range } from 'backstage-plugin-ml-monitoring-common';
import { PrometheusMetricsSource } from './PrometheusMetricsSource';
import type { PrometheusLimits, PrometheusTransport } from './PrometheusClient';
import { URL_ADVICE } from './refusal';

const at = new Date('2026-03-01T12:00:00Z');
const range: Range = { startSeconds: 0, endSeconds: 30, stepSeconds: 10 };

const json = (body: unknown, init?: ResponseInit) =>
  new Response(JSON.stringify(body), init);
const success = (data: unknown, rest: object = {}) =>
  json({ status: 'success', data, ...rest });
const noSeries = () => success({ resultType: 'vector', result: [] });

function sourceWith(
  answer: (url: URL, init: RequestInit) => Response | Promise<Response>,
  options: {
    transport?: Partial<PrometheusTransport>;
    limits?: Partial<PrometheusLimits>;
  } = {},
) {
  const requests: { url: URL; init: RequestInit }[] = [];
  const source = PrometheusMetricsSource.create({
    transport: {
      title: 'Prometheus of cluster local',
      baseUrl: 'http://prometheus:9090/prefix/',
      fetch: async (input, init = {}) => {
        const url = new URL(String(input));
        requests.push({ url, init });
        return answer(url, init);
      },
      ...options.transport,
    },
    limits: options.limits,
  });
  return { source, requests };
}

const never = (_: URL, { signal }: RequestInit) =>
  new Promise<Response>((_resolve, reject) => {
    signal?.throwIfAborted();
    signal?.addEventListener('abort', () => reject(signal.reason));
  });

describe('PrometheusMetricsSource', () => {
  it('asks below the path of its URL, with GET', async () => {
    const { source, requests } = sourceWith(noSeries);
    await source.instant('up', { at });
    expect(requests.map(({ url, init }) => [init.method, String(url)])).toEqual(
      [
        [
          'GET',
          `http://prometheus:9090/prefix/api/v1/query?query=up&time=${at.getTime() / 1000}`,
        ],
      ],
    );
  });

  it('posts what is too long for a URL', async () => {
    const { source, requests } = sourceWith(noSeries);
    const query = `up{x="${'x'.repeat(3000)}"}`;
    await source.instant(query, { at });
    const [{ url, init }] = requests;
    expect(init.method).toBe('POST');
    expect(url.search).toBe('');
    expect(new URLSearchParams(String(init.body)).get('query')).toBe(query);
  });

  it('never posts, and names the namespace, where only a namespace may be asked about', async () => {
    const { source, requests } = sourceWith(noSeries, {
      transport: { tenancy: true, getOnly: true },
    });
    await source.instant(`up{x="${'x'.repeat(3000)}"}`, {
      at,
      namespace: 'ml-mon',
    });
    const [{ url, init }] = requests;
    expect(init.method).toBe('GET');
    expect(url.searchParams.get('namespace')).toBe('ml-mon');
    await expect(source.metricType('x', {})).resolves.toBeUndefined();
    await expect(source.targets({})).resolves.toBeUndefined();
    expect(requests).toHaveLength(1);
  });

  it('takes what is no number for not measured', async () => {
    const { source } = sourceWith(() =>
      success({
        resultType: 'vector',
        result: ['NaN', '+Inf', '-Inf', '', '0'].map(value => ({
          metric: { x: value },
          value: [1, value],
        })),
      }),
    );
    const { value } = await source.instant('up', { at });
    expect(value.map(sample => sample.value)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      0,
    ]);
  });

  it('asks about an end that lies off the grid beside the others, and puts the answers together', async () => {
    const { source, requests } = sourceWith(({ pathname }) =>
      pathname.endsWith('/query_range')
        ? success(
            {
              resultType: 'matrix',
              result: [
                { metric: { a: 'old' }, values: [[0, '1']] },
                {
                  metric: { a: 'b', c: 'd' },
                  values: [
                    [0, '1'],
                    [10, '2'],
                    [20, '3'],
                  ],
                },
              ],
            },
            { warnings: ['half'] },
          )
        : success(
            {
              resultType: 'vector',
              result: [
                { metric: { a: 'new' }, value: [25, '5'] },
                { metric: { c: 'd', a: 'b' }, value: [25, '4'] },
              ],
            },
            { warnings: ['half', 'late'] },
          ),
    );
    await expect(
      source.range('up', { range: { ...range, endSeconds: 25 } }),
    ).resolves.toEqual({
      value: [
        { labels: { a: 'b', c: 'd' }, values: [1, 2, 3, 4] },
        {
          labels: { a: 'new' },
          values: [undefined, undefined, undefined, 5],
        },
        {
          labels: { a: 'old' },
          values: [1, undefined, undefined, undefined],
        },
      ],
      warnings: ['half', 'late'],
    });
    expect(
      requests.map(
        ({ url }) => `${url.pathname.split('/v1').at(-1)}${url.search}`,
      ),
    ).toEqual([
      '/query_range?query=up&start=0&end=20&step=10',
      '/query?query=up&time=25',
    ]);
  });

  it('puts values on the grid of the range and leaves gaps', async () => {
    const { source } = sourceWith(() =>
      success({
        resultType: 'matrix',
        result: [
          {
            metric: { a: 'b' },
            values: [
              [0, '1'],
              [20.0004, 'NaN'],
              [30, '4'],
              [90, '9'],
            ],
          },
        ],
      }),
    );
    await expect(source.range('up', { range })).resolves.toEqual({
      value: [{ labels: { a: 'b' }, values: [1, undefined, undefined, 4] }],
      warnings: [],
    });
  });

  it('leaves native histograms out, and says so', async () => {
    const metric = { a: 'b' };
    const { source } = sourceWith(({ pathname }) =>
      pathname.endsWith('/query_range')
        ? success({
            resultType: 'matrix',
            result: [{ metric, histograms: [[0, { count: '1', sum: '1' }]] }],
          })
        : success({
            resultType: 'vector',
            result: [{ metric, histogram: [0, { count: '1', sum: '1' }] }],
          }),
    );
    const told = {
      value: [],
      warnings: [expect.stringMatching(/^A native histogram was left out/)],
    };
    await expect(source.instant('up', { at })).resolves.toEqual(told);
    await expect(source.range('up', { range })).resolves.toEqual(told);
  });

  it('passes on what went half wrong', async () => {
    const { source } = sourceWith(() =>
      success(
        { resultType: 'vector', result: [] },
        { warnings: ['a store is down'], infos: ['odd'], isPartial: true },
      ),
    );
    await expect(source.instant('up', { at })).resolves.toEqual({
      value: [],
      warnings: [
        'a store is down',
        'odd',
        'Prometheus of cluster local answered in part only',
      ],
    });
  });

  it('knows the declared type of a metric, and whether a target says why it is down', async () => {
    const { source } = sourceWith(url =>
      url.pathname.endsWith('/metadata')
        ? success({ x_total: [{ type: 'counter', help: '', unit: '' }] })
        : success({
            activeTargets: [
              { labels: { job: 'a' }, lastError: '' },
              { labels: { job: 'b' }, lastError: 'refused' },
            ],
          }),
    );
    await expect(source.metricType('x_total', {})).resolves.toBe('counter');
    await expect(source.metricType('y_total', {})).resolves.toBeUndefined();
    await expect(source.targets({})).resolves.toEqual([
      { labels: { job: 'a' }, lastError: undefined },
      { labels: { job: 'b' }, lastError: 'refused' },
    ]);
  });

  const error = (errorType: string, text: string) => ({
    status: 'error',
    errorType,
    error: text,
  });

  it.each<[string, Response, string, string, string]>([
    [
      '401',
      new Response('Unauthorized', { status: 401 }),
      'unauthorized',
      'forbidden',
      'Prometheus of cluster local does not accept the credential (HTTP 401). Set auth for this entry of mlMonitoring.prometheus, or renew it.',
    ],
    [
      '403',
      new Response('<html>', { status: 403 }),
      'forbidden',
      'forbidden',
      'Prometheus of cluster local refuses the credential (HTTP 403). It needs the ClusterRole cluster-monitoring-view.',
    ],
    [
      '404',
      new Response('404 page not found', { status: 404 }),
      'not-found',
      'failed',
      'Prometheus of cluster local has no HTTP API there (HTTP 404). Check that its URL is the one below which /api/v1 lies.',
    ],
    [
      'a page to sign in',
      new Response('', {
        status: 302,
        headers: { location: 'https://sso.example.com/login?token=secret' },
      }),
      'unauthorized',
      'forbidden',
      'Prometheus of cluster local redirects to https://sso.example.com (HTTP 302), as a page for people to sign in does. Name a URL that takes a credential.',
    ],
    [
      'a query that does not parse',
      json(error('bad_data', 'parse error: unexpected "}"'), { status: 400 }),
      'bad-query',
      'failed',
      'Prometheus of cluster local did not understand the query: parse error: unexpected "}".',
    ],
    [
      'a query that is too much',
      json(error('execution', 'too many samples'), { status: 422 }),
      'too-heavy',
      'failed',
      'Prometheus of cluster local could not work out the query: too many samples. A shorter range asks for less.',
    ],
    [
      'a query that takes too long',
      json(error('timeout', 'query timed out'), { status: 503 }),
      'timeout',
      'failed',
      'Prometheus of cluster local gave up on the query: query timed out. A shorter range asks for less.',
    ],
    [
      '503',
      new Response('starting up', { status: 503 }),
      'unavailable',
      'failed',
      'Prometheus of cluster local is there, but cannot answer (HTTP 503): starting up. See whether it, and what stands in front of it, runs and is ready.',
    ],
    [
      'a web page',
      new Response('<html>Welcome</html>'),
      'malformed',
      'failed',
      "Prometheus of cluster local answered /query with something that is not of Prometheus' HTTP API. Check that its URL is the one below which /api/v1 lies.",
    ],
    [
      'another form of answer',
      json({
        status: 'success',
        data: { resultType: 'scalar', result: [1, '1'] },
      }),
      'malformed',
      'failed',
      'Prometheus of cluster local answered /query in an unknown form (resultType: Invalid literal value, expected "vector").',
    ],
  ])('says what %s means', async (_, response, problem, status, message) => {
    const { source } = sourceWith(() => response, {
      transport: {
        advice: {
          ...URL_ADVICE,
          right: 'the ClusterRole cluster-monitoring-view',
        },
      },
    });
    await expect(source.instant('up', { at })).rejects.toMatchObject({
      name: 'MetricsSourceError',
      problem,
      status,
      message,
    });
  });

  it('says that nobody answers at its address', async () => {
    const { source } = sourceWith(() => {
      throw new TypeError('fetch failed', {
        cause: Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }),
      });
    });
    await expect(source.instant('up', { at })).rejects.toMatchObject({
      problem: 'unreachable',
      message:
        'Prometheus of cluster local could not be reached (ECONNREFUSED). Check its URL, and that it runs.',
    });
  });

  it('gives up on one that never answers', async () => {
    const { source } = sourceWith(never, { limits: { timeoutMs: 20 } });
    await expect(source.instant('up', { at })).rejects.toMatchObject({
      problem: 'timeout',
      message: 'Prometheus of cluster local did not answer within 0.02 s.',
    });
  });

  it('gives up on one that never ends its answer', async () => {
    const endless = new ReadableStream({
      start: controller => controller.enqueue(new TextEncoder().encode('{')),
    });
    const { source } = sourceWith(
      (_, { signal }) => {
        const stopped = endless.pipeThrough(new TransformStream(), {
          signal: signal ?? undefined,
        });
        return new Response(stopped);
      },
      { limits: { timeoutMs: 20 } },
    );
    await expect(source.instant('up', { at })).rejects.toMatchObject({
      problem: 'timeout',
    });
  });

  it('gives up on an answer that is too long to hold', async () => {
    const { source } = sourceWith(() => success('x'.repeat(5000)), {
      limits: { maximumBytes: 1000 },
    });
    await expect(source.instant('up', { at })).rejects.toMatchObject({
      problem: 'too-large',
    });
  });

  it("ends with the caller's own reason when the caller leaves", async () => {
    const { source } = sourceWith(never);
    const controller = new AbortController();
    const answer = source.instant('up', { at, signal: controller.signal });
    const gone = new Error('the caller went away');
    controller.abort(gone);
    await expect(answer).rejects.toBe(gone);
  });

  it('asks a bounded number of questions at once, and then the rest', async () => {
    let running = 0;
    let most = 0;
    const { source, requests } = sourceWith(
      async () => {
        running += 1;
        most = Math.max(most, running);
        await new Promise(resolve => {
          setImmediate(resolve);
        });
        running -= 1;
        return noSeries();
      },
      { limits: { concurrentRequests: 3 } },
    );
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        source.instant(`up${index}`, { at }),
      ),
    );
    expect({ most, asked: requests.length }).toEqual({ most: 3, asked: 20 });
  });
});
