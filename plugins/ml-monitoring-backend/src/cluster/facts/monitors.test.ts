import {
  podMonitorSchema,
  podSchema,
  serviceMonitorSchema,
  serviceSchema,
} from '../objects';
import { monitorsOf, selects } from './monitors';

const service = (name: string, labels: object, port = 'http') =>
  serviceSchema.parse({
    metadata: { name, labels },
    spec: { ports: [{ name: port, port: 8000 }] },
  });
const predictorService = service('fraud-main', { 'seldon-app': 'fraud-main' });
// Since Seldon 1.8 it carries the label of the predictor Service too.
const containerService = service('fraud-main-classifier', {
  'seldon-app': 'fraud-main',
});
const serviceMonitor = (endpoint: object, matchLabels: object = {}) =>
  serviceMonitorSchema.parse({
    metadata: { name: 'monitor' },
    spec: { selector: { matchLabels }, endpoints: [endpoint] },
  });
const keep = (regex: string, action = 'keep') => ({
  relabelings: [
    { action, sourceLabels: ['__meta_kubernetes_service_name'], regex },
  ],
});
const count = (
  monitor: ReturnType<typeof serviceMonitor>,
  services = [predictorService, containerService],
) =>
  monitorsOf(
    { serviceMonitors: [monitor], podMonitors: [] },
    { namespace: 'ml-mon', services, pods: [] },
  ).length;

describe('the monitors of a model', () => {
  it.each([
    [
      'selects its Service',
      { port: 'http' },
      { 'seldon-app': 'fraud-main' },
      1,
    ],
    ['selects every Service', { port: 'http' }, {}, 1],
    ['selects another model', { port: 'http' }, { 'seldon-app': 'other' }, 0],
    ['names a port that the Service has not', { port: 'metrics' }, {}, 0],
    ['names a port of the pod', { targetPort: 6000 }, {}, 1],
    ['keeps its Service', { port: 'http', ...keep('fraud-main') }, {}, 1],
    ['keeps one of several', { port: 'http', ...keep('a|fraud-main') }, {}, 1],
    ['keeps another Service', { port: 'http', ...keep('other') }, {}, 0],
    [
      'drops its Services',
      { port: 'http', ...keep('fraud-main|fraud-main-classifier', 'drop') },
      {},
      0,
    ],
    ['keeps by a pattern', { port: 'http', ...keep('fra.*') }, {}, 1],
  ])('include one that %s: %j', (_, endpoint, matchLabels, expected) => {
    expect(count(serviceMonitor(endpoint, matchLabels))).toBe(expected);
  });

  it('include a PodMonitor that selects its pods', () => {
    const podMonitors = [
      podMonitorSchema.parse({
        metadata: { name: 'seldon-podmonitor', namespace: 'seldon-system' },
        spec: {
          selector: {
            matchLabels: { 'app.kubernetes.io/managed-by': 'seldon-core' },
          },
          podMetricsEndpoints: [
            { port: 'metrics', path: '/prometheus', interval: '1m' },
          ],
        },
      }),
    ];
    const pods = [
      podSchema.parse({
        metadata: {
          name: 'p',
          labels: { 'app.kubernetes.io/managed-by': 'seldon-core' },
        },
      }),
    ];
    expect(
      monitorsOf(
        { serviceMonitors: [], podMonitors },
        { namespace: 'ml-mon', services: [], pods },
      ),
    ).toEqual([
      {
        kind: 'PodMonitor',
        name: 'seldon-podmonitor',
        namespace: 'seldon-system',
        port: 'metrics',
        path: '/prometheus',
        intervalSeconds: 60,
      },
    ]);
  });
});

describe('a label selector', () => {
  const labels = { app: 'a', tier: 'x' };
  const expression = (key: string, operator: string, values: string[] = []) =>
    selects(
      { matchLabels: {}, matchExpressions: [{ key, operator, values }] },
      labels,
    );

  it.each([
    ['In', expression('app', 'In', ['a', 'b']), true],
    ['In', expression('none', 'In', ['a']), false],
    ['NotIn', expression('app', 'NotIn', ['b']), true],
    ['NotIn', expression('none', 'NotIn', ['b']), true],
    ['NotIn', expression('app', 'NotIn', ['a']), false],
    ['Exists', expression('tier', 'Exists'), true],
    ['DoesNotExist', expression('tier', 'DoesNotExist'), false],
    ['an operator not known', expression('tier', 'Like'), false],
  ])('with %s matches: %s', (_, matched, expected) => {
    expect(matched).toBe(expected);
  });
});
