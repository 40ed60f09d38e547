import { defineAction } from '../defineAction';
import {
  healthStatusSchema,
  stringifyModelRef,
  type ModelRef,
} from 'backstage-plugin-ml-monitoring-common';
import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import { z } from 'zod/v3';
import {
  onBehalfOfInitiator,
  onOwnBehalf,
  type ActionDependencies,
} from '../client/BackendCaller';
import { cancelledError } from '../client/cancelled';
import { explain, isTransient } from '../client/errors';
import { durationMs, durationSchema } from '../duration';
import { EventFollower } from '../wait/EventFollower';
import { adviceOn, runsOf } from '../wait/lastWords';
import {
  StartFailure,
  waitForModel,
  type Observation,
} from '../wait/waitForModel';
import { entityRefOf } from './provision';
import { modelInput, modelOutput, parseInput, writeOutputs } from './schemas';
import { examples } from './wait.examples';

const LOG_LINES = 20;
/** The scaffolder shows the error in one line. */
const WORDS_IN_ERROR = 3;

const inputSchema = z.object({
  ...modelInput,
  timeout: durationSchema
    .default('10m')
    .describe('How long to wait at most, such as 5m. Default: 10m'),
});

const outputSchema = z.object({
  ...modelOutput,
  url: z
    .string()
    .optional()
    .describe('Where the model can be called from outside the cluster'),
  status: healthStatusSchema.describe('The verdict on the model'),
  summary: z.string().describe('The verdict in words'),
  predictors: z.array(z.string()).describe('The predictors that are up'),
});

type Output = z.infer<typeof outputSchema>;

/** `seldon:model:wait` */
export function createWaitAction(dependencies: ActionDependencies) {
  const { api, clock } = dependencies;
  return defineAction({
    id: 'seldon:model:wait',
    description:
      'Waits until the newest version of a model is rolled out, answers and, where it is exposed, is admitted. Fails early, with the ' +
      "cluster's own reason, when it cannot come up, and fails when the time is over",
    examples,
    supportsDryRun: true,
    schema: { input: () => inputSchema, output: () => outputSchema },
    async handler(ctx) {
      const { timeout, ...ref } = parseInput(inputSchema, ctx.input);
      const model = stringifyModelRef(ref);
      if (ctx.isDryRun) {
        ctx.logger.info(`Dry run: would wait up to ${timeout} for ${model}`);
        writeOutputs<Output>(ctx, {
          ...ref,
          entityRef: entityRefOf(ref),
          status: 'unknown',
          summary: 'Dry run: nothing was deployed',
          predictors: [],
        });
        return;
      }

      const follower = new EventFollower({
        read: async () => {
          const options = await onOwnBehalf(dependencies, ctx);
          return (await api.getModelEvents(ref, options)).items;
        },
        clock,
        onProgress: line => ctx.logger.info(line),
      });
      let lastLine = 'Nothing was seen of it yet';
      const observation = await waitForModel({
        observe: async ({ isFirst }) =>
          look(ref, () =>
            (isFirst ? onBehalfOfInitiator : onOwnBehalf)(dependencies, ctx),
          ),
        clock,
        timeoutMs: durationMs(timeout),
        onProgress: line => {
          lastLine = line;
          ctx.logger.info(line);
        },
        // Events are an extra: a wait does not end for want of them.
        followEvents: () => follower.look().catch(() => {}),
        signal: ctx.signal,
      }).catch(async error => {
        if (ctx.signal?.aborted) {
          throw cancelledError(
            `Waiting for ${model}`,
            `The model stays as it is. ${lastLine}`,
          );
        }
        throw explain(
          error instanceof StartFailure
            ? await withLastWords(ref, error, ctx)
            : error,
          `${model} did not come up`,
        );
      });
      ctx.logger.info(`${model} is up`);
      writeOutputs<Output>(ctx, outputsOf(observation));
    },
  });

  /** Adds what a failed container said last, as far as the initiator may read it. */
  async function withLastWords(
    ref: ModelRef,
    failure: StartFailure,
    ctx: ActionContext<any, any>,
  ): Promise<Error> {
    const runs = failure.model ? runsOf(failure.model, failure.cause) : [];
    for (const run of runs) {
      const { pod, container, previous } = run;
      try {
        const { lines } = await api.getModelLogs(
          { ...ref, pod, container, previous: `${previous}`, tail: LOG_LINES },
          await onBehalfOfInitiator(dependencies, ctx),
        );
        if (lines.length) {
          ctx.logger.info(
            `Last lines of container ${container} in pod ${pod}:`,
          );
          lines.forEach(line => ctx.logger.info(`  ${line}`));
          const advice = adviceOn(run, lines);
          const words = lines.slice(-WORDS_IN_ERROR).join(' / ');
          return new Error(
            `${failure.message}. ${advice ? `${advice}. ` : ''}Its last words: ${words}`,
          );
        }
      } catch (error) {
        ctx.logger.info(
          `The log of container ${container} in pod ${pod} could not be read: ${(error as Error).message}`,
        );
      }
    }
    return failure;
  }

  async function look(
    ref: ModelRef,
    authorise: () => ReturnType<typeof onOwnBehalf>,
  ): Promise<Observation> {
    const [model, report] = await Promise.all([
      authorise().then(options => api.getModel(ref, options)),
      authorise()
        .then(options => api.getModelHealth(ref, options))
        .catch(error => {
          if (isTransient(error)) {
            return undefined;
          }
          throw error;
        }),
    ]);
    return { model, report };
  }
}

function outputsOf({ model, report }: Observation): Output {
  return {
    ...model.ref,
    entityRef: entityRefOf(model.ref),
    url: model.endpoints.find(({ kind, url }) => kind !== 'Service' && url)
      ?.url,
    status: report?.status ?? 'unknown',
    summary: report?.summary ?? 'The verdict could not be had',
    predictors: model.predictors.map(({ name }) => name),
  };
}
