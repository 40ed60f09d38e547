import { z } from 'zod/v3';
import { modelAlertsSchema } from './alerts';
import { diagnosisSchema } from './diagnosis';
import { healthQuerySchema, healthReportSchema } from './health';
import { metricsAnswerSchema, metricsQuerySchema } from './metrics';
import {
  clusterOptionSchema,
  listModelsQuerySchema,
  modelDetailSchema,
  modelListSchema,
  namespaceOptionSchema,
} from './models';
import {
  deprovisionResultSchema,
  planSchema,
  predictionExampleSchema,
  predictionRequestSchema,
  predictionResultSchema,
  provisioningOptionsSchema,
  provisionRequestSchema,
  provisionResultSchema,
  renderRequestSchema,
  renderResultSchema,
  rolloutRequestSchema,
  rolloutResultSchema,
  serverOptionSchema,
} from './provisioning';
import { clusterReadinessSchema } from './readiness';
import {
  modelEventsQuerySchema,
  modelEventsSchema,
  modelLogsSchema,
  modelLogsQuerySchema,
} from './records';
import { clusterNameSchema, modelRefSchema } from './refs';

/** One route of the backend: what it takes and what it answers. @public */
export interface Endpoint {
  method: 'get' | 'post' | 'delete';
  /** Below `/api/ml-monitoring/v1`, parameters as `:name`. */
  path: string;
  params: z.ZodTypeAny;
  query: z.ZodTypeAny;
  body: z.ZodTypeAny;
  response: z.ZodTypeAny;
}

const none = z.object({});
const model = '/models/:cluster/:namespace/:name';

/**
 * Every route below `/api/ml-monitoring/v1`. Router and client are both derived
 * from this table, so they cannot drift.
 *
 * Callers authenticate as any Backstage backend expects. An error is Backstage's error shape:
 * 400 for input, which names field and rule; 403 where a permission is denied for every model, or for one that the caller
 * may read, which names the permission; 404 for a model that is not there, and the same for one that the conditions of a
 * permission hide from the caller; 409 where somebody else made an object or owns a field; 503 where a system did not answer. A source that failed beside others that answered is no error: it is named in `sources`.
 * A client must refuse an answer that does not parse.
 *
 * @public
 */
export const endpoints = {
  listModels: {
    method: 'get',
    path: '/models',
    params: none,
    query: listModelsQuerySchema,
    body: none,
    response: modelListSchema,
  },
  getModel: {
    method: 'get',
    path: model,
    params: modelRefSchema,
    query: none,
    body: none,
    response: modelDetailSchema,
  },
  getModelHealth: {
    method: 'get',
    path: `${model}/health`,
    params: modelRefSchema,
    query: healthQuerySchema,
    body: none,
    response: healthReportSchema,
  },
  getModelMetrics: {
    method: 'get',
    path: `${model}/metrics`,
    params: modelRefSchema,
    query: metricsQuerySchema,
    body: none,
    response: metricsAnswerSchema,
  },
  getModelAlerts: {
    method: 'get',
    path: `${model}/alerts`,
    params: modelRefSchema,
    query: none,
    body: none,
    response: modelAlertsSchema,
  },
  getModelDiagnosis: {
    method: 'get',
    path: `${model}/diagnosis`,
    params: modelRefSchema,
    query: none,
    body: none,
    response: diagnosisSchema,
  },
  getModelEvents: {
    method: 'get',
    path: `${model}/events`,
    params: modelRefSchema,
    query: modelEventsQuerySchema,
    body: none,
    response: modelEventsSchema,
  },
  getModelLogs: {
    method: 'get',
    path: `${model}/logs`,
    params: modelRefSchema,
    query: modelLogsQuerySchema,
    body: none,
    response: modelLogsSchema,
  },
  predict: {
    method: 'post',
    path: `${model}/predictions`,
    params: modelRefSchema,
    query: none,
    body: predictionRequestSchema,
    response: predictionResultSchema,
  },
  getPredictionExample: {
    method: 'get',
    path: `${model}/predictions/example`,
    params: modelRefSchema,
    query: none,
    body: none,
    response: predictionExampleSchema,
  },
  planModel: {
    method: 'post',
    path: '/plans',
    params: none,
    query: none,
    body: provisionRequestSchema,
    response: planSchema,
  },
  provisionModel: {
    method: 'post',
    path: '/models',
    params: none,
    query: none,
    body: provisionRequestSchema,
    response: provisionResultSchema,
  },
  deleteModel: {
    method: 'delete',
    path: model,
    params: modelRefSchema,
    query: none,
    body: none,
    response: deprovisionResultSchema,
  },
  renderModel: {
    method: 'post',
    path: '/renderings',
    params: none,
    query: none,
    body: renderRequestSchema,
    response: renderResultSchema,
  },
  startRollout: {
    method: 'post',
    path: `${model}/rollouts`,
    params: modelRefSchema,
    query: none,
    body: rolloutRequestSchema,
    response: rolloutResultSchema,
  },
  promoteRollout: {
    method: 'post',
    path: `${model}/rollouts/promote`,
    params: modelRefSchema,
    query: none,
    body: none,
    response: rolloutResultSchema,
  },
  abortRollout: {
    method: 'post',
    path: `${model}/rollouts/abort`,
    params: modelRefSchema,
    query: none,
    body: none,
    response: rolloutResultSchema,
  },
  getClusterReadiness: {
    method: 'get',
    path: '/clusters/:cluster/readiness',
    params: z.object({ cluster: clusterNameSchema }),
    query: none,
    body: none,
    response: clusterReadinessSchema,
  },
  listClusterOptions: {
    method: 'get',
    path: '/options/clusters',
    params: none,
    query: none,
    body: none,
    response: z.object({ items: z.array(clusterOptionSchema) }),
  },
  listNamespaceOptions: {
    method: 'get',
    path: '/options/namespaces',
    params: none,
    query: z.object({ cluster: clusterNameSchema }),
    body: none,
    response: z.object({ items: z.array(namespaceOptionSchema) }),
  },
  listServerOptions: {
    method: 'get',
    path: '/options/servers',
    params: none,
    query: z.object({ cluster: clusterNameSchema }),
    body: none,
    response: z.object({ items: z.array(serverOptionSchema) }),
  },
  getProvisioningOptions: {
    method: 'get',
    path: '/options/provisioning',
    params: none,
    query: none,
    body: none,
    response: provisioningOptionsSchema,
  },
} as const satisfies Record<string, Endpoint>;

/** @public */
export type Endpoints = typeof endpoints;
