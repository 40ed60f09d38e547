import type { Entity } from '@backstage/catalog-model';
import type {
  HealthReport,
  ModelRef,
} from 'backstage-plugin-ml-monitoring-common';
import {
  deepGraph,
  firing,
  modelAlerts,
  modelEvents,
  nodePanels,
  pending,
  rollout,
  slo,
  trend,
} from '../src/__testUtils__/fakeActivity';
import {
  at,
  failingReport,
  healthyReport,
  metricsAnswer,
  modelDetail,
  modelSummary,
} from '../src/__testUtils__/fakeAnswers';
import { entityWith } from '../src/__testUtils__/entityWith';
import { answerError, fakeApi } from '../src/__testUtils__/fakeApi';
import { canaryAnswer } from '../src/__testUtils__/fakeCanary';

const models: ModelRef[] = [
  'rest-seldon',
  'rest-tfserving',
  'seldon-model',
  'canary',
  'nobody-measures',
  'secret',
].map(name => ({ cluster: 'local', namespace: 'ml-mon', name }));

const prometheusDown: HealthReport['sources'] = [
  {
    kind: 'prometheus',
    cluster: 'local',
    title: 'Prometheus of cluster local',
    status: 'failed',
    message:
      'http://127.0.0.1:9090 refuses connections. Start it again, or correct mlMonitoring.prometheus[0].url.',
  },
];

/** The same, as if it had been invented today: each instant as long ago as it was then. */
function untilNow<T>(invented: T): T {
  const laterMs = Date.now() - Date.parse(at);
  return JSON.parse(JSON.stringify(invented), (_, value) =>
    typeof value === 'string' && /^\d{4}-\d\d-\d\dT.*Z$/.test(value)
      ? new Date(Date.parse(value) + laterMs).toISOString()
      : value,
  );
}

function report(ref: ModelRef): HealthReport {
  switch (ref.name) {
    case 'seldon-model':
      return failingReport(ref);
    case 'rest-tfserving':
      return {
        ...healthyReport(ref),
        status: 'degraded',
        summary: 'Degraded: 7.1 % of predictions end in a server fault',
        ...untilNow({ trend, slo, lastChange: rollout, alerts: [firing] }),
        numbers: {
          ...healthyReport().numbers,
          successRatio: 0.929,
          latencyP95Seconds: 1.2,
        },
      };
    case 'nobody-measures':
      return {
        ...healthyReport(ref),
        status: 'unknown',
        summary: 'Unknown: Prometheus does not answer',
        numbers: {},
        sources: prometheusDown,
      };
    case 'secret':
      throw answerError(403, 'Missing permission');
    default:
      return healthyReport(ref);
  }
}

/** One model for each state of the page, by its name. */
export const portalApi = fakeApi({
  getModelHealth: async ref => report(ref),
  getModelMetrics: async ({ from, to, step, by, panels, ...ref }) => {
    const input = { from, to, step, by };
    await new Promise(resolve => setTimeout(resolve, 300));
    if (ref.name === 'nobody-measures') {
      throw answerError(503, 'Prometheus of cluster local does not answer.');
    }
    if (ref.name === 'secret') {
      throw answerError(403, 'Missing permission');
    }
    if (ref.name === 'canary') {
      return canaryAnswer({ ...ref, ...input });
    }
    const answer = metricsAnswer(ref, {
      fromSeconds: Date.parse(from!) / 1000,
      toSeconds: Date.parse(to!) / 1000,
      points: 241,
    });
    return ref.name === 'rest-tfserving'
      ? {
          ...answer,
          panels: [
            ...answer.panels.filter(({ group }) => group !== 'nodes'),
            ...nodePanels(['scaler', 'eg-router', 'classifier', 'one'], 241),
          ],
        }
      : answer;
  },
  getModel: async ref => ({
    ...modelDetail(ref),
    ...(ref.name === 'rest-tfserving' && {
      predictors: modelDetail(ref).predictors.map(predictor => ({
        ...predictor,
        graph: deepGraph,
      })),
    }),
  }),
  getModelEvents: async () => untilNow(modelEvents()),
  getModelAlerts: async ({ name }) =>
    untilNow(modelAlerts(name === 'rest-tfserving' ? [firing, pending] : [])),
  listModels: async ({ q = '', status }) => {
    const items = models
      .filter(ref => ref.name !== 'secret' && ref.name.includes(q))
      .map(ref => modelSummary(report(ref)))
      .filter(summary => !status || summary.status === status);
    return { items, totalItems: items.length, sources: [] };
  },
});

export const entities: Entity[] = [
  ...models.map(({ name }) => entityWith(`local:ml-mon/${name}`, name)),
  entityWith(
    'local:ml-mon/rest-seldon, local:ml-mon/seldon-model, not a model',
    'two-environments',
  ),
  entityWith('', 'names-none'),
];
