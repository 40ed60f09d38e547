/** Small objects that every API server here accepts. */

export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: Record<string, any>;
  [field: string]: any;
}

export const configMap = (
  name: string,
  data: Record<string, string> = { colour: 'green' },
  metadata: Record<string, unknown> = {},
): Manifest => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, ...metadata },
  data,
});

export const service = (name: string, spec: object = {}): Manifest => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name },
  spec: {
    selector: { app: name },
    ports: [{ name: 'http', port: 8000 }],
    ...spec,
  },
});

/** Without replicas, so that nothing waits for a node. */
export const deployment = (name: string, spec: object = {}): Manifest => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name },
  spec: {
    replicas: 0,
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: {
        containers: [
          {
            name: 'classifier',
            image: 'registry.example.com/classifier:1.0',
            ports: [{ name: 'http', containerPort: 9000 }],
            env: [{ name: 'LOG_LEVEL', value: 'info' }],
          },
        ],
      },
    },
    ...spec,
  },
});

export const serviceMonitor = (
  name: string,
  spec: object = {},
  metadata: Record<string, unknown> = {},
): Manifest => ({
  apiVersion: 'monitoring.coreos.com/v1',
  kind: 'ServiceMonitor',
  metadata: { name, ...metadata },
  spec: {
    selector: { matchLabels: { app: name } },
    endpoints: [{ port: 'http', path: '/prometheus', interval: '30s' }],
    ...spec,
  },
});

export const podMonitor = (name: string): Manifest => ({
  apiVersion: 'monitoring.coreos.com/v1',
  kind: 'PodMonitor',
  metadata: { name },
  spec: {
    selector: { matchLabels: { app: name } },
    podMetricsEndpoints: [{ port: 'metrics', path: '/prometheus' }],
  },
});

export const prometheusRule = (name: string): Manifest => ({
  apiVersion: 'monitoring.coreos.com/v1',
  kind: 'PrometheusRule',
  metadata: { name },
  spec: {
    groups: [
      {
        name: 'model',
        rules: [
          {
            alert: 'ModelFails',
            expr: 'up == 0',
            for: '5m',
            labels: { severity: 'warning' },
            annotations: { summary: 'The model fails' },
          },
        ],
      },
    ],
  },
});

export const route = (name: string): Manifest => ({
  apiVersion: 'route.openshift.io/v1',
  kind: 'Route',
  metadata: { name },
  spec: {
    host: `${name}.apps.example.com`,
    to: { kind: 'Service', name, weight: 100 },
    port: { targetPort: 'http' },
  },
});

export const httpRoute = (name: string): Manifest => ({
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'HTTPRoute',
  metadata: { name },
  spec: {
    parentRefs: [{ name: 'gateway' }],
    hostnames: [`${name}.example.com`],
    rules: [
      {
        matches: [{ path: { type: 'PathPrefix', value: '/' } }],
        backendRefs: [{ name, port: 8000 }],
      },
    ],
  },
});

export const ingress = (name: string): Manifest => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { name },
  spec: {
    rules: [
      {
        host: `${name}.example.com`,
        http: {
          paths: [
            {
              path: '/',
              pathType: 'Prefix',
              backend: { service: { name, port: { number: 8000 } } },
            },
          ],
        },
      },
    ],
  },
});

export const seldonDeployment = (
  name: string,
  predictors: object[] = [predictor('default')],
): Manifest => ({
  apiVersion: 'machinelearning.seldon.io/v1',
  kind: 'SeldonDeployment',
  metadata: { name },
  spec: { predictors },
});

export const predictor = (
  name: string,
  more: Record<string, unknown> = {},
): Record<string, unknown> => ({
  name,
  replicas: 1,
  graph: { name: 'classifier', type: 'MODEL' },
  componentSpecs: [
    {
      spec: {
        containers: [
          {
            name: 'classifier',
            image: 'registry.example.com/classifier:1.0',
          },
        ],
      },
    },
  ],
  ...more,
});
