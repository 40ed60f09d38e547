import { createHash } from 'node:crypto';
import { InputError } from '@backstage/errors';
import type { JsonObject, JsonValue } from '@backstage/types';
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
import { cancelledError } from '../client/cancelled';
import { explain } from '../client/errors';
import { defineAction } from '../defineAction';
import { durationMs, durationSchema } from '../duration';
import { predictUntilWarm } from '../predict/predictUntilWarm';
import { sendLoad, type LoadReport } from '../predict/sendLoad';
import { examples } from './predict.examples';
import { modelInput, parseInput, writeOutputs } from './schemas';

const loadSchema = z.object({
  requests: z
    .number()
    .int()
    .min(1)
    .max(1000)
    .describe('How many predictions, at most 1000'),
  concurrency: z
    .number()
    .int()
    .min(1)
    .max(10)
    .default(1)
    .describe('How many at once, at most 10. Default: 1'),
  maxDuration: durationSchema
    .default('1m')
    .describe('When to stop though not all were sent. Default: 1m'),
  maxFailurePercent: z
    .number()
    .min(0)
    .max(100)
    .default(0)
    .describe('How many may fail before the step does. Default: 0'),
});

const inputSchema = z.object({
  ...modelInput,
  predictor: z
    .string()
    .optional()
    .describe('Which predictor. Default: as the traffic is split'),
  payload: z
    .unknown()
    .describe(
      "What to predict from, in the model's own protocol: an object, or text that is JSON. It is never logged",
    ),
  warmUp: durationSchema
    .default('30s')
    .describe(
      'How long a model may answer "not found" or "unavailable" before that counts. Default: 30s',
    ),
  load: loadSchema
    .optional()
    .describe(
      'Send the prediction many times after the first was answered, and report failures and latency. They count in the metrics of the model',
    ),
});

const { status, durationSeconds, response, url, through, metrics } =
  predictionResultSchema.shape;

const outputSchema = z.object({
  status: status.describe('The HTTP status of the answer'),
  durationSeconds: durationSeconds.describe('How long the answer took'),
  response: response.describe('What the model answered'),
  url: url.describe('Where it was asked'),
  through: through
    .optional()
    .describe(
      'url: the way a caller takes. service-proxy: through the API server of the cluster, because there was no other way',
    ),
  metrics: metrics
    .optional()
    .describe('Custom metrics that the model gave with its answer'),
  load: z
    .object({
      requests: z.number().int(),
      failures: z.number().int(),
      failuresByStatus: z.record(z.number().int()),
      p50Seconds: z.number().optional(),
      p95Seconds: z.number().optional(),
      durationSeconds: z.number(),
    })
    .optional()
    .describe('How the model did under load, where that was asked for'),
});

type Output = z.infer<typeof outputSchema>;

/** `seldon:model:predict` */
export function createPredictAction(dependencies: ActionDependencies) {
  const { api, clock } = dependencies;
  return defineAction({
    id: 'seldon:model:predict',
    description:
      'Sends one prediction to a model, in its own protocol, and fails when the answer is none. Sends many only where asked to',
    examples,
    supportsDryRun: true,
    schema: { input: () => inputSchema, output: () => outputSchema },
    async handler(ctx) {
      const input = parseInput(inputSchema, ctx.input);
      const { cluster, namespace, name, predictor, load } = input;
      const ref = { cluster, namespace, name };
      const model = stringifyModelRef(ref);
      const payload = readPayload(input.payload);
      if (ctx.isDryRun) {
        ctx.logger.info(`Dry run: would send a prediction to ${model}`);
        writeOutputs<Output>(ctx, {
          status: 200,
          durationSeconds: 0,
          response: {},
        });
        return;
      }
      const send = async () =>
        api.predict(
          { ...ref, predictor, payload },
          await onBehalfOfInitiator(dependencies, ctx),
        );
      const explained = (error: unknown) => {
        if (ctx.signal?.aborted) {
          throw cancelledError(
            `Predicting with ${model}`,
            'What was sent counts in the metrics of the model',
          );
        }
        throw explain(error, `Predicting with ${model} failed`);
      };
      // Predictions count in the model's metrics: what was answered once is not sent again when the task is retried.
      const question = { predictor, payload };
      const result = await ctx.checkpoint({
        key: checkpointKey('predict', ref, question),
        fn: async () =>
          toJson(
            await predictUntilWarm({
              send,
              clock,
              warmUpMs: durationMs(input.warmUp),
              onRetry: why => ctx.logger.info(`Not answered yet: ${why}`),
              signal: ctx.signal,
            }).catch(explained),
          ),
      });
      ctx.logger.info(
        `${model} answered ${result.status} in ${milliseconds(result.durationSeconds)}`,
      );
      const report =
        load &&
        ((await ctx.checkpoint({
          key: checkpointKey('load', ref, { ...question, load }),
          fn: () =>
            sendLoad({
              send,
              clock,
              requests: load.requests,
              concurrency: load.concurrency,
              maxDurationMs: durationMs(load.maxDuration),
              signal: ctx.signal,
            }).catch(explained) as Promise<JsonObject>,
        })) as unknown as LoadReport);
      writeOutputs<Output>(ctx, { ...result, load: report });
      if (report) {
        ctx.logger.info(describeLoad(report));
        requireFewFailures(model, report, load.maxFailurePercent);
      }
    },
  });
}

/** What may be kept in a checkpoint. */
function toJson({ ok: _, protocol: __, ...result }: PredictionResult) {
  const { url: at, response: answer, ...rest } = result;
  return {
    ...rest,
    response: (answer ?? null) as JsonValue,
    ...(at && { url: at }),
  };
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
  } catch {
    // The parser's message quotes the payload.
    throw new InputError(
      'Input payload must be JSON, for example {"data": {"ndarray": [[1, 2, 3]]}}',
    );
  }
}

/** Steps with `each` share the keys of one step, so the key says what was asked. */
function checkpointKey(what: string, ref: ModelRef, question: object): string {
  const hash = createHash('sha256')
    .update(JSON.stringify(question))
    .digest('hex')
    .slice(0, 16);
  return `${what}-${stringifyModelRef(ref)}-${hash}`;
}

function describeLoad(report: LoadReport): string {
  const { requests, failures, p50Seconds, p95Seconds } = report;
  const kinds = Object.entries(report.failuresByStatus)
    .map(([kind, count]) => `${count} × ${kind}`)
    .join(', ');
  return [
    `${requests} predictions in ${report.durationSeconds.toFixed(1)} s`,
    `${failures} failed${kinds ? ` (${kinds})` : ''}`,
    ...(p50Seconds === undefined || p95Seconds === undefined
      ? []
      : [`p50 ${milliseconds(p50Seconds)}, p95 ${milliseconds(p95Seconds)}`]),
  ].join(', ');
}

function requireFewFailures(
  model: string,
  report: LoadReport,
  maxFailurePercent: number,
): void {
  const { failures, requests } = report;
  if (failures * 100 > maxFailurePercent * requests) {
    throw new Error(
      `Of the predictions sent to ${model} more than ${maxFailurePercent} % failed: ${describeLoad(report)}`,
    );
  }
}

function milliseconds(seconds: number): string {
  return `${Math.round(seconds * 1000)} ms`;
}
