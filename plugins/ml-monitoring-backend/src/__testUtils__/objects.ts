import type { KubeObject } from 'sandbox';

const MODEL_LABELS = {
  'seldon-deployment-id': 'fraud',
  'app.kubernetes.io/managed-by': 'seldon-core',
  version: 'main',
};
const DEPLOYMENT = 'fraud-main-0-classifier';

/** A SeldonDeployment `fraud` with one predictor `main`, as somebody applied it. */
export function fraud(
  change: {
    metadata?: Partial<KubeObject['metadata']>;
    spec?: Record<string, unknown>;
    status?: unknown;
  } = {},
): KubeObject {
  return {
    apiVersion: 'machinelearning.seldon.io/v1',
    kind: 'SeldonDeployment',
    metadata: { name: 'fraud', namespace: 'ml-mon', ...change.metadata },
    spec: {
      predictors: [
        {
          name: 'main',
          replicas: 1,
          graph: { name: 'classifier', type: 'MODEL' },
          componentSpecs: [
            {
              spec: {
                containers: [{ name: 'classifier', image: 'seldonio/fraud:1' }],
              },
            },
          ],
        },
      ],
      ...change.spec,
    },
    ...(change.status ? { status: change.status } : {}),
  };
}

/** What the operator and the controllers make of `fraud`, all well. */
export function fraudRunning(): KubeObject[] {
  const pod = `${DEPLOYMENT}-5d8f7-abcde`;
  const containers = [
    { name: 'classifier', image: 'seldonio/fraud:1' },
    { name: 'seldon-container-engine', image: 'seldonio/seldon-core-executor' },
  ];
  const podLabels = {
    ...MODEL_LABELS,
    app: DEPLOYMENT,
    'seldon-app': 'fraud-main',
    'seldon-app-svc-classifier': 'fraud-main-classifier',
  };
  return [
    fraud({ status: { state: 'Available' } }),
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: {
        name: DEPLOYMENT,
        namespace: 'ml-mon',
        labels: {
          ...MODEL_LABELS,
          app: DEPLOYMENT,
          'seldon-app': 'fraud-main',
        },
      },
      spec: {
        replicas: 1,
        selector: { matchLabels: { app: DEPLOYMENT } },
        template: { metadata: { labels: podLabels }, spec: { containers } },
      },
      status: {
        observedGeneration: 1,
        replicas: 1,
        updatedReplicas: 1,
        readyReplicas: 1,
        availableReplicas: 1,
        conditions: [
          {
            type: 'Progressing',
            status: 'True',
            reason: 'NewReplicaSetAvailable',
            message: 'ReplicaSet has successfully progressed.',
            lastTransitionTime: '2026-01-01T00:01:00Z',
            lastUpdateTime: '2026-01-01T00:01:00Z',
          },
        ],
      },
    },
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: pod, namespace: 'ml-mon', labels: podLabels },
      spec: { containers },
      status: {
        phase: 'Running',
        startTime: '2026-01-01T00:00:30Z',
        conditions: [{ type: 'Ready', status: 'True' }],
        containerStatuses: containers.map(({ name, image }) => ({
          name,
          image,
          imageID: '',
          ready: true,
          restartCount: 0,
          state: { running: { startedAt: '2026-01-01T00:00:40Z' } },
        })),
      },
    },
    predictorService(),
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: {
        name: 'fraud-main-classifier',
        namespace: 'ml-mon',
        labels: {
          'seldon-deployment-id': 'fraud',
          'seldon-app-svc-classifier': 'fraud-main-classifier',
          'seldon-app': 'fraud-main',
        },
      },
      spec: {
        selector: { 'seldon-app-svc-classifier': 'fraud-main-classifier' },
        ports: [{ name: 'http', port: 9000, targetPort: 9000 }],
      },
    },
    {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: {
        name: 'fraud-main-x1',
        namespace: 'ml-mon',
        labels: { 'kubernetes.io/service-name': 'fraud-main' },
      },
      addressType: 'IPv4',
      endpoints: [{ addresses: ['127.0.0.9'], conditions: { ready: true } }],
      ports: [{ name: 'http', port: 8000, protocol: 'TCP' }],
    },
    route(),
    serviceMonitor(),
  ];
}

export function predictorService(): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: 'fraud-main',
      namespace: 'ml-mon',
      labels: { 'seldon-deployment-id': 'fraud', 'seldon-app': 'fraud-main' },
    },
    spec: {
      selector: { 'seldon-app': 'fraud-main' },
      ports: [
        { name: 'http', port: 8000, targetPort: 8000 },
        { name: 'grpc', port: 5001, targetPort: 5001 },
      ],
    },
  };
}

export function route(): KubeObject {
  return {
    apiVersion: 'route.openshift.io/v1',
    kind: 'Route',
    metadata: { name: 'fraud', namespace: 'ml-mon' },
    spec: {
      host: 'fraud-ml-mon.apps.localhost',
      to: { kind: 'Service', name: 'fraud-main', weight: 100 },
      port: { targetPort: 'http' },
    },
    status: {
      ingress: [
        {
          host: 'fraud-ml-mon.apps.localhost',
          routerName: 'default',
          conditions: [{ type: 'Admitted', status: 'True' }],
        },
      ],
    },
  };
}

function serviceMonitor(): KubeObject {
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'ServiceMonitor',
    metadata: { name: 'fraud-main', namespace: 'ml-mon' },
    spec: {
      selector: { matchLabels: { 'seldon-app': 'fraud-main' } },
      endpoints: [
        {
          port: 'http',
          path: '/prometheus',
          interval: '30s',
          relabelings: [
            {
              action: 'keep',
              sourceLabels: ['__meta_kubernetes_service_name'],
              regex: 'fraud-main',
            },
          ],
        },
      ],
    },
  };
}

/** The PodMonitor of Seldon's own charts, which scrapes the models of all namespaces. */
export function stockPodMonitor(): KubeObject {
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PodMonitor',
    metadata: { name: 'seldon-podmonitor', namespace: 'seldon-system' },
    spec: {
      selector: {
        matchLabels: { 'app.kubernetes.io/managed-by': 'seldon-core' },
      },
      podMetricsEndpoints: [{ port: 'metrics', path: '/prometheus' }],
      namespaceSelector: { any: true },
    },
  };
}
