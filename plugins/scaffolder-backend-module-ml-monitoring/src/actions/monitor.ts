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
  takeOverInput,
  warningsOutput,
  writeOutputs,
} from './schemas';

const MONITOR_KINDS = ['ServiceMonitor', 'PodMonitor'];

const {
  scrape,
  customMetrics,
  scrapeInterval,
  slo,
  alerts,
  runbook,
  dashboard,
  dataSource,
} = monitoringRequestSchema.shape;

const inputSchema = z.object({
  ...modelInput,
  scrape: scrape.describe(
    'How the metrics are collected. auto, the default: by a ServiceMonitor, unless a monitor that is there selects the model already. none: the caller sees to it',
  ),
  customMetrics: customMetrics.describe(
    "Also scrape the model containers' own metrics, which models on Seldon's Python wrapper and on MLServer have",
  ),
  scrapeInterval: scrapeInterval.describe(
    'How often Prometheus asks. Default: as the platform team configured',
  ),
  slo: slo.describe(
    'What is promised of the model: availabilityPercent such as 99.9, and latencyP95 such as 250ms. Default: what the SeldonDeployment says',
  ),
  alerts: alerts.describe('Make alert rules that hold the model to its SLO'),
  runbook: runbook.describe(
    'A link to what to do when an alert fires. Default: what the SeldonDeployment says',
  ),
  dashboard: dashboard.describe(
    'Make a Grafana dashboard, where the cluster has a Grafana operator',
  ),
  dataSource: dataSource.describe(
    'Also make the Prometheus data source of that Grafana',
  ),
  takeOver: takeOverInput,
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
    description:
      'Has Prometheus scrape the metrics of a model and, where asked for, makes alert rules and a Grafana dashboard. Leaves the SeldonDeployment as it is',
    examples,
    supportsDryRun: true,
    schema: { input: () => inputSchema, output: () => outputSchema },
    async handler(ctx) {
      const { cluster, namespace, name, takeOver, ...monitoring } = parseInput(
        inputSchema,
        ctx.input,
      );
      const result = await provision(
        dependencies,
        ctx,
        { cluster, namespace, name, monitoring, takeOver },
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
