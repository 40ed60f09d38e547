import { defineAction } from '../defineAction';
import { deploymentRequestSchema } from 'backstage-plugin-ml-monitoring-common';
import { z } from 'zod/v3';
import type { ActionDependencies } from '../client/BackendCaller';
import { examples } from './deploy.examples';
import { provision } from './provision';
import {
  modelInput,
  modelOutput,
  objectsOutput,
  parseInput,
  warningsOutput,
  writeOutputs,
} from './schemas';

const { description, owner, system, protocol, predictors } =
  deploymentRequestSchema.shape;

const inputSchema = z.object({
  ...modelInput,
  description: description.describe('What the model is for'),
  owner: owner.describe(
    'Who answers for it, as an entity reference such as group:default/fraud',
  ),
  system: system.describe('The system it is part of, as an entity reference'),
  protocol: protocol.describe('What the model speaks. Default: seldon'),
  predictors: predictors.describe(
    'One version of the model each: an inference graph, and a container for every node that is no prepackaged server',
  ),
});

const outputSchema = z.object({
  ...modelOutput,
  objects: objectsOutput,
  warnings: warningsOutput,
});

type Output = z.infer<typeof outputSchema>;

/** `seldon:model:deploy` */
export function createDeployAction(dependencies: ActionDependencies) {
  return defineAction({
    id: 'seldon:model:deploy',
    description:
      'Deploys a model as a SeldonDeployment, or changes the one that is there to what is asked for',
    examples,
    supportsDryRun: true,
    schema: { input: () => inputSchema, output: () => outputSchema },
    async handler(ctx) {
      const { cluster, namespace, name, ...deployment } = parseInput(
        inputSchema,
        ctx.input,
      );
      const result = await provision(
        dependencies,
        ctx,
        { cluster, namespace, name, deployment },
        'Deploying',
      );
      writeOutputs<Output>(ctx, {
        ...result.ref,
        entityRef: result.entityRef,
        objects: result.objects,
        warnings: result.warnings,
      });
    },
  });
}
