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
  takeOverInput,
  warningsOutput,
  writeOutputs,
} from './schemas';

const {
  description,
  owner,
  system,
  protocol,
  slo,
  runbook,
  annotations,
  predictors,
  patch,
} = deploymentRequestSchema.shape;

const inputSchema = z.object({
  ...modelInput,
  description: description.describe('What the model is for'),
  owner: owner.describe(
    'Who answers for it, as an entity reference such as group:default/fraud',
  ),
  system: system.describe('The system it is part of, as an entity reference'),
  protocol: protocol.describe('What the model speaks. Default: seldon'),
  slo: slo.describe(
    'What is promised of it: availabilityPercent such as 99.9, and latencyP95 such as 250ms. Alert rules and charts follow it',
  ),
  runbook: runbook.describe('A link to what to do when it is unwell'),
  annotations: annotations.describe(
    'Annotations that Seldon reads, such as seldon.io/rest-timeout, for all predictors',
  ),
  predictors: predictors.describe(
    'One version of the model each: an inference graph, and a container for every node that is no prepackaged server',
  ),
  patch: patch.describe(
    "What the other inputs cannot say, as a merge patch of the SeldonDeployment's spec without its predictors, which take a patch each; an object, or YAML",
  ),
  takeOver: takeOverInput,
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
      const { cluster, namespace, name, takeOver, ...deployment } = parseInput(
        inputSchema,
        ctx.input,
      );
      const result = await provision(
        dependencies,
        ctx,
        { cluster, namespace, name, deployment, takeOver },
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
