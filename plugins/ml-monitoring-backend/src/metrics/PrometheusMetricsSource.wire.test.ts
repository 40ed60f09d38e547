import { readFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import {
  builtInProfiles,
  customLabels,
  customMetrics,
  customMetricsSelector,
  customPanel,
  customTags,
  fleetScope,
  keyNumberQueries,
  modelScope,
  MODEL_LABELS,
  panelCatalogue,
  pointsIn,
  type PanelDefinition,
  type QueryScope,
  type Range,
} from 'backstage-plugin-ml-monitoring-common';
import { PrometheusMetricsSource } from './PrometheusMetricsSource';
import { everyQuery, notQueries, type Names } from './__testUtils__/everyQuery';
import {
  executorSeries,
  openMetrics,
  podMonitor,
  serviceMonitor,
  type Calls,
  type SampledSeries,
} from './__testUtils__/openMetrics';
import {
  startPrometheus,
  type RunningPrometheus,
} from './__testUtils__/startPrometheus';

const startSeconds = 1_699_992_000;
const grid = {
  startSeconds,
  endSeconds: startSeconds + 3600,
  intervalSeconds: 15,
};
const range: Range = {
  startSeconds: startSeconds + 600,
  endSeconds: startSeconds + 3600,
  stepSeconds: 60,
};
const windowSeconds = 120;

/** Names that break out of where they are put, unless they are escaped. */
const HOSTILE = [
  'x"} or up{',
  "'`\\",
  'a\nb\r\t\0',
  '\u2028 ünïcode 🦆',
  '\ufffd',
  '{{ $labels }}',
  '.*|^$()[]+?',
  '$1${x}$__range',
  '{}',
];

/** Names of metrics that mean something else to PromQL. */
const KEYWORDS = [
  ...[
    'and',
    'or',
    'unless',
    'on',
    'ignoring',
    'bool',
    'by',
    'without',
    'atan2',
  ],
  ...[
    'offset',
    'group_left',
    'group_right',
    'start',
    'end',
    'inf',
    'NaN',
    '1e3',
  ],
  ...['sum', 'rate', 'topk', 'count_values', 'histogram_quantile', 'vector'],
];
const at = new Date(range.endSeconds * 1000);

const bothMonitors = [serviceMonitor, podMonitor];
const PREDICT = '/seldon.protos.Seldon/Predict';
const NODE = 'seldon_api_executor_client_requests_seconds';
const prediction = { service: 'predictions' };
/** All of one duration. */
const steady = (perSecond: number, seconds = 0.03) => ({
  mix: [{ perSecond, seconds }],
});

/** Two pods, each scraped by two monitors: 8 predictions/s, of which 7 % end with 500. */
const restSeldon: Calls[] = ['pod-a', 'pod-b'].flatMap(pod => {
  const scraped = { pod, scrapers: bothMonitors };
  const node = {
    ...scraped,
    metric: NODE,
    code: '200',
    labels: { model_name: 'classifier' },
  };
  return [
    {
      ...scraped,
      ...prediction,
      code: '200',
      mix: [
        { perSecond: 3, seconds: 0.03 },
        { perSecond: 0.4, seconds: 0.6 },
      ],
    },
    { ...scraped, ...prediction, code: '400', ...steady(0.32) },
    { ...scraped, ...prediction, code: '500', ...steady(0.28) },
    { ...scraped, service: 'status', code: '200', ...steady(10) },
    { ...scraped, service: 'feedback', code: '200', ...steady(5) },
    { ...node, service: '/predict', ...steady(4) },
    { ...node, service: '/send-feedback', ...steady(9) },
  ];
});

const other = (
  name: string,
  calls: Omit<Calls, 'pod' | 'scrapers'>,
): Calls => ({
  ...calls,
  pod: `${name}-pod`,
  scrapers: [serviceMonitor],
  labels: { deployment_name: name, ...calls.labels },
});

const custom = (
  metric: string,
  worker: number,
  valueAt: SampledSeries['valueAt'],
  labels: Record<string, string> = {},
): SampledSeries[] =>
  bothMonitors.map(scraper => ({
    metric,
    labels: {
      ...scraper('pod-a').target,
      instance: 'pod-a.ip:6000',
      deployment_name: 'rest-seldon',
      predictor_name: 'model',
      worker_id: String(worker),
      ...labels,
    },
    valueAt,
  }));

const customSeries = [1, 2].flatMap(worker => [
  ...custom('mycounter_total', worker, t => t * 2),
  ...custom('mygauge', worker, () => 100 * worker),
  ...custom('mytimer_seconds_bucket', worker, t => t * 0.5, { le: '0.01' }),
  ...custom('mytimer_seconds_bucket', worker, t => t, { le: '0.03' }),
  ...custom('mytimer_seconds_bucket', worker, t => t, { le: '+Inf' }),
  ...custom('mytimer_seconds_sum', worker, t => t * 0.02),
  ...custom('mytimer_seconds_count', worker, t => t),
  ...custom('seldon_api_model_feedback_total', worker, t => t),
  ...custom('seldon_api_model_feedback_reward_total', worker, t => t * 0.75),
]);

/** A counter whose model gives it the names of target labels for tags. */
const tagged = [
  { tier: 'gold', service: 'a', perSecond: 1 },
  { tier: 'gold', service: 'b', perSecond: 2 },
  { tier: 'silver', service: 'a', perSecond: 4 },
].flatMap(({ tier, service, perSecond }) =>
  [1, 2].flatMap(worker =>
    bothMonitors.map(scraper => {
      const { target, serviceLabel } = scraper('tagged-pod');
      return {
        metric: 'hits_total',
        labels: {
          ...target,
          deployment_name: 'tagged',
          predictor_name: 'model',
          model_name: 'classifier',
          worker_id: String(worker),
          tier,
          _pod: 'not a pod',
          [serviceLabel]: service,
        },
        valueAt: (t: number) => t * perSecond,
      };
    }),
  ),
);

/** Ways of asking a model and its node, by protocol. */
const protocols = [
  ['seldon', 'predictions', '/predict'],
  [
    'seldon over gRPC',
    '/seldon.protos.Seldon/Predict',
    '/seldon.protos.Model/Predict',
  ],
  ['tensorflow', 'predictions', '/v1/models/half:predict'],
  [
    'tensorflow over gRPC',
    '/tensorflow.serving.PredictionService/Predict',
    '/tensorflow.serving.PredictionService/Predict',
  ],
  ['v2', 'predictions', '/v2/models/iris/infer'],
  [
    'v2 over gRPC',
    '/inference.GRPCInferenceService/ModelInfer',
    '/inference.GRPCInferenceService/ModelInfer',
  ],
] as const;
const ELSEWHERE = 'elsewhere';

const gap = { from: 1800, to: 2700 };

describe('PrometheusMetricsSource, asking a real Prometheus what the catalogue asks', () => {
  let prometheus: RunningPrometheus;
  let source: PrometheusMetricsSource;

  beforeAll(async () => {
    const calls: Calls[] = [
      ...restSeldon,
      ...['10.0.0.1:8000', '10.0.0.2:8000'].map(instance =>
        other('no-pod-label', {
          ...prediction,
          code: '200',
          ...steady(1),
          labels: { pod: '', instance },
        }),
      ),
      other('grpc', { service: PREDICT, code: 'OK', ...steady(3) }),
      other('grpc', { service: PREDICT, code: 'Unavailable', ...steady(1) }),
      other('grpc', {
        service: '/seldon.protos.Seldon/ModelMetadata',
        code: 'OK',
        ...steady(50),
      }),
      other('restarted', {
        ...prediction,
        code: '200',
        ...steady(2),
        resetAt: 1800,
      }),
      other('idle', { ...prediction, code: '200', ...steady(0) }),
      // Two replicas of Prometheus behind one store that does not merge them.
      ...['prometheus-0', 'prometheus-1'].map(replica =>
        other('replicated', {
          ...prediction,
          code: '200',
          ...steady(2),
          labels: { prometheus_replica: replica, namespace: ELSEWHERE },
        }),
      ),
      ...[
        { cluster: 'eu', perSecond: 1 },
        { cluster: 'us', perSecond: 5 },
      ].map(({ cluster, perSecond }) =>
        other('twin', {
          ...prediction,
          code: '200',
          ...steady(perSecond),
          labels: { cluster, namespace: ELSEWHERE },
        }),
      ),
      ...protocols.flatMap(([protocol, service, nodeService]) => {
        const code = service.startsWith('/') ? 'OK' : '200';
        const labels = { namespace: ELSEWHERE };
        return [
          other(protocol, { service, code, ...steady(2), labels }),
          other(protocol, {
            metric: NODE,
            service: nodeService,
            code,
            ...steady(3),
            labels: { ...labels, model_name: 'm' },
          }),
        ];
      }),
      other('very-slow', { ...prediction, code: '200', ...steady(1, 60) }),
    ];
    const interrupted = executorSeries(
      other('interrupted', { ...prediction, code: '200', ...steady(2) }),
    ).map(series => ({
      ...series,
      valueAt: (t: number) =>
        t > gap.from && t < gap.to ? undefined : series.valueAt(t),
    }));
    prometheus = await startPrometheus(
      openMetrics(
        [
          ...calls.flatMap(executorSeries),
          ...interrupted,
          ...customSeries,
          ...tagged,
        ],
        grid,
      ),
    );
    source = PrometheusMetricsSource.create({
      transport: { title: 'Prometheus', baseUrl: prometheus.url, fetch },
    });
  }, 60_000);

  afterAll(() => prometheus?.stop());

  const scopeOf = (
    name: string,
    namespace = 'ml-mon',
    matchers: Record<string, string> = {},
  ) => modelScope({ ref: { namespace, name }, matchers, windowSeconds });

  /** Of each query of a panel, the labels and the values of each series. */
  const ask = (panelId: string, name = 'rest-seldon') =>
    askOf(
      [
        ...panelCatalogue,
        ...builtInProfiles.flatMap(({ panels }) => panels),
        ...customPanels(),
      ].find(({ id }) => id === panelId)!,
      scopeOf(name),
    );

  async function askOf(panel: PanelDefinition, scope: QueryScope) {
    const answers = await Promise.all(
      panel.queries.map(query => source.range(query.promql(scope), { range })),
    );
    return answers.flatMap(({ value }) => value);
  }

  const requests = panelCatalogue.find(({ id }) => id === 'requests')!;

  const customPanels = () =>
    customMetrics(customSeries.map(({ metric }) => metric)).map(metric =>
      customPanel(metric),
    );

  /** The same number at every instant, within what doubles can hold. */
  const constant = (value: number) =>
    new Array(pointsIn(range)).fill(expect.closeTo(value, 6));

  const model = { predictor_name: 'model' };

  it('counts each prediction once though two monitors scrape its pod in different ways', async () => {
    await expect(ask('requests')).resolves.toEqual([
      { labels: model, values: constant(8) },
    ]);
  });

  it('tells pods apart by their address where targets name no pod', async () => {
    await expect(ask('requests', 'no-pod-label')).resolves.toEqual([
      { labels: model, values: constant(2) },
    ]);
  });

  it('measures the share of predictions that did not end with a server fault', async () => {
    await expect(ask('success-ratio')).resolves.toEqual([
      { labels: model, values: constant(0.93) },
    ]);
  });

  it('tells faults of the caller from faults of the model', async () => {
    await expect(ask('errors')).resolves.toEqual([
      { labels: model, values: constant(0.64) },
      { labels: model, values: constant(0.56) },
    ]);
  });

  it('measures zero errors where there was traffic and no error', async () => {
    await expect(ask('errors', 'restarted')).resolves.toEqual([
      { labels: model, values: constant(0) },
      { labels: model, values: constant(0) },
    ]);
  });

  it('counts each prediction once though two replicas of Prometheus stored it', async () => {
    await expect(
      askOf(requests, scopeOf('replicated', ELSEWHERE)),
    ).resolves.toEqual([{ labels: model, values: constant(2) }]);
  });

  it.each([
    ['eu', 1],
    ['us', 5],
  ])(
    'counts no model of another cluster in the same store: %s',
    async (cluster, perSecond) => {
      await expect(
        askOf(requests, scopeOf('twin', ELSEWHERE, { cluster })),
      ).resolves.toEqual([{ labels: model, values: constant(perSecond) }]);
    },
  );

  it.each(protocols)(
    'counts predictions, and what they ask of nodes, in the protocol %s',
    async protocol => {
      const scope = scopeOf(protocol, ELSEWHERE);
      const nodeRequests = panelCatalogue.find(
        ({ id }) => id === 'node-requests',
      )!;
      await expect(askOf(requests, scope)).resolves.toEqual([
        { labels: model, values: constant(2) },
      ]);
      await expect(askOf(nodeRequests, scope)).resolves.toEqual([
        { labels: { ...model, model_name: 'm' }, values: constant(3) },
      ]);
    },
  );

  it('estimates quantiles from buckets that are counted once', async () => {
    // 90 % take 30 ms, of the bucket from 25 to 50 ms; 10 % take 600 ms, from 500 to 750 ms.
    await expect(ask('latency')).resolves.toEqual([
      { labels: model, values: constant(0.025 + 0.025 * (0.5 / 0.9)) },
      { labels: model, values: constant(0.625) },
      { labels: model, values: constant(0.725) },
    ]);
  });

  it('reads the highest bound for what took longer', async () => {
    const [p50] = await ask('latency', 'very-slow');
    expect(p50).toEqual({ labels: model, values: constant(10) });
  });

  it('counts only what predictions ask of nodes', async () => {
    const labels = { ...model, model_name: 'classifier' };
    await expect(ask('node-requests')).resolves.toEqual([
      { labels, values: constant(8) },
    ]);
    const [, p95] = await ask('node-latency');
    expect(p95).toEqual({
      labels,
      values: constant(0.025 + 0.025 * 0.95),
    });
  });

  it('understands gRPC methods and codes', async () => {
    await expect(ask('requests', 'grpc')).resolves.toEqual([
      { labels: model, values: constant(4) },
    ]);
    await expect(ask('success-ratio', 'grpc')).resolves.toEqual([
      { labels: model, values: constant(0.75) },
    ]);
  });

  it('goes on counting when a restart resets the counters', async () => {
    const [{ values }] = await ask('requests', 'restarted');
    expect(Math.min(...(values as number[]))).toBeGreaterThan(1.7);
    expect(Math.max(...(values as number[]))).toBeLessThanOrEqual(2.0001);
  });

  it('leaves a gap where nothing was scraped', async () => {
    const [{ values }] = await ask('requests', 'interrupted');
    const instants = values.map((value, index) => ({
      t: 600 + index * range.stepSeconds,
      value,
    }));
    expect(
      instants
        .filter(({ t }) => t > gap.from + windowSeconds && t < gap.to)
        .map(({ value }) => value),
    ).toEqual(new Array(12).fill(undefined));
    expect(instants.at(-1)).toEqual({ t: 3600, value: expect.closeTo(2, 6) });
  });

  it('has no ratio and no latency without traffic, and zero requests', async () => {
    const nothing = new Array(pointsIn(range)).fill(undefined);
    await expect(ask('requests', 'idle')).resolves.toEqual([
      { labels: model, values: constant(0) },
    ]);
    await expect(ask('success-ratio', 'idle')).resolves.toEqual([
      { labels: model, values: nothing },
    ]);
    const latencies = await ask('latency', 'idle');
    expect(latencies.map(({ values }) => values)).toEqual([
      nothing,
      nothing,
      nothing,
    ]);
  });

  it('has no series for a model that was never called', async () => {
    await expect(ask('requests', 'no-such-model')).resolves.toEqual([]);
  });

  it('finds the custom metrics of a model and leaves out what Seldon adds', async () => {
    const { value } = await source.labelValues('__name__', {
      match: customMetricsSelector(scopeOf('rest-seldon')),
      range,
    });
    expect(customMetrics(value)).toEqual([
      { name: 'mycounter', metric: 'mycounter_total', type: 'counter' },
      { name: 'mygauge', metric: 'mygauge', type: 'gauge' },
      {
        name: 'mytimer_seconds',
        metric: 'mytimer_seconds',
        type: 'timer',
        buckets: true,
      },
    ]);
  });

  it('adds up workers for counters and timers, and takes the mean for gauges', async () => {
    await expect(ask('custom:mycounter_total')).resolves.toEqual([
      { labels: model, values: constant(4) },
    ]);
    await expect(ask('custom:mygauge')).resolves.toEqual([
      { labels: model, values: constant(150) },
    ]);
    await expect(ask('custom:mytimer_seconds')).resolves.toEqual([
      { labels: model, values: constant(0.02) },
      { labels: model, values: constant(0.01) },
      { labels: model, values: constant(0.01 + 0.02 * 0.9) },
    ]);
  });

  it.each([
    [undefined, [{ perSecond: 14 }]],
    [
      'tier',
      [
        { tag: { tier: 'gold' }, perSecond: 6 },
        { tag: { tier: 'silver' }, perSecond: 8 },
      ],
    ],
    [
      'service',
      [
        { tag: { service: 'a' }, perSecond: 10 },
        { tag: { service: 'b' }, perSecond: 4 },
      ],
    ],
    ['_pod', [{ tag: { _pod: 'not a pod' }, perSecond: 14 }]],
  ] as const)(
    'counts once what two monitors scrape, whatever the model calls its tags: by %s',
    async (tag, expected) => {
      const [hits] = customMetrics(['hits_total']);
      const series = await askOf(customPanel(hits, { tag }), scopeOf('tagged'));
      expect(series).toHaveLength(expected.length);
      expect(series).toEqual(
        expect.arrayContaining(
          expected.map(each => ({
            labels: expect.objectContaining({
              ...model,
              ...('tag' in each && each.tag),
            }),
            values: constant(each.perSecond),
          })),
        ),
      );
    },
  );

  it('finds the tags of a metric by some of its series', async () => {
    const { value } = await source.instant(customLabels(scopeOf('tagged')), {
      at,
    });
    const labels = value.flatMap(sample => Object.keys(sample.labels));
    expect(new Set(value.map(sample => sample.labels._metric))).toEqual(
      new Set(['hits_total']),
    );
    expect(customTags(labels)).toEqual(['_pod', 'service', 'tier']);
  });

  it('measures the mean reward', async () => {
    await expect(ask('reward')).resolves.toEqual([
      { labels: model, values: constant(0.75) },
    ]);
  });

  it('answers for the whole fleet with one number for each model', async () => {
    const queries = keyNumberQueries(
      fleetScope({ namespaces: ['ml-mon'], matchers: {}, windowSeconds }),
      MODEL_LABELS,
    );
    const { value } = await source.instant(queries.requestsPerSecond, { at });
    expect(
      Object.fromEntries(
        value.map(each => [each.labels.deployment_name, each.value]),
      ),
    ).toEqual({
      'rest-seldon': expect.closeTo(8, 6),
      'no-pod-label': expect.closeTo(2, 6),
      grpc: expect.closeTo(4, 6),
      restarted: expect.closeTo(2, 6),
      interrupted: expect.closeTo(2, 6),
      idle: 0,
      'very-slow': expect.closeTo(1, 6),
    });
    const ratios = await source.instant(queries.errorRatio, { at });
    expect(
      ratios.value.find(
        ({ labels }) => labels.deployment_name === 'rest-seldon',
      )?.value,
    ).toBeCloseTo(0.07, 6);
  });

  const named = (text: string): Names => ({
    namespace: text,
    model: text,
    cluster: text,
    pod: text,
    deployment: text,
    metric: text,
    tag: 'by',
  });

  /** Everything that any of the queries finds, or warns of. */
  async function found(queries: string[]) {
    const answers = await Promise.all(
      queries.map(query => source.instant(query, { at })),
    );
    return answers.flatMap(({ value, warnings }) => [...value, ...warnings]);
  }

  it.each(HOSTILE)(
    'asks every question about %j, and finds nothing',
    async hostile => {
      const { REACHABLE_QUERY, ...queries } = everyQuery(named(hostile));
      await expect(found(Object.values(queries).flat())).resolves.toEqual([]);
    },
  );

  it('asks about metrics that are called like words of PromQL', async () => {
    const queries = KEYWORDS.flatMap(
      metric => everyQuery(named(metric)).customPanel,
    );
    await expect(found(queries)).resolves.toEqual([]);
  });

  it('leaves no question out of those that are asked about hostile names', async () => {
    const index = await readFile(
      path.resolve(
        __dirname,
        '../../../ml-monitoring-common/src/promql/index.ts',
      ),
      'utf8',
    );
    const exported = [...index.matchAll(/export \{([^}]*)\}/g)]
      .flatMap(([, names]) => names.split(','))
      .map(name => name.trim())
      .filter(name => name && !name.startsWith('type '));
    const known = everyQuery(named('x'));
    expect(
      exported.filter(name => !known[name] && !notQueries.includes(name)),
    ).toEqual([]);
    expect(notQueries.filter(name => !exported.includes(name))).toEqual([]);
    expect(Object.values(known).filter(each => !each.length)).toEqual([]);
  });

  describe('selectors', () => {
    const value = fc.oneof(
      fc.constantFrom(...HOSTILE),
      fc.string({ unit: 'grapheme', minLength: 1 }),
      fc.string({ unit: 'binary', minLength: 1 }),
      fc.string({
        unit: fc.constantFrom(...'ab.*+?()[]{}|^$\\"\'`\n\t,='),
        minLength: 1,
      }),
    );
    const values = fc.uniqueArray(value, { minLength: 1, maxLength: 60 });
    const asked = (text: string) =>
      customMetricsSelector({
        matchers: [{ label: 'x', operator: '=', value: text }],
      });

    it('are read by the engine with the very values that were meant', async () => {
      await fc.assert(
        fc.asyncProperty(values, async texts => {
          // `absent` answers with what its selector asks for.
          const { value: read } = await source.instant(
            texts.map(text => `absent(${asked(text)})`).join(' or '),
            { at },
          );
          expect(new Set(read.map(({ labels }) => labels.x))).toEqual(
            new Set(texts),
          );
        }),
        { numRuns: 10 },
      );
    });

    it('match one of several values, and nothing that only looks like a pattern of them', async () => {
      await fc.assert(
        fc.asyncProperty(value, value, async (text, another) => {
          const several = fleetScope({
            namespaces: [text, 'second'],
            matchers: {},
            windowSeconds,
          });
          const [, pattern] = /^\{namespace=~(".*"),worker_id!=""\}$/s.exec(
            customMetricsSelector(several),
          )!;
          const { value: matched } = await source.instant(
            [text, 'second', another]
              .map(
                each =>
                  `label_replace(absent(${asked(each)}),"hit","yes","x",${pattern})`,
              )
              .join(' or '),
            { at },
          );
          const hits = matched.filter(({ labels }) => labels.hit === 'yes');
          expect(new Set(hits.map(({ labels }) => labels.x))).toEqual(
            new Set([text, 'second']),
          );
        }),
        { numRuns: 60 },
      );
    });
  });
});
