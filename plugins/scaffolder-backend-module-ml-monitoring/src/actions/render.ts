import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  renderRequestSchema,
  stringifyModelRef,
} from 'backstage-plugin-ml-monitoring-common';
import { z } from 'zod/v3';
import {
  onBehalfOfInitiator,
  type ActionDependencies,
} from '../client/BackendCaller';
import { explain } from '../client/errors';
import { defineAction } from '../defineAction';
import { environmentSchema } from '../render/environment';
import { renderModel } from '../render/renderModel';
import { examples } from './render.examples';
import {
  modelInput,
  modelOutput,
  parseInput,
  warningsOutput,
  writeOutputs,
} from './schemas';

const { deployment, exposure, monitoring, grafanaOperator, name } =
  renderRequestSchema.shape;

const inputSchema = z.object({
  ...modelInput,
  deployment: deployment
    .unwrap()
    .describe('What seldon:model:deploy would be given'),
  exposure: exposure.describe(
    'What seldon:model:expose would be given. The kind has to be said: auto needs a cluster to look at',
  ),
  monitoring: monitoring.describe(
    'What seldon:model:monitor would be given. auto, the default of scrape, is a ServiceMonitor here',
  ),
  grafanaOperator: grafanaOperator.describe(
    'Which Grafana operator the cluster has; needed for a dashboard or data source',
  ),
  environments: z
    .array(environmentSchema)
    .min(1)
    .max(20)
    .optional()
    .describe(
      'An overlay each, with what differs there: cluster, namespace, replicas, image, modelUri, traffic, host. Default: one, named after the namespace',
    ),
  entityName: name
    .optional()
    .describe('The name of the catalog entity. Default: the name of the model'),
  targetPath: z
    .string()
    .max(1000)
    .default('.')
    .describe(
      'Where in the workspace to write. Default: its root. Files of the same name are replaced',
    ),
});

const outputSchema = z.object({
  ...modelOutput,
  files: z
    .array(z.string())
    .describe('What was written, as paths in the workspace'),
  warnings: warningsOutput,
});

type Output = z.infer<typeof outputSchema>;

/** `seldon:model:render` */
export function createRenderAction(dependencies: ActionDependencies) {
  return defineAction({
    id: 'seldon:model:render',
    description:
      'Writes what deploying, exposing and monitoring a model would apply into the workspace, for any publish action: a kustomize base, ' +
      'an overlay for each environment, and catalog-info.yaml. Asks no cluster',
    examples,
    supportsDryRun: true,
    schema: { input: () => inputSchema, output: () => outputSchema },
    async handler(ctx) {
      const { environments, entityName, targetPath, ...request } = parseInput(
        inputSchema,
        ctx.input,
      );
      const target = resolveSafeChildPath(ctx.workspacePath, targetPath);
      const { cluster, namespace, name: model } = request;
      const { files, entity, warnings } = await renderModel({
        request,
        environments: environments ?? [{ name: namespace }],
        entityName: entityName ?? model,
        render: async wanted =>
          dependencies.api.renderModel(
            wanted,
            await onBehalfOfInitiator(dependencies, ctx),
          ),
      }).catch(error => {
        throw explain(error, `Rendering ${stringifyModelRef(request)} failed`);
      });
      const written: string[] = [];
      for (const [below, content] of files) {
        const file = resolveSafeChildPath(target, below);
        await mkdir(path.dirname(file), { recursive: true });
        await writeFile(file, content);
        const shown = path
          .relative(ctx.workspacePath, file)
          .replaceAll(path.sep, '/');
        written.push(shown);
        ctx.logger.info(`Wrote ${shown}`);
      }
      warnings.forEach(warning => ctx.logger.warn(warning));
      writeOutputs<Output>(ctx, {
        cluster,
        namespace,
        name: model,
        entityRef: stringifyEntityRef(entity),
        files: written,
        warnings,
      });
    },
  });
}
