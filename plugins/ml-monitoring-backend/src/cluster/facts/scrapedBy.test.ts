import type { ModelShape } from 'backstage-plugin-ml-monitoring-common';
import {
  podMonitorSchema,
  serviceMonitorSchema,
  serviceSchema,
} from '../objects';
import { scrapedByOthers } from './scrapedBy';

const ref = { cluster: 'local', namespace: 'ml-mon', name: 'fraud' };

const shape: ModelShape = {
  protocol: 'seldon',
  predictors: ['main', 'canary'].map(name => ({
    name,
    serviceName: `fraud-${name}`,
    shadow: false,
    containers: [
      {
        name: 'transformer',
        image: 'ml/t:1',
        besideOrchestrator: true,
        metricsPort: 6000,
      },
      {
        name: 'model',
        image: 'ml/m:1',
        besideOrchestrator: true,
        metricsPort: 6001,
      },
    ],
  })),
};

/** As Seldon's documentation has it. */
const stock = {
  metadata: { name: 'seldon-podmonitor', namespace: 'seldon-system' },
  spec: {
    selector: {
      matchLabels: { 'app.kubernetes.io/managed-by': 'seldon-core' },
    },
    podMetricsEndpoints: [{ port: 'metrics', path: '/prometheus' }],
    namespaceSelector: { any: true },
  },
};

/** As the tutorial has it. */
const byHand = {
  metadata: { name: 'by-hand', namespace: 'ml-mon' },
  spec: {
    selector: { matchLabels: { 'seldon-app': 'fraud-main' } },
    endpoints: [{ port: 'http', path: '/prometheus', interval: '30s' }],
  },
};

const ofOwnMetrics = {
  metadata: { name: 'own-metrics', namespace: 'ml-mon' },
  spec: {
    selector: { matchLabels: { app: 'own-metrics' } },
    endpoints: [
      { port: 'first', path: '/prometheus' },
      { port: 'second', path: '/prometheus' },
    ],
  },
};

const metricsService = {
  metadata: {
    name: 'own-metrics',
    namespace: 'ml-mon',
    labels: { app: 'own-metrics' },
  },
  spec: {
    selector: { 'seldon-app': 'fraud-main' },
    ports: [
      { name: 'first', port: 6000 },
      { name: 'second', port: 80, targetPort: 6001 },
    ],
  },
};

const change = <T extends { metadata: object; spec: object }>(
  object: T,
  spec: object,
  metadata: object = {},
) => ({
  metadata: { ...object.metadata, ...metadata },
  spec: { ...object.spec, ...spec },
});

/** What each monitor covers, as `<predictor> <part>`. */
function covered(objects: {
  podMonitors?: object[];
  serviceMonitors?: object[];
  services?: object[];
}) {
  const found = scrapedByOthers(
    {
      podMonitors: (objects.podMonitors ?? []).map(each =>
        podMonitorSchema.parse(each),
      ),
      serviceMonitors: (objects.serviceMonitors ?? []).map(each =>
        serviceMonitorSchema.parse(each),
      ),
      services: (objects.services ?? []).map(each => serviceSchema.parse(each)),
    },
    ref,
    shape,
  );
  return found.map(({ covers }) =>
    covers.map(({ predictor, metrics }) => `${predictor} ${metrics}`),
  );
}

const everything = [
  'main orchestrator',
  'main containers',
  'canary orchestrator',
  'canary containers',
];
const orchestrators = ['main orchestrator', 'canary orchestrator'];

describe('the monitors of others that select a model', () => {
  it('are named', () => {
    expect(
      scrapedByOthers(
        {
          podMonitors: [podMonitorSchema.parse(stock)],
          serviceMonitors: [],
          services: [],
        },
        ref,
        { ...shape, predictors: [shape.predictors[0]] },
      ),
    ).toEqual([
      {
        kind: 'PodMonitor',
        namespace: 'seldon-system',
        name: 'seldon-podmonitor',
        covers: [
          { predictor: 'main', metrics: 'orchestrator' },
          { predictor: 'main', metrics: 'containers' },
        ],
      },
    ]);
  });

  const keepContainer = (regex: string) => ({
    podMetricsEndpoints: [
      {
        port: 'metrics',
        path: '/prometheus',
        relabelings: [
          {
            action: 'keep',
            sourceLabels: ['__meta_kubernetes_pod_container_name'],
            regex,
          },
        ],
      },
    ],
  });

  it.each([
    ['the stock one, though nothing runs yet', stock, [everything]],
    [
      'one of this namespace',
      change(stock, { namespaceSelector: { matchNames: ['ml-mon'] } }),
      [everything],
    ],
    [
      'one of another namespace',
      change(stock, { namespaceSelector: { matchNames: ['other'] } }),
      [],
    ],
    [
      'one that stays in its own namespace',
      change(stock, { namespaceSelector: null }),
      [],
    ],
    [
      'one of another label',
      change(stock, { selector: { matchLabels: { app: 'x' } } }),
      [],
    ],
    [
      'one of another path',
      change(stock, { podMetricsEndpoints: [{ port: 'metrics' }] }),
      [],
    ],
    [
      'one of another port',
      change(stock, {
        podMetricsEndpoints: [{ port: 'web', path: '/prometheus' }],
      }),
      [],
    ],
    [
      'one of the orchestrator only',
      change(stock, keepContainer('seldon-container-engine')),
      [orchestrators],
    ],
    [
      'one of a part of the containers',
      change(stock, keepContainer('seldon-container-engine|model')),
      [orchestrators],
    ],
    [
      'our own',
      change(
        stock,
        {},
        {
          labels: { 'app.kubernetes.io/managed-by': 'backstage-ml-monitoring' },
        },
      ),
      [],
    ],
  ])('as a PodMonitor: %s', (_, podMonitor, expected) => {
    expect(covered({ podMonitors: [podMonitor] })).toEqual(expected);
  });

  it.each([
    ['one made by hand', [byHand], [], [['main orchestrator']]],
    [
      'one of all models',
      [
        change(byHand, {
          selector: {
            matchLabels: { 'app.kubernetes.io/managed-by': 'seldon-core' },
          },
        }),
      ],
      [],
      [orchestrators],
    ],
    [
      'one of another path',
      [change(byHand, { endpoints: [{ port: 'http', path: '/metrics' }] })],
      [],
      [],
    ],
    [
      'one of own metrics',
      [ofOwnMetrics],
      [metricsService],
      [['main containers']],
    ],
    [
      'one of a part of the own metrics',
      [change(ofOwnMetrics, { endpoints: [ofOwnMetrics.spec.endpoints[0]] })],
      [metricsService],
      [],
    ],
    ['one without its Service', [ofOwnMetrics], [], []],
  ])('as a ServiceMonitor: %s', (_, serviceMonitors, services, expected) => {
    expect(covered({ serviceMonitors, services })).toEqual(expected);
  });
});
