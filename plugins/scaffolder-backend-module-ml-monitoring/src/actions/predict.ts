import { createHash } from 'node:crypto';
import { defineAction } from '../defineAction';
import { InputError } from '@backstage/errors';
import { type ActionContext } from '@backstage/plugin-scaffolder-node';
import type { JsonValue } from '@backstage/types';
import {
  predictionResultSchema,
  stringifyModelRef,
  type ModelRef,
  type PredictionResult,
} from 'backstage-plugin-ml-monitoring-common';
import { z } from 'zod/v3';
import {
  onBehalfOfInitiator,
  type ActionDependencies,
} from '../client/BackendCaller';
import { explain, isTransient } from '../client/errors';
import { durationMs, durationSchema } from '../duration';
import { answerProblem } from '../predict/answerProblem';
import { examples } from './predict.examples';
import { modelInput, parseInput, writeOutputs } from './schemas';

const RETRY_INTERVAL_MS = 2_000;
/** What a router answers before it has taken up a model. */
const WARMING_UP = [404, 502, 503, 504];

const inputSchema = z.object({
  ...modelInput,
  predictor: z
    .string()
    .optional()
    .describe('Which predictor. Default: as the traffic is split'),
  payload: z
    .unknown()
    .describe(
      "What to predict from, in the model's own protocol: an object, or text that is JSON",
    ),
  warmUp: durationSchema
    .default('30s')
    .describe(
      'How long a model may answer "not found" or "unavailable" before that counts. Default: 30s',
    ),
});

const { status, durationSeconds, response, url } = predictionResultSchema.shape;

const outputSchema = z.object({
  status: status.describe('The HTTP status of the answer'),
  durationSeconds: durationSeconds.describe('How long the answer took'),
  response: response.describe('What the model answered'),
  url: url.describe('Where it was asked'),
});

type Output = z.infer<typeof outputSchema>;

/** `seldon:model:predict` */
export function createPredictAction(dependencies: ActionDependencies) {
  return defineAction({
    id: 'seldon:model:predict',
    description:
      'Sends one prediction to a model and fails when the answer is none',
    examples,
    supportsDryRun: true,
    schema: { input: () => inputSchema, output: () => outputSchema },
    async handler(ctx) {
      const input = parseInput(inputSchema, ctx.input);
      const { cluster, namespace, name, predictor } = input;
      const ref = { cluster, namespace, name };
      const payload = readPayload(input.payload);
      if (ctx.isDryRun) {
        ctx.logger.info(
          `Dry run: would send a prediction to ${stringifyModelRef(ref)}`,
        );
        writeOutputs<Output>(ctx, {
          status: 200,
          durationSeconds: 0,
          response: {},
        });
        return;
      }
      // A prediction counts in the model's metrics: what was answered once is not sent again when the task is retried.
      const result = await ctx.checkpoint({
        key: checkpointKey(ref, { predictor, payload }),
        fn: () =>
          predictUntilWarm(
            dependencies,
            ctx,
            { ...ref, predictor, payload },
            durationMs(input.warmUp),
          ),
      });
      ctx.logger.info(
        `${stringifyModelRef(ref)} answered ${result.status} in ${Math.round(result.durationSeconds * 1000)} ms`,
      );
      writeOutputs<Output>(ctx, result);
    },
  });
}

async function predictUntilWarm(
  dependencies: ActionDependencies,
  ctx: ActionContext<any, any>,
  request: ModelRef & { predictor?: string; payload?: unknown },
  warmUpMs: number,
) {
  const { api, clock } = dependencies;
  const startedAt = clock.now();
  const isWarm = () => clock.now() - startedAt >= warmUpMs;
  const attempt = `Predicting with ${stringifyModelRef(request)} failed`;
  for (;;) {
    let result: PredictionResult | undefined;
    try {
      result = await api.predict(
        request,
        await onBehalfOfInitiator(dependencies, ctx),
      );
    } catch (error) {
      if (ctx.signal?.aborted || isWarm() || !isTransient(error)) {
        throw explain(error, attempt);
      }
    }
    if (result) {
      const problem = answerProblem(result);
      if (!problem) {
        const { status: code, durationSeconds: took } = result;
        return {
          status: code,
          durationSeconds: took,
          response: (result.response ?? null) as JsonValue,
          ...(result.url && { url: result.url }),
        };
      }
      if (isWarm() || !WARMING_UP.includes(result.status)) {
        throw new Error(`${attempt}: ${problem}`);
      }
    }
    await clock.sleep(RETRY_INTERVAL_MS, ctx.signal);
  }
}

/** Forms hold text. */
function readPayload(payload: unknown): unknown {
  if (payload === undefined) {
    throw new InputError('Input payload is missing');
  }
  if (typeof payload !== 'string') {
    return payload;
  }
  try {
    return JSON.parse(payload);
  } catch (error) {
    throw new InputError(
      `Input payload must be JSON, for example {"data": {"ndarray": [[1, 2, 3]]}}: ${(error as Error).message}`,
    );
  }
}

/** Steps with `each` share the keys of one step, so the key says what was asked. */
function checkpointKey(ref: ModelRef, question: object): string {
  const hash = createHash('sha256')
    .update(JSON.stringify(question))
    .digest('hex')
    .slice(0, 16);
  return `predict-${stringifyModelRef(ref)}-${hash}`;
}
