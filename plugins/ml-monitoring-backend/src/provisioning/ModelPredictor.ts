import { InputError, ServiceUnavailableError } from '@backstage/errors';
import {
  isNestedTooDeeply,
  reportedMetrics,
  stringifyModelRef,
  type ModelDetail,
  type ModelRef,
  type PredictionResult,
} from 'backstage-plugin-ml-monitoring-common';
import { errorOfAnswer, type Clusters } from '../cluster';
import type { ProvisioningConfig } from '../config';
import type { ModelAccess } from '../permissions';
import type { ModelReader } from '../services/types';
import type { Audit, Caller } from './Audit';
import { choosePredictor } from './choosePredictor';
import { isTrustedUrl } from './isTrustedUrl';
import { predictionPath } from './protocolPaths';
import {
  NotReachedError,
  type PredictionTransport,
} from './PredictionTransport';
import { requirePredictable } from './requirePredictable';
import { isSaidByApiServer, servicePath } from './servicePath';

type Model = Pick<ModelDetail, 'ref' | 'protocol' | 'predictors' | 'endpoints'>;
type Predictor = Model['predictors'][number];

/** Sends one test prediction to a model, the way a caller from outside would where that is possible. */
export class ModelPredictor {
  constructor(
    private readonly options: {
      clusters: Clusters;
      reader: ModelReader;
      config: ProvisioningConfig;
      access: ModelAccess;
      audit: Audit;
      transport: PredictionTransport;
      nowMs: () => number;
    },
  ) {}

  async predict(
    requested: ModelRef,
    input: { predictor?: string; payload?: unknown },
    caller: Caller,
  ): Promise<PredictionResult> {
    return this.options.audit.record(
      'model-predict',
      requested,
      caller,
      async note => {
        const model = await requirePredictable(
          this.options,
          requested,
          caller,
          ref => note({ model: ref }),
        );
        const content = contentOf(input.payload, this.options.config);
        const predictor = choosePredictor(model, input.predictor);
        const result = await this.send(model, predictor, {
          content,
          // Through a Route, whichever predictor the weights pick answers.
          direct: input.predictor !== undefined,
          signal: caller.signal,
        });
        note({ predictor: predictor.name, status: result.status });
        return result;
      },
    );
  }

  private async send(
    model: Model,
    predictor: Predictor,
    options: { content: string; direct: boolean; signal?: AbortSignal },
  ): Promise<PredictionResult> {
    const { config } = this.options;
    const endpoint = model.endpoints.find(
      ({ kind, url, admitted, predictor: behind }) =>
        kind !== 'Service' &&
        admitted &&
        url !== undefined &&
        isTrustedUrl(url, kind, config) &&
        (!options.direct || behind === predictor.name),
    );
    const path = predictionPath(model.protocol, predictor.graph.name);
    if (endpoint?.url) {
      try {
        return await this.sendToUrl(model, endpoint.url + path, options);
      } catch (error) {
        if (!(error instanceof NotReachedError)) {
          throw error;
        }
        // Nothing was sent, so trying the other way cannot count a prediction twice.
      }
    }
    return this.sendThroughCluster(model, predictor, path, options);
  }

  private async sendToUrl(
    { protocol }: Model,
    url: string,
    { content, signal }: { content: string; signal?: AbortSignal },
  ): Promise<PredictionResult> {
    const { transport, nowMs, config } = this.options;
    const startedMs = nowMs();
    const { status, body } = await transport(url, {
      content,
      maximumBytes: config.predictions.maximumBytes,
      timeoutSeconds: config.predictions.timeoutSeconds,
      signal,
    });
    const durationSeconds = (nowMs() - startedMs) / 1000;
    return {
      through: 'url',
      url,
      ...answered({ protocol, status, response: parseBody(body) }),
      durationSeconds,
    };
  }

  private async sendThroughCluster(
    model: Model,
    predictor: Predictor,
    path: string,
    { content, signal }: { content: string; signal?: AbortSignal },
  ): Promise<PredictionResult> {
    const { clusters, config, nowMs } = this.options;
    const { ref, protocol } = model;
    const client = await clusters.client(ref.cluster);
    const startedMs = nowMs();
    const answer = await client.send({
      method: 'POST',
      path: servicePath(model, predictor, path),
      body: { contentType: 'application/json', content },
      timeoutSeconds: config.predictions.timeoutSeconds,
      maximumBytes: config.predictions.maximumBytes,
      signal,
    });
    const durationSeconds = (nowMs() - startedMs) / 1000;
    const response = parseBody(answer.body);
    if (isSaidByApiServer(response)) {
      const { message } = errorOfAnswer(ref.cluster, answer);
      throw answer.status === 503
        ? new ServiceUnavailableError(
            `Predictor ${predictor.name} of model ${stringifyModelRef(ref)} takes no requests now. ${message}`,
          )
        : errorOfAnswer(ref.cluster, answer);
    }
    return {
      through: 'service-proxy',
      ...answered({ protocol, status: answer.status, response }),
      durationSeconds,
    };
  }
}

function contentOf(payload: unknown, config: ProvisioningConfig): string {
  if (payload === undefined || payload === null) {
    throw new InputError(
      "payload: is required: the body of a prediction in the model's own protocol (got nothing)",
    );
  }
  const content = serialised(payload);
  const { maximumBytes } = config.predictions;
  const bytes = Buffer.byteLength(content);
  if (bytes > maximumBytes) {
    throw new InputError(
      `payload: must be at most mlMonitoring.provisioning.predictions.maximumBytes, which is ${maximumBytes} bytes (got ${bytes})`,
    );
  }
  return content;
}

function serialised(payload: unknown): string {
  try {
    return JSON.stringify(payload);
  } catch {
    throw new InputError('payload: is nested too deeply');
  }
}

/** As text where it is no JSON, and where whoever walks through it would run out of stack. */
function parseBody(body: string): unknown {
  if (isNestedTooDeeply(body)) {
    return body;
  }
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

function answered(
  answer: Pick<PredictionResult, 'protocol' | 'status' | 'response'>,
) {
  const { status } = answer;
  return {
    ...answer,
    ok: status >= 200 && status < 300,
    metrics: reportedMetrics(answer),
  };
}
