import { ConflictError } from '@backstage/errors';
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
import { defineAction } from '../defineAction';
import { describePlan, refusalOf, takeOverOf } from '../plan/describePlan';
import { examples } from './plan.examples';
import { entityRefOf } from './provision';
import {
  modelInput,
  modelOutput,
  parseInput,
  takeOverInput,
  warningsOutput,
  writeOutputs,
} from './schemas';

const { deployment, exposure, monitoring, takeOver } =
  provisionRequestSchema.shape;

const inputSchema = z.object({
  ...modelInput,
  deployment: deployment.describe('What seldon:model:deploy would be given'),
  exposure: exposure.describe('What seldon:model:expose would be given'),
  monitoring: monitoring.describe('What seldon:model:monitor would be given'),
  takeOver: takeOverInput,
  failOnRefusal: z
    .boolean()
    .default(true)
    .describe(
      'Fail when applying it would be refused. With false, look at the output applicable. Default: true',
    ),
});

const outputSchema = z.object({
  ...modelOutput,
  applicable: planSchema.shape.applicable.describe(
    'False: applying it now would be refused, and change nothing',
  ),
  isNew: z
    .boolean()
    .describe(
      'The model is not there yet: a run that makes it may also take it back',
    ),
  deployment: deployment.describe('As planned, for seldon:model:deploy'),
  exposure: exposure.describe('As planned, for seldon:model:expose'),
  monitoring: monitoring.describe('As planned, for seldon:model:monitor'),
  objects: planSchema.shape.objects.describe(
    'Each Kubernetes object with its manifest, in the order of applying, and what applying would do to it',
  ),
  takeOver: takeOver
    .unwrap()
    .describe(
      'What the input takeOver would have to be to get around conflicts with other field managers',
    ),
  warnings: warningsOutput,
});

type Output = z.infer<typeof outputSchema>;

/** `seldon:model:plan` */
export function createPlanAction(dependencies: ActionDependencies) {
  return defineAction({
    id: 'seldon:model:plan',
    description:
      'Shows what deploying, exposing and monitoring a model would apply, field by field, and applies nothing',
    examples,
    supportsDryRun: true,
    schema: { input: () => inputSchema, output: () => outputSchema },
    async handler(ctx) {
      const { failOnRefusal, ...request } = parseInput(inputSchema, ctx.input);
      const attempt = `Planning ${stringifyModelRef(request)} failed`;
      const plan = await dependencies.api
        .planModel(request, await onBehalfOfInitiator(dependencies, ctx))
        .catch(error => {
          throw explain(error, attempt);
        });
      describePlan(plan).forEach(line => ctx.logger.info(line));
      plan.warnings.forEach(warning => ctx.logger.warn(warning));
      const refusal = refusalOf(plan);
      if (refusal && failOnRefusal) {
        throw new ConflictError(
          `Applying ${stringifyModelRef(request)} would be refused. ${refusal}`,
        );
      }
      writeOutputs<Output>(ctx, {
        ...plan.ref,
        entityRef: entityRefOf(plan.ref),
        applicable: plan.applicable,
        isNew: plan.objects.some(
          ({ kind, result }) =>
            kind === 'SeldonDeployment' && result === 'created',
        ),
        deployment: request.deployment,
        exposure: request.exposure,
        monitoring: request.monitoring,
        objects: plan.objects,
        takeOver: takeOverOf(plan),
        warnings: plan.warnings,
      });
    },
  });
}
