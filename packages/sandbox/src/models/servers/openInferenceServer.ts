import { Counter, Histogram, Registry } from 'prom-client';
import { HttpError, parseJson, readBody, sendJson, sendText } from '../http';
import {
  running,
  type ContainerContext,
  type ContainerImage,
} from '../runtime';
import { mountedModel, type Artefact } from './artefacts';

const PROMETHEUS_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

function infer(model: string, artefact: Artefact, body: any) {
  const [input] = body?.inputs ?? [];
  if (!input || !Array.isArray(input.data) || !Array.isArray(input.shape)) {
    throw new HttpError(400, 'inputs[0] needs name, shape, datatype and data');
  }
  const values: number[] = input.data.flat(9);
  const width = input.shape[input.shape.length - 1] || values.length;
  const rows = Array.from(
    { length: Math.ceil(values.length / width) },
    (_, i) => values.slice(i * width, (i + 1) * width),
  );
  const outputs = rows.map(row => artefact.predict(row));
  return {
    model_name: model,
    model_version: '1',
    ...(body.id && { id: body.id }),
    outputs: [
      {
        name: 'predict',
        shape: [outputs.length, outputs[0]?.length ?? 0],
        datatype: 'FP64',
        data: outputs.flat(),
      },
    ],
  };
}

/** A server of the Open Inference protocol: MLServer with its metrics, Triton without. */
function openInferenceServer(options: {
  artefact(context: ContainerContext): Artefact;
  metrics: boolean;
}): ContainerImage {
  return async context => {
    const { env, args, log } = context;
    const artefact = options.artefact(context);
    const model = env.MLSERVER_MODEL_NAME ?? env.PREDICTIVE_UNIT_ID ?? 'model';
    const registry = new Registry();
    const labelNames = ['model_name', 'model_version'] as const;
    const shared = { labelNames, registers: [registry], help: 'MLServer' };
    const success = new Counter({
      ...shared,
      name: 'model_infer_request_success_total',
    });
    const failure = new Counter({
      ...shared,
      name: 'model_infer_request_failure_total',
    });
    const duration = new Histogram({
      ...shared,
      labelNames: ['method', 'path', 'status_code'],
      name: 'rest_server_requests_duration_seconds',
    });
    const labels = { model_name: model, model_version: '1' };

    const httpPort = Number(
      env.PREDICTIVE_UNIT_HTTP_SERVICE_PORT ??
        args.find(arg => arg.startsWith('--http-port='))?.slice(12) ??
        8080,
    );
    await context.listen(httpPort, async (request, response) => {
      const path = (request.url ?? '').split('?')[0];
      if (
        /^\/v2\/health\/(live|ready)$/.test(path) ||
        path.endsWith('/ready')
      ) {
        sendJson(response, 200, {});
      } else if (path === `/v2/models/${model}`) {
        sendJson(response, 200, {
          name: model,
          versions: ['1'],
          platform: '',
          inputs: [],
          outputs: [],
        });
      } else if (path === `/v2/models/${model}/infer`) {
        const startMs = performance.now();
        let status = 200;
        try {
          const body = parseJson(await readBody(request));
          sendJson(response, 200, infer(model, artefact, body));
          success.inc(labels);
        } catch (error) {
          status = error instanceof HttpError ? error.status : 500;
          failure.inc(labels);
          sendJson(response, status, {
            error: error instanceof Error ? error.message : String(error),
          });
        }
        duration.observe(
          { method: 'POST', path, status_code: String(status) },
          (performance.now() - startMs) / 1000,
        );
      } else {
        sendJson(response, 404, { error: 'Not Found' });
      }
    });
    if (options.metrics) {
      const metricsPath = env.MLSERVER_METRICS_ENDPOINT ?? '/metrics';
      await context.listen(
        Number(env.MLSERVER_METRICS_PORT ?? 8082),
        async (request, response) => {
          if (request.url?.split('?')[0] === metricsPath) {
            const text = await registry.metrics();
            sendText(response, 200, text, PROMETHEUS_TYPE);
          } else {
            sendText(response, 404, 'Not Found');
          }
        },
      );
    }
    log(`INFO ${model} is ready`);
    return running();
  };
}

export const mlserver = openInferenceServer({
  artefact: mountedModel,
  metrics: true,
});
export const triton = openInferenceServer({
  artefact: mountedModel,
  metrics: false,
});
/** Brings its own model when none is mounted: HuggingFace downloads by task. */
export const huggingface = openInferenceServer({
  artefact: context => {
    try {
      return mountedModel(context);
    } catch {
      return { predict: row => [row.length] };
    }
  },
  metrics: true,
});
