import type { IncomingMessage, ServerResponse } from 'node:http';
import { parse as parseYaml } from 'yaml';
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
  /** What it reports after every call that has no metrics of its own, feedback and questions about its health included. */
  metrics?(): CustomMetric[];
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
/** Its web framework adds what is there already. */
const PROMETHEUS_TYPE =
  'text/plain; version=0.0.4; charset=utf-8; charset=utf-8';
/** Its handler of errors takes this one for any other. */
const NO_SUCH_PATH =
  '404 Not Found: The requested URL was not found on the server. If you entered the URL manually please check your spelling and try again.';

function readMessage(text: string): any {
  try {
    return parseJson(text);
  } catch {
    throw new HttpError(400, "Can't find JSON in data");
  }
}

/** Seldon's Python wrapper around a model: predictions on one port, custom metrics on another. */
export function pythonWrapper(
  createModel: (context: ContainerContext) => PythonModel,
): ContainerImage {
  return async context => {
    const { env, log } = context;
    const model = createModel(context);
    const identity = wrapperLabels(env);
    const metrics = new CustomMetrics({ ...identity, worker_id: WORKER_ID });

    async function serve(request: IncomingMessage, response: ServerResponse) {
      const path = (request.url ?? '').split('?')[0];
      if (path === '/health/ping') {
        sendText(response, 200, 'pong', 'text/html; charset=utf-8');
      } else if (path === '/health/status' && model.isHealthy?.() === false) {
        throw new HttpError(500, 'the model says that it is not well');
      } else if (path === '/health/status') {
        sendJson(response, 200, {
          strData: 'healthy',
          meta: metaOf({ method: 'health' }),
        });
      } else if (path === '/metadata') {
        const { model_image: name, model_version: version } = identity;
        sendJson(response, 200, {
          name,
          versions: [version],
          platform: '',
          inputs: [],
          outputs: [],
          custom: {},
          ...parseYaml(env.MODEL_METADATA ?? '{}'),
        });
      } else if (path === '/send-feedback' && request.method === 'POST') {
        const feedback = parseJson(await readBody(request));
        metrics.recordFeedback(Number(feedback.reward ?? 0));
        sendJson(response, 200, {
          data: { ndarray: [] },
          meta: metaOf({ method: 'feedback' }),
        });
      } else if (METHODS[path] && request.method === 'POST') {
        const message = readMessage(await readBody(request));
        sendJson(response, 200, await answer(path, message));
      } else {
        throw new HttpError(500, NO_SUCH_PATH);
      }
    }

    async function answer(path: string, message: any) {
      const method = METHODS[path];
      if (path === '/route') {
        const branch = model.route?.(readPayload(message).rows) ?? 0;
        return {
          data: { names: ['t:0'], ndarray: [[branch]] },
          meta: metaOf({ method, message }),
        };
      }
      const [asked] =
        path === '/aggregate' ? (message.seldonMessages ?? []) : [message];
      const payload = readPayload(asked);
      const result = await model.predict(payload.rows);
      const names =
        result.names ?? (result.rows[0] ?? []).map((_, index) => `t:${index}`);
      return {
        data: payload.wrap(names, result.rows),
        meta: metaOf({ method, message, reported: result.metrics }),
      };
    }

    /** Counts what the model reports, and says it with the answer. */
    function metaOf(options: {
      method: string;
      message?: any;
      reported?: CustomMetric[];
    }) {
      const { method, message, reported = model.metrics?.() ?? [] } = options;
      metrics.record(reported, method);
      const { puid, tags } = message?.meta ?? {};
      const inBody =
        reported.length > 0 &&
        env.INCLUDE_METRICS_IN_CLIENT_RESPONSE !== 'false';
      return {
        ...(puid && { puid }),
        ...(tags && { tags }),
        ...(inBody && { metrics: reported }),
        requestPath: {
          [identity.model_name]: env.PREDICTIVE_UNIT_IMAGE ?? 'NOT_IMPLEMENTED',
        },
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
