import type { Entity } from '@backstage/catalog-model';
import type {
  HealthReport,
  ModelRef,
} from 'backstage-plugin-ml-monitoring-common';
import {
  failingReport,
  healthyReport,
  metricsAnswer,
  modelSummary,
} from '../src/__testUtils__/fakeAnswers';
import { entityWith } from '../src/__testUtils__/entityWith';
import { answerError, fakeApi } from '../src/__testUtils__/fakeApi';

const models: ModelRef[] = [
  'rest-seldon',
  'rest-tfserving',
  'seldon-model',
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

function report(ref: ModelRef): HealthReport {
  switch (ref.name) {
    case 'seldon-model':
      return failingReport(ref);
    case 'rest-tfserving':
      return {
        ...healthyReport(ref),
        status: 'degraded',
        summary: 'Degraded: 7.1 % of predictions end in a server fault',
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
  getModelMetrics: async ({ from, to, ...ref }) => {
    await new Promise(resolve => setTimeout(resolve, 300));
    if (ref.name === 'nobody-measures') {
      throw answerError(503, 'Prometheus of cluster local does not answer.');
    }
    if (ref.name === 'secret') {
      throw answerError(403, 'Missing permission');
    }
    return metricsAnswer(ref, {
      fromSeconds: Date.parse(from!) / 1000,
      toSeconds: Date.parse(to!) / 1000,
      points: 241,
    });
  },
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
