import type {
  Asked,
  ClusterFacts,
  HealthThresholds,
  ModelFacts,
} from '../facts';
import type { MetricFacts } from '../metricFacts';
import type { ContainerFact, PodFact } from '../pods';
import type { PredictorFact } from '../predictors';

export const now = new Date('2026-03-01T12:00:00Z');

/** An instant some minutes before `now`. */
export const minutesAgo = (minutes: number) =>
  new Date(now.getTime() - minutes * 60_000);

export const thresholds: HealthThresholds = {
  errorRatio: { degraded: 0.01, failing: 0.2 },
  latencyP95Seconds: { degraded: 0.5, failing: 2 },
  minimumRequests: 10,
  progressingAfterSeconds: 600,
  staleAfterSeconds: 180,
  unreadyAfterSeconds: 60,
  restarts: { count: 3, withinSeconds: 3600 },
  atMaximumAfterSeconds: 900,
  deletingAfterSeconds: 300,
  suddenChange: { requests: 5, errorRatio: 5, latency: 2 },
  outlierRatio: 0.1,
  rewardDrop: 0.2,
};

export const IMAGE = 'seldonio/mock_classifier_rest:1.3';

export function container(overrides: Partial<ContainerFact> = {}) {
  return {
    name: 'classifier',
    image: IMAGE,
    ready: true,
    restarts: 0,
    state: 'running',
    ...overrides,
  } satisfies ContainerFact;
}

/** A pod that is ready, or one whose model container is as given. */
export function pod(
  overrides: Partial<PodFact> = {},
  only?: Partial<ContainerFact>,
): PodFact {
  return {
    name: 'rest-seldon-model-0-classifier-abc',
    predictor: 'model',
    phase: 'Running',
    ready: !only,
    restarts: 0,
    containers: [
      container({ name: 'seldon-container-engine' }),
      container(only && { ready: false, state: 'waiting', ...only }),
    ],
    startedAt: minutesAgo(60).toISOString(),
    ...overrides,
  };
}

export function predictor(
  overrides: Partial<PredictorFact> = {},
): PredictorFact {
  const { name = 'model', replicas = 1 } = overrides;
  return {
    name,
    serviceName: `rest-seldon-${name}`,
    shadow: false,
    replicas,
    graph: { name: 'classifier', type: 'MODEL', children: [] },
    containers: [{ name: 'classifier', image: IMAGE }],
    rollouts: [
      {
        deployment: `rest-seldon-${name}-0-classifier`,
        desired: replicas,
        updated: replicas,
        ready: replicas,
        available: replicas,
        phase: 'complete',
      },
    ],
    ...overrides,
  };
}

/** A model with one predictor that is up and was left alone for an hour. */
export function clusterFacts(
  overrides: Partial<Omit<ClusterFacts, 'model'>> & {
    model?: Partial<ClusterFacts['model']>;
  } = {},
): ClusterFacts {
  const { model, ...rest } = overrides;
  return {
    model: {
      ref: { cluster: 'local', namespace: 'ml-mon', name: 'rest-seldon' },
      protocol: 'seldon',
      state: 'Available',
      ownership: {},
      labels: {},
      predictors: [predictor()],
      pods: [pod()],
      endpoints: [],
      monitors: [
        {
          kind: 'ServiceMonitor',
          name: 'rest-seldon-model',
          port: 'http',
          path: '/prometheus',
        },
      ],
      managed: true,
      createdAt: minutesAgo(60).toISOString(),
      ...model,
    },
    namespaceLabels: {},
    conditions: [],
    events: [],
    readyEndpoints: { 'rest-seldon-model': 1 },
    specChangedAt: minutesAgo(60),
    ...rest,
  };
}

/** Ten predictions a second, of which all succeed. */
export function metricFacts(overrides: Partial<MetricFacts> = {}): MetricFacts {
  return {
    windowSeconds: 300,
    requestsPerSecond: 10,
    errorRatio: 0,
    callerFaultRatio: 0,
    latencyP95Seconds: 0.04,
    targets: [
      {
        job: 'rest-seldon-model',
        instance: '10.0.0.1:8000',
        pod: 'rest-seldon-model-0-classifier-abc',
        up: true,
        scrapedAt: minutesAgo(0.2),
      },
    ],
    queries: {
      requestsPerSecond: 'requests',
      errorRatio: 'errors',
      callerFaultRatio: 'refusals',
      latencyP95Seconds: 'latency',
      targets: 'up',
    },
    ...overrides,
  };
}

export function answered<T>(value: T): Asked<T> {
  return { status: 'answered', value, asOf: now };
}

export function modelFacts(
  cluster: ClusterFacts = clusterFacts(),
  metrics: MetricFacts = metricFacts(),
): ModelFacts {
  return { cluster: answered(cluster), metrics: answered(metrics) };
}
