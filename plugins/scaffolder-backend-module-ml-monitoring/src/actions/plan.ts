import { defineAction } from '../defineAction';
import {
  planSchema,
  provisionRequestSchema,
  stringifyModelRef,
} from 'backstage-plugin-ml-monitoring-common';
import { z } from 'zod/v3';
import {
  onBehalfOfInitiator,
  type ActionDependencies,
} from '../client/BackendCaller';
import { explain } from '../client/errors';
import { examples } from './plan.examples';
import {
  modelInput,
  modelOutput,
  parseInput,
  warningsOutput,
  writeOutputs,
} from './schemas';
import { entityRefOf } from './provision';

const { deployment, exposure, monitoring } = provisionRequestSchema.shape;

const inputSchema = z.object({
  ...modelInput,
  deployment: deployment.describe('What seldon:model:deploy would be given'),
  exposure: exposure.describe('What seldon:model:expose would be given'),
  monitoring: monitoring.describe('What seldon:model:monitor would be given'),
});

const outputSchema = z.object({
  ...modelOutput,
  objects: planSchema.shape.objects.describe(
    'Each Kubernetes object with its manifest, in the order of applying, and what applying would do to it',
  ),
  warnings: warningsOutput,
});

type Output = z.infer<typeof outputSchema>;

/** `seldon:model:plan` */
export function createPlanAction(dependencies: ActionDependencies) {
  return defineAction({
    id: 'seldon:model:plan',
    description:
      'Shows what deploying, exposing and monitoring a model would apply, and applies nothing',
    examples,
    supportsDryRun: true,
    schema: { input: () => inputSchema, output: () => outputSchema },
    async handler(ctx) {
      const request = parseInput(inputSchema, ctx.input);
      const plan = await dependencies.api
        .planModel(request, await onBehalfOfInitiator(dependencies, ctx))
        .catch(error => {
          throw explain(error, `Planning ${stringifyModelRef(request)} failed`);
        });
      for (const object of plan.objects) {
        ctx.logger.info(
          `${object.kind} ${object.namespace}/${object.name} would be ${object.result}`,
        );
      }
      for (const warning of plan.warnings) {
        ctx.logger.warn(warning);
      }
      writeOutputs<Output>(ctx, {
        ...plan.ref,
        entityRef: entityRefOf(plan.ref),
        objects: plan.objects,
        warnings: plan.warnings,
      });
    },
  });
}
