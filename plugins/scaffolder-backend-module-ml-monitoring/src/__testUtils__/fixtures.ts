import type {
  HealthReport,
  ModelDetail,
  ModelRef,
} from 'backstage-plugin-ml-monitoring-common';

export const ref: ModelRef = {
  cluster: 'local',
  namespace: 'ml-mon',
  name: 'fraud',
};

type Predictor = ModelDetail['predictors'][number];
type Rollout = Predictor['rollouts'][number];
type Pod = ModelDetail['pods'][number];

export function rollout(overrides: Partial<Rollout> = {}): Rollout {
  return {
    deployment: 'fraud-main-0-classifier',
    desired: 1,
    updated: 1,
    ready: 1,
    available: 1,
    phase: 'complete',
    ...overrides,
  };
}

export function predictor(overrides: Partial<Predictor> = {}): Predictor {
  return {
    name: 'main',
    serviceName: 'fraud-main',
    shadow: false,
    replicas: 1,
    graph: { name: 'classifier', type: 'MODEL', children: [] },
    containers: [{ name: 'classifier', image: 'seldonio/model:1' }],
    rollouts: [rollout()],
    ...overrides,
  };
}

export function pod(overrides: Partial<Pod> = {}): Pod {
  return {
    name: 'fraud-main-0-classifier-x7k',
    predictor: 'main',
    phase: 'Running',
    ready: true,
    restarts: 0,
    containers: [],
    ...overrides,
  };
}

/** A model that is up. */
export function modelDetail(overrides: Partial<ModelDetail> = {}): ModelDetail {
  return {
    ref,
    protocol: 'seldon',
    state: 'Available',
    ownership: {},
    labels: {},
    predictors: [predictor()],
    pods: [pod()],
    endpoints: [],
    monitors: [],
    managed: true,
    createdAt: '2026-01-01T00:00:00.000Z',
    links: [],
    sources: [],
    ...overrides,
  };
}

export function healthReport(
  overrides: Partial<HealthReport> = {},
): HealthReport {
  return {
    ref,
    status: 'healthy',
    summary: 'Healthy: every predictor answers',
    findings: [],
    numbers: {},
    sources: [],
    evaluatedAt: '2026-01-01T00:00:00.000Z',
    ...overrides,
  };
}
