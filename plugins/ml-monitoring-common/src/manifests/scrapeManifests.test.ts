import { container, labels, monitor, shape } from './__testUtils__/monitored';
import type { ScrapedBy } from './scrapedBy';
import type { ModelShape } from './types';

const kinds = ({ manifests }: ReturnType<typeof monitor>) =>
  manifests.map(({ kind, metadata }) => `${kind} ${metadata.name}`);

describe('scraping by Services', () => {
  const portsOf = (model: ModelShape) =>
    monitor({ customMetrics: true }, { model })
      .manifests.filter(({ kind }) => kind === 'Service')
      .flatMap(({ spec }) => spec.ports);

  it('gives each container the port that the operator gave it', () => {
    expect(
      portsOf(
        shape([
          {
            name: 'main',
            containers: [
              container('transformer', { image: 'ml/transformer:1' }),
              container('tf', {
                image: 'tensorflow/serving:2',
                metricsPort: 6001,
              }),
              container('model', { image: 'ml/model:1', metricsPort: 6002 }),
            ],
          },
        ]),
      ),
    ).toEqual([
      { name: 'metrics', port: 6000, targetPort: 6000, protocol: 'TCP' },
      { name: 'metrics-1', port: 6002, targetPort: 6002, protocol: 'TCP' },
    ]);
  });

  it.each([
    ['tensorflow/serving:2.1.0', undefined, 'tensorflow', 0],
    ['nvcr.io/nvidia/tritonserver:21.08-py3', undefined, 'v2', 0],
    [undefined, 'TRITON_SERVER', 'v2', 0],
    [undefined, 'TENSORFLOW_SERVER', 'tensorflow', 0],
    [undefined, 'TENSORFLOW_SERVER', 'seldon', 1],
    [undefined, 'SKLEARN_SERVER', 'seldon', 1],
    [undefined, 'MLFLOW_SERVER', 'v2', 1],
  ] as const)(
    'of image %s or server %s with protocol %s finds %i ports',
    (image, implementation, protocol, count) => {
      expect(
        portsOf(
          shape(
            [
              {
                name: 'main',
                containers: [container('model', { image, implementation })],
              },
            ],
            protocol,
          ),
        ),
      ).toHaveLength(count);
    },
  );

  it('says what it cannot scrape', () => {
    const { manifests, warnings } = monitor(
      { customMetrics: true, scrapeInterval: '5s' },
      {
        model: shape([
          {
            name: 'main',
            containers: [container('far', { besideOrchestrator: false })],
          },
        ]),
      },
    );
    expect(manifests).toHaveLength(1);
    expect(manifests[0].spec.endpoints).toMatchObject([{ interval: '5s' }]);
    expect(warnings).toEqual([
      expect.stringContaining('far of predictor main are not scraped'),
      expect.stringContaining('no container with metrics of its own'),
    ]);
  });

  it('makes no monitor of an orchestrator that is not there', () => {
    const answer = monitor(
      { customMetrics: true },
      {
        model: shape([
          {
            name: 'main',
            withoutEngine: { httpPort: 9000 },
            containers: [container('model')],
          },
        ]),
      },
    );
    expect(kinds(answer)).toEqual([
      'Service fraud-main-metrics',
      'ServiceMonitor fraud-main-metrics',
    ]);
    expect(answer.warnings).toEqual([
      expect.stringContaining("runs without Seldon's orchestrator"),
    ]);
  });

  it('needs the API of the Prometheus operator', () => {
    expect(() => monitor({}, { apis: { serviceMonitor: false } })).toThrow(
      'monitoring.scrape: the cluster has no ServiceMonitor API',
    );
  });
});

describe('scraping by pods', () => {
  const podMonitorOf = (model: ModelShape, customMetrics = true) =>
    monitor({ scrape: 'podMonitor', customMetrics }, { model });

  it('is one PodMonitor of all pods of the model', () => {
    expect(
      podMonitorOf(shape([{ name: 'main', containers: [container('model')] }]))
        .manifests,
    ).toStrictEqual([
      {
        apiVersion: 'monitoring.coreos.com/v1',
        kind: 'PodMonitor',
        metadata: {
          name: 'fraud',
          namespace: 'ml-mon',
          labels: { release: 'prom', ...labels },
        },
        spec: {
          selector: { matchLabels: { 'seldon-deployment-id': 'fraud' } },
          podMetricsEndpoints: [
            {
              port: 'metrics',
              path: '/prometheus',
              interval: '30s',
              relabelings: [
                {
                  action: 'keep',
                  sourceLabels: [
                    '__meta_kubernetes_pod_label_seldon_app',
                    '__meta_kubernetes_pod_container_name',
                  ],
                  regex: '.*;seldon-container-engine|.*;model',
                },
              ],
            },
          ],
        },
      },
    ]);
  });

  const kept = (model: ModelShape, customMetrics?: boolean) => {
    const [{ spec }] = podMonitorOf(model, customMetrics).manifests;
    const [endpoint] = spec.podMetricsEndpoints as any[];
    const pattern = new RegExp(`^(?:${endpoint.relabelings[0].regex})$`);
    return (target: string) => pattern.test(target);
  };
  const mixed = shape(
    [
      { name: 'a', containers: [container('m', { image: 'ml/m:1' })] },
      {
        name: 'b',
        containers: [container('m', { image: 'tensorflow/serving' })],
      },
      {
        name: 'c',
        serviceName: 'odd.name',
        containers: [container('far', { besideOrchestrator: false })],
      },
    ],
    'tensorflow',
  );

  it.each([
    ['fraud-a;seldon-container-engine', true],
    ['fraud-new;seldon-container-engine', true],
    ['fraud-a;m', true],
    // Nothing listens on the metrics port that the operator gave it.
    ['fraud-b;m', false],
    // A pod apart from the orchestrator has no label of a Service.
    [';far', true],
    ['fraud-a;istio-proxy', false],
  ])('of %s keeps %s', (target, expected) => {
    expect(kept(mixed)(target)).toBe(expected);
  });

  it('leaves model containers alone unless their metrics are asked for', () => {
    expect(kept(mixed, false)('fraud-a;m')).toBe(false);
    expect(kept(mixed, false)('fraud-a;seldon-container-engine')).toBe(true);
  });

  it('says where there are no metrics to ask for', () => {
    const servesOnly = shape([
      {
        name: 'a',
        containers: [container('t', { image: 'tensorflow/serving' })],
      },
    ]);
    expect(podMonitorOf(servesOnly).warnings).toEqual([
      expect.stringContaining('The model has no container with metrics'),
    ]);
  });

  it('needs its API', () => {
    expect(() =>
      monitor({ scrape: 'podMonitor' }, { apis: { podMonitor: false } }),
    ).toThrow('monitoring.scrape: the cluster has no PodMonitor API');
  });
});

describe('a model that others scrape', () => {
  const stock: ScrapedBy = {
    kind: 'PodMonitor',
    namespace: 'seldon-system',
    name: 'seldon-podmonitor',
    covers: [
      { predictor: 'main', metrics: 'orchestrator' },
      { predictor: 'main', metrics: 'containers' },
    ],
  };
  const byHand: ScrapedBy = {
    kind: 'ServiceMonitor',
    namespace: 'ml-mon',
    name: 'mine',
    covers: [{ predictor: 'main', metrics: 'orchestrator' }],
  };
  const canary = shape([
    { name: 'main', containers: [container('model')] },
    { name: 'canary', containers: [container('model')] },
  ]);

  it('is left to them, and they are named', () => {
    const answer = monitor({ customMetrics: true }, { scrapedBy: [stock] });
    expect(answer).toEqual({
      manifests: [],
      warnings: [
        'PodMonitor seldon-system/seldon-podmonitor has Prometheus scrape the requests of main and the own metrics of main already, so nothing more is made for that',
      ],
    });
  });

  it('needs no API of the operator then', () => {
    expect(
      monitor({}, { scrapedBy: [stock], apis: { serviceMonitor: false } })
        .manifests,
    ).toEqual([]);
  });

  it.each([
    [
      'the metrics that they leave out',
      { customMetrics: true },
      { scrapedBy: [byHand] },
      ['Service fraud-main-metrics', 'ServiceMonitor fraud-main-metrics'],
    ],
    [
      'the predictors that they leave out',
      {},
      { scrapedBy: [byHand], model: canary },
      ['ServiceMonitor fraud-canary'],
    ],
    [
      'everything, when a ServiceMonitor is asked for',
      { scrape: 'serviceMonitor' as const },
      { scrapedBy: [stock] },
      ['ServiceMonitor fraud-main'],
    ],
    [
      'everything, when a PodMonitor is asked for',
      { scrape: 'podMonitor' as const },
      { scrapedBy: [stock] },
      ['PodMonitor fraud'],
    ],
    ['nothing, when nothing is asked for', { scrape: 'none' as const }, {}, []],
  ])('gets a monitor of %s', (_, request, options, expected) => {
    expect(kinds(monitor(request, options))).toEqual(expected);
  });

  it('is told when it would be scraped twice', () => {
    expect(
      monitor({ scrape: 'serviceMonitor' }, { scrapedBy: [stock] }).warnings,
    ).toEqual([
      expect.stringContaining(
        'so that is scraped twice. Every request is counted once all the same',
      ),
    ]);
  });
});
