import { defineAction } from '../defineAction';
import { exposureRequestSchema } from 'backstage-plugin-ml-monitoring-common';
import { z } from 'zod/v3';
import type { ActionDependencies } from '../client/BackendCaller';
import { examples } from './expose.examples';
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

const inputSchema = z.object({
  ...modelInput,
  kind: exposureRequestSchema.shape.kind
    .default('auto')
    .describe(
      'How. auto: a Route where the cluster has Routes, else an HTTPRoute or Ingress, of those the platform team allows. none: not at all',
    ),
  host: exposureRequestSchema.shape.host.describe(
    'The host name. Default: the one the platform team or the cluster gives out',
  ),
  takeOver: takeOverInput,
});

const outputSchema = z.object({
  ...modelOutput,
  url: z
    .string()
    .optional()
    .describe(
      'Where the model can be called. Absent while the cluster has given out no host: seldon:model:wait has it then',
    ),
  objects: objectsOutput,
  warnings: warningsOutput,
});

type Output = z.infer<typeof outputSchema>;

/** `seldon:model:expose` */
export function createExposeAction(dependencies: ActionDependencies) {
  return defineAction({
    id: 'seldon:model:expose',
    description:
      'Makes a model callable from outside the cluster. The address asks for no authentication: anyone who reaches it can call the model',
    examples,
    supportsDryRun: true,
    schema: { input: () => inputSchema, output: () => outputSchema },
    async handler(ctx) {
      const { cluster, namespace, name, takeOver, ...exposure } = parseInput(
        inputSchema,
        ctx.input,
      );
      const result = await provision(
        dependencies,
        ctx,
        { cluster, namespace, name, exposure, takeOver },
        'Exposing',
      );
      writeOutputs<Output>(ctx, {
        ...result.ref,
        entityRef: result.entityRef,
        url: result.url,
        objects: result.objects,
        warnings: result.warnings,
      });
    },
  });
}
