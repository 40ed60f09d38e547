import { defineAction } from '../defineAction';
import {
  healthStatusSchema,
  stringifyModelRef,
  type ModelRef,
} from 'backstage-plugin-ml-monitoring-common';
import { z } from 'zod/v3';
import {
  onBehalfOfInitiator,
  onOwnBehalf,
  type ActionDependencies,
} from '../client/BackendCaller';
import { explain, isTransient } from '../client/errors';
import { durationMs, durationSchema } from '../duration';
import { waitForModel, type Observation } from '../wait/waitForModel';
import { entityRefOf } from './provision';
import { modelInput, modelOutput, parseInput, writeOutputs } from './schemas';
import { examples } from './wait.examples';

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

      const observe = async ({ isFirst }: { isFirst: boolean }) => {
        const authorise = isFirst ? onBehalfOfInitiator : onOwnBehalf;
        return look(ref, () => authorise(dependencies, ctx));
      };
      const observation = await waitForModel({
        observe,
        clock,
        timeoutMs: durationMs(timeout),
        onProgress: line => ctx.logger.info(line),
        signal: ctx.signal,
      }).catch(error => {
        throw explain(error, `${model} did not come up`);
      });
      ctx.logger.info(`${model} is up`);
      writeOutputs<Output>(ctx, outputsOf(observation));
    },
  });

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
