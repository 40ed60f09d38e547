import {
  stringifyModelRef,
  type MlMonitoringApi,
} from 'backstage-plugin-ml-monitoring-common';
import { z } from 'zod/v3';
import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import type { ActionDependencies } from '../client/BackendCaller';
import { explain } from '../client/errors';
import { defineAction } from '../defineAction';
import { durationMs, durationSchema } from '../duration';
import { followRollout } from '../rollout/followRollout';
import { entityRefOf } from './provision';
import {
  modelInput,
  modelOutput,
  objectsOutput,
  parseInput,
  warningsOutput,
  writeOutputs,
} from './schemas';

const inputSchema = z.object({
  ...modelInput,
  timeout: durationSchema
    .default('15m')
    .describe(
      'How long to wait at most until one version is left. Default: 15m',
    ),
});

const outputSchema = z.object({
  ...modelOutput,
  predictor: z.string().describe('The predictor that is left'),
  summary: z.string().describe('What was done, in words'),
  objects: objectsOutput,
  warnings: warningsOutput,
});

type Output = z.infer<typeof outputSchema>;

/** An action that ends with one version of the model. */
export function finishingAction(
  dependencies: ActionDependencies,
  options: {
    id: string;
    description: string;
    examples: TemplateExample[];
    takeStep: MlMonitoringApi['promoteRollout'];
    /** e.g. `Promoting`. */
    attempt: string;
  },
) {
  const { id, description, examples, takeStep, attempt } = options;
  return defineAction({
    id,
    description,
    examples,
    supportsDryRun: true,
    schema: { input: () => inputSchema, output: () => outputSchema },
    async handler(ctx) {
      const { timeout, ...ref } = parseInput(inputSchema, ctx.input);
      const what = `${attempt} the new version of ${stringifyModelRef(ref)}`;
      if (ctx.isDryRun) {
        ctx.logger.info(`Dry run: ${what} would be done`);
        writeOutputs<Output>(ctx, {
          ...ref,
          entityRef: entityRefOf(ref),
          predictor: '',
          summary: 'Dry run: nothing was changed',
          objects: [],
          warnings: [],
        });
        return;
      }
      const result = await followRollout(dependencies, ctx, {
        takeStep: call => takeStep(ref, call),
        timeoutMs: durationMs(timeout),
      }).catch(error => {
        throw explain(error, `${what} failed`);
      });
      writeOutputs<Output>(ctx, {
        ...result.ref,
        entityRef: entityRefOf(result.ref),
        predictor: result.stable,
        summary: result.summary,
        objects: result.objects,
        warnings: result.warnings,
      });
    },
  });
}
