import type { ProvisionRequest } from 'backstage-plugin-ml-monitoring-common';
import type { ProvisioningConfig } from '../config';
import { requireWithinLimits } from './guardrails';

const config: ProvisioningConfig = {
  namespaces: ['ml-*'],
  images: ['seldonio/*'],
  modelUris: ['gs://models/*'],
  exposure: ['none', 'route'],
  route: { labels: {}, tls: 'edge' },
  monitoring: {
    scrapeInterval: '30s',
    labels: {},
    alertLabels: {},
    grafana: { labels: {} },
  },
  maximum: { cpu: 2, memory: 1024 ** 3, replicas: 3 },
  predictions: { enabled: false, maximumBytes: 1, timeoutSeconds: 1 },
};
type Predictor = NonNullable<
  ProvisionRequest['deployment']
>['predictors'][number];
const request = (
  predictor: Partial<Predictor> = {},
  more: Partial<ProvisionRequest> = {},
): ProvisionRequest => ({
  cluster: 'local',
  namespace: 'ml-mon',
  name: 'fraud',
  deployment: {
    predictors: [
      {
        name: 'main',
        graph: { name: 'classifier', modelUri: 'gs://models/a' },
        ...predictor,
      },
    ],
  },
  ...more,
});
const container = (more: object) => ({
  containers: [{ name: 'classifier', image: 'seldonio/x:1', ...more }],
});

describe('the limits of the platform team', () => {
  it.each([
    request(),
    request(
      container({ resources: { limits: { cpu: '2000m', memory: '1Gi' } } }),
    ),
    request({ replicas: 3 }),
    request({}, { exposure: { kind: 'auto' } }),
    request({}, { exposure: { kind: 'none' } }),
  ])('let %j pass', allowed => {
    expect(() => requireWithinLimits(allowed, config)).not.toThrow();
  });

  it.each([
    [
      request({}, { namespace: 'kube-system' }),
      'namespace: must match ml-* of mlMonitoring.provisioning.namespaces (got kube-system)',
    ],
    [
      request({}, { exposure: { kind: 'gateway' } }),
      'exposure.kind: must match none or route of mlMonitoring.provisioning.exposure (got gateway)',
    ],
    [
      request({ replicas: 4 }),
      'deployment.predictors.0.replicas: must be at most mlMonitoring.provisioning.resources.maximum.replicas, which is 3 (got 4)',
    ],
    [
      request(container({ resources: { requests: { cpu: '2001m' } } })),
      'deployment.predictors.0.containers.0.resources.requests.cpu: must be at most mlMonitoring.provisioning.resources.maximum.cpu, which is 2 (got 2001m)',
    ],
    [
      request(container({ resources: { limits: { memory: '1025Mi' } } })),
      'deployment.predictors.0.containers.0.resources.limits.memory: must be at most mlMonitoring.provisioning.resources.maximum.memory, which is 1073741824 bytes (got 1025Mi)',
    ],
    [
      request(container({ image: 'evil/x' })),
      'deployment.predictors.0.containers.0.image: must match seldonio/* of mlMonitoring.provisioning.images (got evil/x)',
    ],
    [
      request({
        graph: {
          name: 'a',
          children: [{ name: 'b', modelUri: 's3://elsewhere' }],
        },
      }),
      'deployment.predictors.0.graph.children.0.modelUri: must match gs://models/* of mlMonitoring.provisioning.modelUris (got s3://elsewhere)',
    ],
  ])('stop %j', (refused, message) => {
    expect(() => requireWithinLimits(refused, config)).toThrow(message);
  });

  it('allow nothing where nothing is written', () => {
    expect(() =>
      requireWithinLimits(request(), { ...config, modelUris: [] }),
    ).toThrow(
      'must match an entry, and there is none, of mlMonitoring.provisioning.modelUris',
    );
  });
});
