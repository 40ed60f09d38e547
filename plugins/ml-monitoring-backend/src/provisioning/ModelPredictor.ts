import { InputError, NotFoundError } from '@backstage/errors';
import {
  modelPredictPermission,
  stringifyModelRef,
  type ModelDetail,
  type ModelRef,
  type PredictionResult,
} from 'backstage-plugin-ml-monitoring-common';
import { errorOfAnswer, type Clusters } from '../cluster';
import type { ProvisioningConfig } from '../config';
import {
  hidingAbsence,
  requireJudgeable,
  resourceOf,
  type ModelAccess,
} from '../permissions';
import type { ModelReader } from '../services/types';
import type { Audit, Caller } from './Audit';
import { isTrustedUrl } from './isTrustedUrl';
import { predictionPath } from './predictionPath';
import {
  NotReachedError,
  type PredictionTransport,
} from './PredictionTransport';

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
        const { clusters, access, reader, config } = this.options;
        const { credentials, signal } = caller;
        const decision = await access.decide(
          modelPredictPermission,
          credentials,
        );
        const cluster = await clusters.resolve(requested.cluster, { signal });
        const ref = { ...requested, cluster };
        note({ model: ref });
        const { facts } = await reader.facts(ref, { signal }).catch(error => {
          throw hidingAbsence(error, decision, ref);
        });
        requireJudgeable(decision, facts);
        await access.requireAllowed(
          decision,
          modelPredictPermission,
          resourceOf(facts),
          credentials,
        );
        const content = contentOf(input.payload, config);
        const predictor = choosePredictor(facts.model, input.predictor);
        const result = await this.send(facts.model, predictor, {
          content,
          // Through a Route, whichever predictor the weights pick answers.
          direct: input.predictor !== undefined,
          signal,
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
    return {
      protocol,
      through: 'url',
      url,
      status,
      ok: isOk(status),
      durationSeconds: (nowMs() - startedMs) / 1000,
      response: parseBody(body),
    };
  }

  private async sendThroughCluster(
    { ref, protocol }: Model,
    predictor: Predictor,
    path: string,
    { content, signal }: { content: string; signal?: AbortSignal },
  ): Promise<PredictionResult> {
    const { clusters, config, nowMs } = this.options;
    const client = await clusters.client(ref.cluster);
    const service = encodeURIComponent(`${predictor.serviceName}:http`);
    const startedMs = nowMs();
    const answer = await client.send({
      method: 'POST',
      path: `/api/v1/namespaces/${ref.namespace}/services/${service}/proxy${path}`,
      body: { contentType: 'application/json', content },
      timeoutSeconds: config.predictions.timeoutSeconds,
      maximumBytes: config.predictions.maximumBytes,
      signal,
    });
    const response = parseBody(answer.body);
    if (isSaidByApiServer(response)) {
      throw errorOfAnswer(ref.cluster, answer);
    }
    return {
      protocol,
      through: 'service-proxy',
      status: answer.status,
      ok: isOk(answer.status),
      durationSeconds: (nowMs() - startedMs) / 1000,
      response,
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

/** The one asked for, else the one that gets the largest share of what comes from outside. */
function choosePredictor(
  { ref, predictors }: Model,
  wanted: string | undefined,
): Predictor {
  if (wanted !== undefined) {
    const found = predictors.find(({ name }) => name === wanted);
    if (!found) {
      throw new InputError(
        `predictor: must be one of ${predictors.map(({ name }) => name).join(', ')} (got ${wanted})`,
      );
    }
    return found;
  }
  const [first] = predictors
    .filter(({ shadow }) => !shadow)
    .sort((a, b) => (b.traffic ?? 0) - (a.traffic ?? 0));
  if (!first) {
    throw new NotFoundError(
      `Model ${stringifyModelRef(ref)} has no predictor that answers`,
    );
  }
  return first;
}

function parseBody(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

function isOk(status: number): boolean {
  return status >= 200 && status < 300;
}

/** As opposed to by the model behind it. */
function isSaidByApiServer(response: unknown): boolean {
  const { kind, apiVersion } = (response ?? {}) as Record<string, unknown>;
  return kind === 'Status' && apiVersion === 'v1';
}
