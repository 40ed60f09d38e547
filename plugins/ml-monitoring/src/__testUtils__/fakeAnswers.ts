import type {
  Diagnosis,
  HealthReport,
  MetricsAnswer,
  ModelDetail,
  ModelLogs,
  ModelRef,
  ModelSummary,
  Panel,
} from 'backstage-plugin-ml-monitoring-common';

export const at = '2026-11-22T12:00:00.000Z';
const now = Date.parse(at);

export const model: ModelRef = {
  cluster: 'local',
  namespace: 'ml-mon',
  name: 'rest-seldon',
};

export const sources: HealthReport['sources'] = [
  {
    kind: 'cluster',
    cluster: 'local',
    title: 'Kubernetes API of cluster local',
    status: 'ok',
  },
  {
    kind: 'prometheus',
    cluster: 'local',
    title: 'Prometheus of cluster local',
    status: 'ok',
  },
];

export function healthyReport(ref: ModelRef = model): HealthReport {
  return {
    ref,
    status: 'healthy',
    summary: 'All of 1 predictor answers',
    since: '2026-11-22T09:00:00.000Z',
    findings: [],
    numbers: {
      requestsPerSecond: 12.4,
      successRatio: 0.9995,
      latencyP95Seconds: 0.038,
      windowSeconds: 300,
    },
    sources,
    evaluatedAt: at,
  };
}

export function failingReport(ref: ModelRef = model): HealthReport {
  return {
    ...healthyReport(ref),
    status: 'failing',
    summary: 'Failing: the image registry.example.com/fraud:2 cannot be pulled',
    since: '2026-11-22T11:48:00.000Z',
    numbers: {},
    findings: [
      {
        rule: 'image-pull',
        status: 'failing',
        title: 'The image registry.example.com/fraud:2 cannot be pulled',
        detail: 'The registry has no such tag. 4 tries so far.',
        predictor: 'default',
        since: '2026-11-22T11:48:00.000Z',
        confidence: 'certain',
        remedy:
          'Correct the image of container "classifier", or push the tag, then apply the model again.',
        container: {
          pod: `${ref.name}-canary-0-classifier-7d9f-q1zz`,
          container: 'classifier',
          previous: true,
        },
        evidence: [
          {
            kind: 'object',
            object: `Pod ${ref.namespace}/${ref.name}-default-0-classifier-7d9f`,
            detail:
              'containerStatuses[classifier].state.waiting.reason = ImagePullBackOff',
          },
          {
            kind: 'event',
            object: `Pod ${ref.name}-default-0-classifier-7d9f`,
            reason: 'Failed',
            message:
              'Failed to pull image "registry.example.com/fraud:2": not found',
            count: 4,
            lastSeen: '2026-11-22T11:59:10.000Z',
          },
          {
            kind: 'condition',
            object: `SeldonDeployment ${ref.name}`,
            type: 'DeploymentsReady',
            status: 'False',
            reason: 'MinimumReplicasUnavailable',
            since: '2026-11-22T11:48:00.000Z',
          },
        ],
      },
      {
        rule: 'no-traffic',
        status: 'unknown',
        title: 'No requests were measured',
        confidence: 'likely',
        evidence: [
          {
            kind: 'query',
            query: `sum(rate(seldon_api_executor_server_requests_seconds_count{deployment_name="${ref.name}"}[5m]))`,
            at,
          },
        ],
      },
    ],
  };
}

export interface MetricsShape {
  fromSeconds?: number;
  toSeconds?: number;
  points?: number;
}

/** A day in the life of a model, with a gap in the middle. */
export function metricsAnswer(
  ref: ModelRef = model,
  shape: MetricsShape = {},
): MetricsAnswer {
  const endSeconds = shape.toSeconds ?? now / 1000;
  const startSeconds = shape.fromSeconds ?? endSeconds - 3600;
  const points = shape.points ?? 121;
  const wave = (base: number, swing: number, phase: number) =>
    Array.from({ length: points }, (_, index) => {
      const part = index / points;
      return part > 0.55 && part < 0.62
        ? null
        : base +
            swing * Math.sin(part * 9 + phase) +
            swing * 0.2 * Math.sin(part * 71 + phase * 3);
    });
  const series = (name: string, values: (number | null)[]) => ({
    id: name,
    name,
    labels: { predictor_name: name },
    values,
  });
  const query = `sum by (predictor_name) (rate(seldon_api_executor_server_requests_seconds_count{deployment_name="${ref.name}",namespace="${ref.namespace}"}[2m]))`;
  const panel = (
    own: Pick<Panel, 'id' | 'title' | 'group' | 'unit' | 'series'> &
      Partial<Panel>,
  ): Panel => ({ status: 'ok', windowSeconds: 120, queries: [query], ...own });
  return {
    ref,
    range: {
      startSeconds,
      endSeconds,
      stepSeconds: (endSeconds - startSeconds) / (points - 1),
    },
    panels: [
      panel({
        id: 'requests',
        title: 'Requests by predictor',
        group: 'traffic',
        unit: 'requests/s',
        series: [
          series('default', wave(9.4, 2, 0)),
          series('canary', wave(3, 0.8, 1)),
        ],
      }),
      panel({
        id: 'success',
        title: 'Success',
        group: 'errors',
        unit: 'ratio',
        description: 'Share of predictions answered without a server fault.',
        series: [series('all', wave(0.9971, 0.002, 2))],
      }),
      panel({
        id: 'errors',
        title: 'Faults of callers and of the server',
        group: 'errors',
        unit: 'requests/s',
        series: [
          series('4xx', wave(0.3, 0.1, 0)),
          series('5xx', wave(0.05, 0.02, 1)),
        ],
      }),
      panel({
        id: 'latency',
        title: 'Latency',
        group: 'latency',
        unit: 'seconds',
        series: [
          series('p50', wave(0.012, 0.002, 0)),
          series('p95', wave(0.038, 0.008, 1)),
          series('p99', wave(0.09, 0.02, 2)),
        ],
      }),
      panel({
        id: 'node-requests',
        title: 'Requests by part',
        group: 'nodes',
        unit: 'requests/s',
        status: 'empty',
        message:
          'The orchestrator reports no calls of parts: the graph has one node only.',
        series: [],
      }),
      panel({
        id: 'custom-score',
        title: 'mygauge',
        group: 'custom',
        unit: 'none',
        windowSeconds: undefined,
        series: [series('classifier', wave(100, 3, 0))],
      }),
      panel({
        id: 'custom-failed',
        title: 'mytimer',
        group: 'custom',
        unit: 'seconds',
        status: 'failed',
        message:
          'Prometheus refused the query: it would load too many samples. Choose a shorter range.',
        series: [],
      }),
    ],
    warnings: [],
    sources,
    openIn: { prometheus: 'http://prometheus.example.com' },
  };
}

export function modelDetail(ref: ModelRef = model): ModelDetail {
  const graph = { name: 'classifier', type: 'MODEL', children: [] };
  return {
    ref,
    protocol: 'seldon',
    state: 'Available',
    ownership: { owner: 'group:default/fraud' },
    labels: {},
    predictors: ['default', 'canary'].map((name, index) => ({
      name,
      serviceName: `${ref.name}-${name}`,
      traffic: index === 0 ? 75 : 25,
      shadow: false,
      replicas: 1,
      graph,
      containers: [
        { name: 'classifier', image: 'seldonio/mock_classifier:1.17' },
      ],
      rollouts: [
        {
          deployment: `${ref.name}-${name}-0-classifier`,
          desired: 1,
          updated: 1,
          ready: index === 0 ? 1 : 0,
          available: index === 0 ? 1 : 0,
          phase: index === 0 ? 'complete' : 'progressing',
        },
      ],
    })),
    pods: [
      {
        name: `${ref.name}-default-0-classifier-5c6b-x7k2`,
        predictor: 'default',
        phase: 'Running',
        ready: true,
        restarts: 0,
        containers: [],
        startedAt: '2026-11-22T09:00:00.000Z',
      },
      {
        name: `${ref.name}-canary-0-classifier-7d9f-q1zz`,
        predictor: 'canary',
        phase: 'Pending',
        ready: false,
        restarts: 3,
        reason: 'ImagePullBackOff',
        message: 'Back-off pulling image "registry.example.com/fraud:2"',
        containers: [
          {
            name: 'classifier',
            image: 'registry.example.com/fraud:2',
            ready: false,
            restarts: 3,
            state: 'waiting',
            reason: 'ImagePullBackOff',
            endedReason: 'Error',
            endedAt: '2026-11-22T11:47:00.000Z',
            exitCode: 1,
          },
        ],
        startedAt: '2026-11-22T11:48:00.000Z',
      },
    ],
    endpoints: [
      {
        kind: 'Route',
        name: ref.name,
        url: `http://${ref.name}-${ref.namespace}.apps.localhost`,
        admitted: true,
      },
      { kind: 'Service', name: `${ref.name}-default`, predictor: 'default' },
    ],
    monitors: [],
    managed: true,
    createdAt: '2026-11-20T09:00:00.000Z',
    links: [{ title: 'OpenShift console', url: 'https://console.example.com' }],
    sources,
  };
}

export function modelSummary(report: HealthReport): ModelSummary {
  return {
    ref: report.ref,
    status: report.status,
    summary: report.summary,
    numbers: report.numbers,
    predictors: ['default'],
    images: ['seldonio/mock_classifier:1.17'],
    ownership: {},
    labels: {},
    monitored: true,
    createdAt: '2026-11-20T09:00:00.000Z',
  };
}

export function brokenDiagnosis(ref: ModelRef = model): Diagnosis {
  return {
    ref,
    summary: `Broken at the monitor: no ServiceMonitor selects ${ref.name}`,
    brokenAt: 'monitor',
    links: [
      {
        id: 'service',
        title: 'The predictor Services lead to ready pods',
        status: 'ok',
        summary: 'Each of 2 Services has ready pods.',
        evidence: [`Service ${ref.namespace}/${ref.name}-default`],
      },
      {
        id: 'metrics-service',
        title: 'A Service leads to metrics of the model itself',
        status: 'not-applicable',
        summary: 'No container has a metrics port of its own.',
        evidence: [],
      },
      {
        id: 'monitor',
        title: 'A monitor selects the model',
        status: 'broken',
        summary:
          'ServiceMonitor fraud asks for port "web"; the Service has "http".',
        evidence: [`ServiceMonitor ${ref.namespace}/fraud: port = web`],
        fix: {
          summary: 'Name the port of the Service in the ServiceMonitor.',
          command: `kubectl -n ${ref.namespace} edit servicemonitor fraud`,
        },
      },
      {
        id: 'target',
        title: 'Prometheus scrapes the targets',
        status: 'unknown',
        summary: 'Without a monitor there is no target to look at.',
        evidence: [],
      },
    ],
    sources,
    evaluatedAt: at,
  };
}

export function modelLogs(own: Partial<ModelLogs> = {}): ModelLogs {
  return {
    pod: `${model.name}-canary-0-classifier-7d9f-q1zz`,
    container: 'classifier',
    previous: false,
    lines: [
      'INFO loading /mnt/models/model.joblib',
      'ValueError: node array from the pickle has an incompatible dtype',
    ],
    truncated: false,
    ...own,
  };
}
