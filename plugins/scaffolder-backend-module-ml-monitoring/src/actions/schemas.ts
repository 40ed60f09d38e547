import { InputError } from '@backstage/errors';
import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import {
  modelRefSchema,
  objectResultSchema,
  provisionRequestSchema,
} from 'backstage-plugin-ml-monitoring-common';
import { z } from 'zod/v3';

/** Which model, as the first inputs of every action: flat, so that permission rules can match on them. */
export const modelInput = {
  cluster: modelRefSchema.shape.cluster.describe(
    'The cluster, by its name in the portal',
  ),
  namespace: modelRefSchema.shape.namespace.describe(
    'The Kubernetes namespace of the model',
  ),
  name: modelRefSchema.shape.name.describe('The name of the SeldonDeployment'),
};

export const takeOverInput = provisionRequestSchema.shape.takeOver.describe(
  'Objects whose fields may be taken from the field managers that own them, each with the resourceVersion that seldon:model:plan ' +
    'showed for it. Without this nothing of anybody else is changed',
);

export const modelOutput = {
  cluster: z.string().describe('The cluster the model is in'),
  namespace: z.string().describe('The namespace the model is in'),
  name: z.string().describe('The name of the SeldonDeployment'),
  entityRef: z.string().describe('The catalog entity the model is shown as'),
};

export const objectsOutput = z
  .array(objectResultSchema)
  .describe('Each Kubernetes object, and what was done to it');

export const warningsOutput = z
  .array(z.string())
  .describe('What works but deserves a look');

/**
 * Reads an input by its schema. The scaffolder has checked it already, but only by what JSON schema can say, and
 * it hands over the input as written, without defaults.
 */
export function parseInput<S extends z.ZodTypeAny>(
  schema: S,
  input: unknown,
): z.output<S> {
  const parsed = schema.safeParse(input);
  if (!parsed.success) {
    throw new InputError(
      parsed.error.issues
        .map(({ path, message }) => `Input ${path.join('.')} ${message}`)
        .join('; '),
    );
  }
  return parsed.data;
}

/** Sets every output that has a value. */
export function writeOutputs<O extends object>(
  ctx: ActionContext<any, any>,
  outputs: O,
): void {
  for (const [name, value] of Object.entries(outputs)) {
    if (value !== undefined) {
      ctx.output(name, value);
    }
  }
}
