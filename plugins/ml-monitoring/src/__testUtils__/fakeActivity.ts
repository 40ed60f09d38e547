import type {
  Alert,
  EndpointOutput,
  GraphNode,
  HealthReport,
  ModelAlerts,
  ModelChange,
  ModelEvent,
  Panel,
} from 'backstage-plugin-ml-monitoring-common';
import { at, sources } from './fakeAnswers';

const minutesBefore = (minutes: number) =>
  new Date(Date.parse(at) - minutes * 60_000).toISOString();

export const rollout: ModelChange = {
  at: minutesBefore(30),
  kind: 'rollout',
  object: 'Deployment rest-seldon-default-0-classifier',
  title: 'Version 3 with seldonio/mock_classifier:1.3',
  by: 'kubectl-edit',
  predictor: 'default',
  revision: 3,
  images: ['seldonio/mock_classifier:1.3'],
};

export const rerouting: ModelChange = {
  at: minutesBefore(10),
  kind: 'routing',
  object: 'Route rest-seldon',
  title: '25 % to canary',
};

export const backOff: ModelEvent = {
  type: 'Warning',
  reason: 'BackOff',
  message: 'Back-off pulling image "registry.example.com/fraud:2"',
  kind: 'Pod',
  name: 'rest-seldon-canary-0-classifier-7d9f-q1zz',
  count: 12,
  firstAt: minutesBefore(12),
  lastAt: minutesBefore(2),
};

export const scaledUp: ModelEvent = {
  type: 'Normal',
  reason: 'ScalingReplicaSet',
  message: 'Scaled up replica set rest-seldon-canary-0-classifier-7d9f to 1',
  kind: 'Deployment',
  name: 'rest-seldon-canary-0-classifier',
  count: 1,
  firstAt: minutesBefore(12),
  lastAt: minutesBefore(12),
};

export const firing: Alert = {
  name: 'ModelErrorBudgetBurn',
  state: 'firing',
  severity: 'page',
  summary: 'rest-seldon uses up its error budget',
  description: '7 % of the predictions of the last 5 minutes failed.',
  runbook: 'https://runbooks.example.com/models',
  since: minutesBefore(8),
  value: 14.2,
  labels: { alertname: 'ModelErrorBudgetBurn', namespace: 'ml-mon' },
};

export const pending: Alert = {
  name: 'ModelLatency',
  state: 'pending',
  since: minutesBefore(1),
  labels: { alertname: 'ModelLatency' },
};

export function modelEvents(): EndpointOutput<'getModelEvents'> {
  return {
    items: [backOff, scaledUp],
    changes: [rerouting, rollout],
    sources,
  };
}

export function modelAlerts(items: Alert[] = []): ModelAlerts {
  return { items, sources };
}

/** An hour in minutes, ten of them unmeasured. */
export const trend: NonNullable<HealthReport['trend']> = {
  range: {
    startSeconds: Date.parse(at) / 1000 - 3600,
    endSeconds: Date.parse(at) / 1000,
    stepSeconds: 60,
  },
  ...(() => {
    const hour = (base: number, swing: number) =>
      Array.from({ length: 61 }, (_, minute) =>
        minute > 20 && minute <= 30
          ? null
          : base + swing * Math.sin(minute / 5),
      );
    return {
      requestsPerSecond: hour(12, 2),
      successRatio: hour(0.999, 0.0005),
      latencyP95Seconds: hour(0.04, 0.01),
    };
  })(),
};

export const slo: NonNullable<HealthReport['slo']> = {
  windowSeconds: 28 * 86_400,
  wantedWindowSeconds: 28 * 86_400,
  objectives: [
    {
      kind: 'availability',
      targetRatio: 0.999,
      budgetRemaining: 0.71,
      burnRates: [
        { windowSeconds: 300, rate: 0.4 },
        { windowSeconds: 3600, rate: 1.25 },
        { windowSeconds: 21_600 },
      ],
      query:
        'sum(rate(seldon_api_executor_server_requests_seconds_count[28d]))',
    },
  ],
};

/** A transformer before a router, which sends each request to a model or to a combiner of two. */
export const deepGraph: GraphNode = {
  name: 'scaler',
  type: 'TRANSFORMER',
  image: 'registry.example.com/scaler:1',
  children: [
    {
      name: 'eg-router',
      type: 'ROUTER',
      implementation: 'RANDOM_ABTEST',
      children: [
        {
          name: 'classifier',
          type: 'MODEL',
          image: 'seldonio/mock_classifier:1.17',
          children: [],
        },
        {
          name: 'average',
          type: 'COMBINER',
          implementation: 'AVERAGE_COMBINER',
          children: ['one', 'two'].map(name => ({
            name,
            type: 'MODEL',
            implementation: 'SKLEARN_SERVER',
            modelUri: `gs://models/${name}`,
            children: [],
          })),
        },
      ],
    },
  ],
};

const measured: Pick<Panel, 'id' | 'title' | 'unit'>[] = [
  { id: 'node-requests', title: 'Requests by node', unit: 'requests/s' },
  { id: 'node-errors', title: 'Errors by node', unit: 'requests/s' },
  { id: 'node-latency', title: 'Latency by node', unit: 'seconds' },
];

/** What Prometheus knows of some nodes: the same at each instant, and nothing at the last. */
export function nodePanels(nodes: string[], length: number): Panel[] {
  return measured.map((panel, which) => ({
    ...panel,
    group: 'nodes',
    status: 'ok',
    queries: [],
    series: nodes.map(node => ({
      id: node,
      name: node,
      labels: { predictor_name: 'default', model_name: node },
      values: Array.from({ length }, (_, index) =>
        index === length - 1 ? null : [9.4, 0, 0.012][which],
      ),
    })),
  }));
}
