import { z } from 'zod/v3';
import { flag, listOf, record, text, writtenMetadata } from './parts';

const labelSelector = z
  .object({
    matchLabels: record,
    matchExpressions: listOf(
      z.object({
        key: z.string(),
        operator: z.string(),
        values: listOf(z.string()),
      }),
    ),
  })
  .nullish()
  .transform(value => value ?? { matchLabels: {}, matchExpressions: [] });
export type LabelSelectorObject = z.output<typeof labelSelector>;

const scrapeEndpoint = z.object({
  port: text,
  targetPort: z.union([z.string(), z.number()]).nullish(),
  path: text,
  interval: text,
  relabelings: listOf(
    z.object({
      action: text,
      sourceLabels: listOf(z.string()),
      regex: text,
    }),
  ),
});
export type ScrapeEndpointObject = z.output<typeof scrapeEndpoint>;

/** Absent: its own namespace. */
const namespaceSelector = z
  .object({ any: flag, matchNames: listOf(z.string()) })
  .nullish()
  .transform(value => value ?? undefined);

export const serviceMonitorSchema = z.object({
  metadata: writtenMetadata,
  spec: z.object({
    selector: labelSelector,
    namespaceSelector,
    endpoints: listOf(scrapeEndpoint),
  }),
});
export type ServiceMonitorObject = z.output<typeof serviceMonitorSchema>;

export const podMonitorSchema = z.object({
  metadata: writtenMetadata,
  spec: z.object({
    selector: labelSelector,
    namespaceSelector,
    podMetricsEndpoints: listOf(scrapeEndpoint),
  }),
});
export type PodMonitorObject = z.output<typeof podMonitorSchema>;
