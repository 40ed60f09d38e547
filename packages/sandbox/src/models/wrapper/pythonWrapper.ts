import type { IncomingMessage, ServerResponse } from 'node:http';
import { HttpError, parseJson, readBody, sendJson, sendText } from '../http';
import {
  running,
  type ContainerContext,
  type ContainerImage,
} from '../runtime';
import {
  CustomMetrics,
  wrapperLabels,
  type CustomMetric,
} from './customMetrics';
import { readPayload } from './payload';

export interface ModelAnswer {
  names?: string[];
  rows: number[][];
  metrics?: CustomMetric[];
}

/** What a data scientist writes; the wrapper makes a server of it. */
export interface PythonModel {
  predict(rows: number[][]): ModelAnswer | Promise<ModelAnswer>;
  /** Index of the child to ask, for routers. */
  route?(rows: number[][]): number;
  /** What its own check of itself says. */
  isHealthy?(): boolean;
}

/** The `method` label of each path. */
const METHODS: Record<string, string> = {
  '/predict': 'predict',
  '/api/v1.0/predictions': 'predict',
  '/api/v0.1/predictions': 'predict',
  '/transform-input': 'inputtransform',
  '/transform-output': 'outputtransform',
  '/route': 'router',
  '/aggregate': 'aggregate',
};
const WORKER_ID = '8';
const PROMETHEUS_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/** Seldon's Python wrapper around a model: predictions on one port, custom metrics on another. */
export function pythonWrapper(
  createModel: (context: ContainerContext) => PythonModel,
): ContainerImage {
  return async context => {
    const { env, log } = context;
    const model = createModel(context);
    const metrics = new CustomMetrics({
      ...wrapperLabels(env),
      worker_id: WORKER_ID,
    });

    async function serve(request: IncomingMessage, response: ServerResponse) {
      const path = (request.url ?? '').split('?')[0];
      if (path === '/health/ping') {
        sendText(response, 200, 'pong');
      } else if (path === '/health/status' && model.isHealthy?.() === false) {
        throw new HttpError(500, 'the model says that it is not well');
      } else if (path === '/health/status') {
        sendJson(response, 200, {
          data: { names: [], tensor: { shape: [0], values: [] } },
          meta: {},
        });
      } else if (path === '/metadata') {
        sendJson(response, 200, {
          name: env.PREDICTIVE_UNIT_ID ?? '',
          versions: [],
          platform: '',
          inputs: [],
          outputs: [],
          custom: {},
        });
      } else if (path === '/send-feedback' && request.method === 'POST') {
        const feedback = parseJson(await readBody(request));
        metrics.recordFeedback(Number(feedback.reward ?? 0));
        sendJson(response, 200, { data: {}, meta: {} });
      } else if (METHODS[path] && request.method === 'POST') {
        const message = parseJson(await readBody(request));
        sendJson(response, 200, await answer(path, message));
      } else {
        sendText(response, 404, 'Not Found');
      }
    }

    async function answer(path: string, message: any) {
      if (path === '/route') {
        const branch = model.route?.(readPayload(message).rows) ?? 0;
        return { data: { ndarray: [[branch]] }, meta: {} };
      }
      const payload = readPayload(
        path === '/aggregate' ? message.seldonMessages?.[0] : message,
      );
      const result = await model.predict(payload.rows);
      const reported = result.metrics ?? [];
      metrics.record(reported, METHODS[path]);
      const names =
        result.names ?? (result.rows[0] ?? []).map((_, index) => `t:${index}`);
      const inBody =
        reported.length > 0 &&
        env.INCLUDE_METRICS_IN_CLIENT_RESPONSE !== 'false';
      return {
        data: payload.wrap(names, result.rows),
        meta: inBody ? { metrics: reported } : {},
      };
    }

    const port = Number(
      env.PREDICTIVE_UNIT_HTTP_SERVICE_PORT ??
        env.PREDICTIVE_UNIT_SERVICE_PORT ??
        9000,
    );
    await context.listen(port, (request, response) => {
      serve(request, response).catch(error => {
        const status = error instanceof HttpError ? error.status : 500;
        const info = error instanceof Error ? error.message : String(error);
        log(`ERROR ${request.url}: ${info}`);
        sendJson(response, status, {
          status: {
            code: -1,
            info,
            reason:
              status === 400
                ? 'MICROSERVICE_BAD_DATA'
                : 'MICROSERVICE_INTERNAL_ERROR',
            status: 1,
          },
        });
      });
    });

    const metricsPath = env.PREDICTIVE_UNIT_METRICS_ENDPOINT ?? '/metrics';
    await context.listen(
      Number(env.PREDICTIVE_UNIT_METRICS_SERVICE_PORT ?? 6000),
      (request, response) => {
        if ((request.url ?? '').split('?')[0] !== metricsPath) {
          sendText(response, 404, 'Not Found');
          return;
        }
        metrics.text().then(
          text => sendText(response, 200, text, PROMETHEUS_TYPE),
          error => sendText(response, 500, error.message),
        );
      },
    );
    log(`INFO serving ${env.PREDICTIVE_UNIT_ID} on ${port}`);
    return running();
  };
}
