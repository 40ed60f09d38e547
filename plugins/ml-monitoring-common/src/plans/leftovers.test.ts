import type { ModelShape } from '../manifests/types';
import { leftovers, type MadeObject } from './leftovers';

const shape = (...predictors: string[]): ModelShape => ({
  protocol: 'seldon',
  predictors: predictors.map(name => ({
    name,
    serviceName: `fraud-${name}`,
    shadow: false,
    containers: [],
  })),
});

const made = (kind: string, name: string, spec: unknown = {}): MadeObject => ({
  apiVersion: 'x/v1',
  kind,
  metadata: { name },
  spec,
});
const selecting = (service: string) => ({
  selector: { matchLabels: { 'seldon-app': service } },
});

const MADE = [
  made('Route', 'fraud', {
    to: { name: 'fraud-main' },
    alternateBackends: [{ name: 'fraud-next' }],
  }),
  made('HTTPRoute', 'fraud', {
    rules: [{ backendRefs: [{ name: 'fraud-main' }] }],
  }),
  made('Ingress', 'fraud', {
    rules: [
      { http: { paths: [{ backend: { service: { name: 'fraud-next' } } }] } },
    ],
  }),
  made('Service', 'fraud-next-metrics', {
    selector: { 'seldon-app': 'fraud-next' },
  }),
  made('ServiceMonitor', 'fraud-main', selecting('fraud-main')),
  made('ServiceMonitor', 'fraud-next', selecting('fraud-next')),
  made('ServiceMonitor', 'fraud-next-metrics', selecting('fraud-next-metrics')),
  made('PrometheusRule', 'fraud'),
  made('GrafanaDashboard', 'fraud'),
];

const names = (objects: MadeObject[]) =>
  objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`);

describe('what earlier requests made', () => {
  it.each<[string, object, ModelShape, string[], string[]]>([
    [
      'stays when the model is deployed as it was',
      { deployment: {} },
      shape('main', 'next'),
      [],
      [],
    ],
    [
      'goes with the predictor that it measured; what exposes that predictor stays and is told of',
      { deployment: {} },
      shape('main'),
      [
        'Service fraud-next-metrics',
        'ServiceMonitor fraud-next',
        'ServiceMonitor fraud-next-metrics',
      ],
      ['Route fraud', 'Ingress fraud'],
    ],
    [
      'goes as far as it exposes, with a request to expose',
      { exposure: {} },
      shape('main'),
      ['Route fraud', 'HTTPRoute fraud', 'Ingress fraud'],
      [],
    ],
    [
      'goes as far as it measures, with a request to monitor',
      { monitoring: {} },
      shape('main', 'next'),
      [
        'Service fraud-next-metrics',
        'ServiceMonitor fraud-main',
        'ServiceMonitor fraud-next',
        'ServiceMonitor fraud-next-metrics',
        'PrometheusRule fraud',
        'GrafanaDashboard fraud',
      ],
      [],
    ],
  ])('%s', (_, request, after, unwanted, dangling) => {
    const found = leftovers({
      request,
      shape: after,
      manifests: [],
      made: MADE,
    });
    expect(names(found.unwanted)).toEqual(unwanted);
    expect(names(found.dangling)).toEqual(dangling);
  });

  it('stays where it is asked for again, whatever the version of its API', () => {
    const { unwanted } = leftovers({
      request: { monitoring: {} },
      shape: shape('main'),
      manifests: [
        {
          apiVersion: 'x/v2',
          kind: 'PrometheusRule',
          metadata: { name: 'fraud', namespace: 'ml-mon', labels: {} },
          spec: {},
        },
      ],
      made: [made('PrometheusRule', 'fraud'), made('PrometheusRule', 'older')],
    });
    expect(names(unwanted)).toEqual(['PrometheusRule older']);
  });
});
