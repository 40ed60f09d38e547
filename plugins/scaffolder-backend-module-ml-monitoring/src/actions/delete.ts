import { defineAction } from '../defineAction';
import { stringifyModelRef } from 'backstage-plugin-ml-monitoring-common';
import { z } from 'zod/v3';
import {
  onBehalfOfInitiator,
  type ActionDependencies,
} from '../client/BackendCaller';
import { cancelledError } from '../client/cancelled';
import { explain } from '../client/errors';
import { examples } from './delete.examples';
import {
  modelInput,
  objectsOutput,
  parseInput,
  warningsOutput,
  writeOutputs,
} from './schemas';

const inputSchema = z.object(modelInput);

const outputSchema = z.object({
  objects: objectsOutput,
  warnings: warningsOutput,
});

type Output = z.infer<typeof outputSchema>;

/** `seldon:model:delete` */
export function createDeleteAction(dependencies: ActionDependencies) {
  return defineAction({
    id: 'seldon:model:delete',
    description:
      'Deletes a model and what was made for it. A model that is not there is no error, so it can clean up after a failed step',
    examples,
    supportsDryRun: true,
    schema: { input: () => inputSchema, output: () => outputSchema },
    async handler(ctx) {
      const ref = parseInput(inputSchema, ctx.input);
      const model = stringifyModelRef(ref);
      if (ctx.isDryRun) {
        ctx.logger.info(
          `Dry run: ${model} and what was made for it would be deleted`,
        );
        writeOutputs<Output>(ctx, { objects: [], warnings: [] });
        return;
      }
      const { objects, warnings = [] } = await dependencies.api
        .deleteModel(ref, await onBehalfOfInitiator(dependencies, ctx))
        .catch(error => {
          if (ctx.signal?.aborted) {
            throw cancelledError(
              `Deleting ${model}`,
              'What was not deleted yet is still there: run it again to delete the rest',
            );
          }
          throw explain(error, `Deleting ${model} failed`);
        });
      for (const { kind, namespace, name, result } of objects) {
        ctx.logger.info(`${kind} ${namespace}/${name}: ${result}`);
      }
      if (objects.length === 0) {
        ctx.logger.info(`${model} is not there: nothing was deleted`);
      }
      warnings.forEach(warning => ctx.logger.warn(warning));
      writeOutputs<Output>(ctx, { objects, warnings });
    },
  });
}
