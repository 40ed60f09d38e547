import type {
  HealthReport,
  MetricsAnswer,
  ModelDetail,
  ModelRef,
  Panel,
  Series,
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

/** What main and v2 answered in the time that was asked for: ten predictions a second each, of which v2 fails `failing`. */
export function versionMetrics(
  query: ModelRef & { from?: string; to?: string },
  { failing = 0 }: { failing?: number } = {},
): MetricsAnswer {
  const { from, to, ...model } = query;
  const series = (name: string, part: string, value: number): Series => ({
    id: `${name}/${part}`,
    name: part ? `${name} · ${part}` : name,
    labels: { predictor_name: name },
    values: [null, value, value],
  });
  const panel = (id: string, parts: Series[]): Panel => ({
    id,
    title: id,
    group: 'traffic',
    unit: 'none',
    status: 'ok',
    series: parts,
    queries: [],
  });
  const endSeconds = Date.parse(to ?? '2026-01-01T00:10:00Z') / 1000;
  const startSeconds = Date.parse(from ?? '2026-01-01T00:00:00Z') / 1000;
  return {
    ref: {
      cluster: model.cluster,
      namespace: model.namespace,
      name: model.name,
    },
    range: {
      startSeconds,
      endSeconds,
      stepSeconds: (endSeconds - startSeconds) / 2,
    },
    openIn: {},
    panels: [
      panel('requests', [series('main', '', 10), series('v2', '', 10)]),
      panel('errors', [
        series('main', '4xx', 1),
        series('main', '5xx', 0),
        series('v2', '4xx', 1),
        series('v2', '5xx', 10 * failing),
      ]),
      panel('latency', [
        series('main', 'p95', 0.04),
        series('v2', 'p50', 0.01),
        series('v2', 'p95', 0.05),
      ]),
    ],
    warnings: [],
    sources: [],
  };
}
