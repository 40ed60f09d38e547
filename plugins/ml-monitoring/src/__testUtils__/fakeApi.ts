import type { MlMonitoringApi } from 'backstage-plugin-ml-monitoring-common';
import { modelAlerts, modelEvents } from './fakeActivity';
import {
  brokenDiagnosis,
  healthyReport,
  metricsAnswer,
  modelDetail,
  modelLogs,
  modelSummary,
} from './fakeAnswers';

/** An API on which all is well, but for what is given. Anything it does not know fails loudly. */
export function fakeApi(own: Partial<MlMonitoringApi> = {}): MlMonitoringApi {
  const known: Partial<MlMonitoringApi> = {
    getModelHealth: async ref => healthyReport(ref),
    getModelMetrics: async ({ from, to, ...ref }) =>
      metricsAnswer(ref, {
        fromSeconds: from ? Date.parse(from) / 1000 : undefined,
        toSeconds: to ? Date.parse(to) / 1000 : undefined,
      }),
    getModel: async ref => modelDetail(ref),
    getModelAlerts: async () => modelAlerts(),
    getModelEvents: async () => modelEvents(),
    getModelDiagnosis: async ref => brokenDiagnosis(ref),
    getModelLogs: async ({ pod, container, previous }) =>
      modelLogs({ pod, container, previous: previous === 'true' }),
    listModels: async () => ({
      items: [modelSummary(healthyReport())],
      totalItems: 1,
      sources: [],
    }),
    ...own,
  };
  return new Proxy(known as MlMonitoringApi, {
    get(target, name: keyof MlMonitoringApi) {
      return (
        target[name] ??
        (() => Promise.reject(new Error(`The fake API has no ${name}`)))
      );
    },
  });
}

/** What the client throws for an error answer of the backend. */
export function answerError(status: number, message: string): Error {
  return Object.assign(new Error(`Request failed with ${status}`), {
    name: 'ResponseError',
    statusCode: status,
    body: { error: { name: 'Error', message } },
  });
}
