import {
  answered,
  clusterFacts,
  now,
  thresholds,
} from '../../health/__testUtils__/modelFacts';
import {
  prometheus,
  read,
  readyFacts,
} from '../../readiness/__testUtils__/readinessFacts';
import type {
  DiagnosisFacts,
  DiagnosisMetricsFacts,
  MonitorFact,
  ScrapedPodFact,
  ServiceFact,
  UpFact,
} from '../facts';

export { answered, now, read };

export const POD = 'rest-seldon-model-0-classifier-abc';

export const podLabels = {
  'seldon-deployment-id': 'rest-seldon',
  'app.kubernetes.io/managed-by': 'seldon-core',
  'seldon-app': 'rest-seldon-model',
  version: 'model',
};

export function serviceFact(own: Partial<ServiceFact> = {}): ServiceFact {
  return {
    name: 'rest-seldon-model',
    labels: {
      'seldon-app': 'rest-seldon-model',
      'seldon-deployment-id': 'rest-seldon',
    },
    selector: { 'seldon-app': 'rest-seldon-model' },
    ports: [
      { name: 'http', port: 8000, targetPort: 8000 },
      { name: 'grpc', port: 5001, targetPort: 5001 },
    ],
    ...own,
  };
}

/** Since Seldon 1.8 it carries the label of the predictor's Service. */
export const containerService = serviceFact({
  name: 'rest-seldon-model-classifier',
  labels: {
    'seldon-app': 'rest-seldon-model',
    'seldon-app-svc-classifier': 'rest-seldon-model-classifier',
    'seldon-deployment-id': 'rest-seldon',
  },
  selector: { 'seldon-app-svc-classifier': 'rest-seldon-model-classifier' },
  ports: [{ name: 'http', port: 9000, targetPort: 9000 }],
});

export const metricsServiceFact = (own: Partial<ServiceFact> = {}) =>
  serviceFact({
    name: 'rest-seldon-model-metrics',
    labels: { 'seldon-app': 'rest-seldon-model-metrics' },
    ports: [{ name: 'metrics', port: 6000, targetPort: 6000 }],
    ...own,
  });

/** A monitor of the predictor's Service, and of nothing else. */
export function monitorFact(own: Partial<MonitorFact> = {}): MonitorFact {
  return {
    kind: 'ServiceMonitor',
    namespace: 'ml-mon',
    name: 'rest-seldon-model',
    labels: { 'seldon-app': 'rest-seldon-model' },
    selector: { matchLabels: { 'seldon-app': 'rest-seldon-model' } },
    endpoints: [
      {
        port: 'http',
        path: '/prometheus',
        relabelings: [
          {
            action: 'keep',
            sourceLabels: ['__meta_kubernetes_service_name'],
            regex: 'rest-seldon-model',
          },
        ],
      },
    ],
    ...own,
  };
}

export function scrapedPod(own: Partial<ScrapedPodFact> = {}): ScrapedPodFact {
  return {
    name: POD,
    labels: podLabels,
    ports: [
      { container: 'classifier', name: 'http', port: 9000 },
      { container: 'classifier', name: 'metrics', port: 6000 },
      { container: 'seldon-container-engine', name: 'http', port: 8000 },
      { container: 'seldon-container-engine', name: 'metrics', port: 8000 },
    ],
    ...own,
  };
}

export function upFact(own: Partial<UpFact> = {}): UpFact {
  return {
    labels: {
      namespace: 'ml-mon',
      job: 'rest-seldon-model',
      service: 'rest-seldon-model',
      endpoint: 'http',
      container: 'seldon-container-engine',
      instance: '10.0.0.1:8000',
      pod: POD,
    },
    up: true,
    scrapedAt: new Date(now.getTime() - 10_000),
    ...own,
  };
}

export const downFact = (lastError?: string) =>
  upFact({ up: false, lastError });

export const predictions = {
  labels: { service: 'rest-seldon-model', exported_service: 'predictions' },
  count: 1,
};

export function metricsFacts(
  own: Partial<DiagnosisMetricsFacts> = {},
): DiagnosisMetricsFacts {
  return {
    state: {
      kind: 'prometheus',
      cluster: 'local',
      title: 'Prometheus of cluster local',
      status: 'ok',
    },
    matchers: {},
    up: answered([upFact()]),
    pools: { status: 'absent', message: 'not asked' },
    samples: answered({ exposed: 100, kept: 100 }),
    series: answered([predictions]),
    seriesOfPods: answered([
      {
        labels: {
          ...predictions.labels,
          namespace: 'ml-mon',
          deployment_name: 'rest-seldon',
        },
        count: 1,
      },
    ]),
    nativeSeries: answered(0),
    requestsPerSecond: answered(4),
    query: 'requests',
    ownMetrics: answered({ now: [], lately: [] }),
    ...own,
  };
}

/** What Prometheus knows of a model that nobody ever called. */
export const nothingCounted: Partial<DiagnosisMetricsFacts> = {
  series: answered([]),
  seriesOfPods: answered([]),
  requestsPerSecond: answered(undefined),
};

/** And of one that it does not scrape. */
export const nothingScraped: Partial<DiagnosisMetricsFacts> = {
  ...nothingCounted,
  up: answered([]),
};

/** A model that is up, scraped and called. */
export function wholeFacts(own: Partial<DiagnosisFacts> = {}): DiagnosisFacts {
  const { settings, namespaces, metrics, gateway, ...installation } =
    readyFacts();
  return {
    ...installation,
    prometheuses: read([prometheus()]),
    ref: { cluster: 'local', namespace: 'ml-mon', name: 'rest-seldon' },
    thresholds,
    namespace: { name: 'ml-mon', exists: true, labels: {} },
    model: answered(clusterFacts()),
    shape: {
      protocol: 'seldon',
      predictors: [
        {
          name: 'model',
          serviceName: 'rest-seldon-model',
          shadow: false,
          containers: [
            {
              name: 'classifier',
              image: 'seldonio/mock_classifier_rest:1.3',
              besideOrchestrator: true,
              metricsPort: 6000,
            },
          ],
        },
      ],
    },
    services: read([serviceFact(), containerService]),
    monitors: read([monitorFact()]),
    pods: read([scrapedPod()]),
    networkPolicies: read([]),
    scraperRights: { status: 'absent' },
    monitoring: { labels: {}, scrapeInterval: '30s' },
    metrics: metricsFacts(),
    ...own,
  };
}
