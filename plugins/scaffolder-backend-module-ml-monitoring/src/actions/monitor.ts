import { defineAction } from '../defineAction';
import { monitoringRequestSchema } from 'backstage-plugin-ml-monitoring-common';
import { z } from 'zod/v3';
import type { ActionDependencies } from '../client/BackendCaller';
import { examples } from './monitor.examples';
import { provision } from './provision';
import {
  modelInput,
  modelOutput,
  objectsOutput,
  parseInput,
  warningsOutput,
  writeOutputs,
} from './schemas';

const MONITOR_KINDS = ['ServiceMonitor', 'PodMonitor'];

const inputSchema = z.object({
  ...modelInput,
  customMetrics: monitoringRequestSchema.shape.customMetrics.describe(
    "Also scrape the model containers' own metrics, which models on Seldon's Python wrapper and on MLServer have",
  ),
  scrapeInterval: monitoringRequestSchema.shape.scrapeInterval.describe(
    'How often Prometheus asks. Default: as the platform team configured',
  ),
});

const outputSchema = z.object({
  ...modelOutput,
  monitors: z
    .array(z.object({ kind: z.string(), name: z.string() }))
    .describe('What tells Prometheus to scrape the model'),
  objects: objectsOutput,
  warnings: warningsOutput,
});

type Output = z.infer<typeof outputSchema>;

/** `seldon:model:monitor` */
export function createMonitorAction(dependencies: ActionDependencies) {
  return defineAction({
    id: 'seldon:model:monitor',
    description: 'Has Prometheus scrape the metrics of a model',
    examples,
    supportsDryRun: true,
    schema: { input: () => inputSchema, output: () => outputSchema },
    async handler(ctx) {
      const { cluster, namespace, name, ...monitoring } = parseInput(
        inputSchema,
        ctx.input,
      );
      const result = await provision(
        dependencies,
        ctx,
        { cluster, namespace, name, monitoring },
        'Monitoring',
      );
      writeOutputs<Output>(ctx, {
        ...result.ref,
        entityRef: result.entityRef,
        monitors: result.objects
          .filter(
            ({ kind, result: done }) =>
              MONITOR_KINDS.includes(kind) && done !== 'deleted',
          )
          .map(({ kind, name: monitor }) => ({ kind, name: monitor })),
        objects: result.objects,
        warnings: result.warnings,
      });
    },
  });
}
