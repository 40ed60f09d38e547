import {
  rolloutRequestSchema,
  stringifyModelRef,
} from 'backstage-plugin-ml-monitoring-common';
import { z } from 'zod/v3';
import type { ActionDependencies } from '../client/BackendCaller';
import { explain } from '../client/errors';
import { defineAction } from '../defineAction';
import { durationMs, durationSchema } from '../duration';
import {
  compareSchema,
  comparisonSchema,
  compareVersions,
} from '../rollout/compareVersions';
import { followRollout } from '../rollout/followRollout';
import { entityRefOf } from './provision';
import { examples } from './rollout.examples';
import {
  modelInput,
  modelOutput,
  objectsOutput,
  parseInput,
  warningsOutput,
  writeOutputs,
} from './schemas';

const { version, from, image, modelUri, replicas, trafficPercent, shadow } =
  rolloutRequestSchema.shape;

const inputSchema = z.object({
  ...modelInput,
  version: version.describe(
    'The predictor of the new version. Default: v2, v3 and so on',
  ),
  from: from.describe(
    'The predictor that it is to follow. Default: the one with the most traffic',
  ),
  image: image.describe(
    'The new image of the only container, or of each container by its name',
  ),
  modelUri: modelUri.describe(
    'The new model URI of the only graph node that has one, or of each node by its name',
  ),
  replicas: replicas.describe(
    'How many of the new version. Default: as many as of the running one',
  ),
  trafficPercent: trafficPercent.describe(
    'Percent of the requests for the new version, from when it is ready. 0: none until it is promoted. Default: 10',
  ),
  shadow: shadow.describe(
    'Give it a copy of the requests instead of a share. Needs an HTTPRoute',
  ),
  timeout: durationSchema
    .default('15m')
    .describe(
      'How long to wait at most until it has its share, and as long again for its numbers. Default: 15m',
    ),
  compare: compareSchema
    .optional()
    .describe(
      'Watch both versions once the new one has its share, and fail when its numbers are worse than allowed',
    ),
});

const outputSchema = z.object({
  ...modelOutput,
  stable: z.string().describe('The predictor that ran before'),
  candidate: z.string().describe('The predictor of the new version'),
  trafficPercent: z
    .number()
    .describe('Percent of the requests for the new version'),
  summary: z.string().describe('What was done, in words'),
  objects: objectsOutput,
  warnings: warningsOutput,
  comparison: comparisonSchema
    .optional()
    .describe('The numbers of both versions, where they were compared'),
});

type Output = z.infer<typeof outputSchema>;

/** `seldon:model:rollout` */
export function createRolloutAction(dependencies: ActionDependencies) {
  const { api } = dependencies;
  return defineAction({
    id: 'seldon:model:rollout',
    description:
      'Puts a new version of a model beside the running one and, once it is ready, gives it its share of the requests. No ' +
      'request fails on the way. Run again it goes on; promote or abort ends it',
    examples,
    supportsDryRun: true,
    schema: { input: () => inputSchema, output: () => outputSchema },
    async handler(ctx) {
      const { cluster, namespace, name, timeout, compare, ...request } =
        parseInput(inputSchema, ctx.input);
      const ref = { cluster, namespace, name };
      const model = stringifyModelRef(ref);
      if (ctx.isDryRun) {
        ctx.logger.info(
          `Dry run: would give a new version of ${model} ${request.trafficPercent} % of the requests`,
        );
        writeOutputs<Output>(ctx, {
          ...ref,
          entityRef: entityRefOf(ref),
          stable: request.from ?? '',
          candidate: request.version ?? '',
          trafficPercent: request.trafficPercent,
          summary: 'Dry run: nothing was changed',
          objects: [],
          warnings: [],
        });
        return;
      }
      const timeoutMs = durationMs(timeout);
      const result = await followRollout(dependencies, ctx, {
        takeStep: options => api.startRollout({ ...ref, ...request }, options),
        timeoutMs,
      }).catch(error => {
        throw explain(error, `Rolling out a new version of ${model} failed`);
      });
      const { stable, candidate = '' } = result;
      const comparison =
        compare &&
        (await compareVersions(dependencies, ctx, {
          ref: result.ref,
          stable,
          candidate,
          compare,
          timeoutMs,
        }).catch(error => {
          throw explain(
            error,
            `The new version of ${model} is not to be promoted`,
          );
        }));
      writeOutputs<Output>(ctx, {
        ...result.ref,
        entityRef: entityRefOf(result.ref),
        stable,
        candidate,
        trafficPercent: result.trafficPercent ?? request.trafficPercent,
        summary: result.summary,
        objects: result.objects,
        warnings: result.warnings,
        comparison,
      });
    },
  });
}
