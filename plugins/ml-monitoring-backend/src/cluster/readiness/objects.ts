import type { StructuralSchema } from 'backstage-plugin-ml-monitoring-common';
import { z } from 'zod/v3';
import { count, listOf, metadata, record, text } from '../objects/parts';

/** Unlike the selector of a monitor, one that is not set here selects nothing. */
const optionalSelector = z
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
  .transform(value => value ?? undefined);

/** Its shape is the API server's own business, which takes no CRD with another. */
const structuralSchema = z.custom<StructuralSchema>(
  value => typeof value === 'object' && value !== null,
);

export const apiGroupsSchema = z.object({
  groups: listOf(z.object({ name: z.string() })),
});

export const apiGroupSchema = z.object({
  versions: listOf(z.object({ version: z.string() })),
});

export const crdSchema = z.object({
  spec: z.object({
    versions: listOf(
      z.object({
        name: z.string(),
        storage: z.boolean().default(false),
        schema: z
          .object({ openAPIV3Schema: structuralSchema.optional() })
          .optional(),
      }),
    ),
  }),
});

export const openApiSchema = z.object({
  components: z
    .object({
      schemas: z.record(
        structuralSchema.and(
          z.object({
            'x-kubernetes-group-version-kind': listOf(
              z.object({ kind: z.string() }),
            ),
          }),
        ),
      ),
    })
    .optional(),
});

export const operatorSchema = z.object({
  metadata,
  spec: z.object({
    template: z.object({
      metadata: z.object({ annotations: record }).nullish(),
      spec: z.object({
        containers: listOf(
          z.object({
            name: z.string(),
            image: text,
            args: listOf(z.string()),
            env: listOf(
              z.object({
                name: z.string(),
                value: text,
                valueFrom: z
                  .object({
                    fieldRef: z.object({ fieldPath: z.string() }).nullish(),
                  })
                  .nullish(),
              }),
            ),
          }),
        ),
      }),
    }),
  }),
  status: z.object({ availableReplicas: count }).nullish(),
});
export type OperatorObject = z.output<typeof operatorSchema>;

export const webhookConfigurationSchema = z.object({
  metadata,
  webhooks: listOf(
    z.object({
      name: z.string(),
      clientConfig: z.object({
        service: z
          .object({ namespace: z.string(), name: z.string() })
          .nullish(),
      }),
    }),
  ),
});

export const prometheusSchema = z.object({
  metadata,
  spec: z.object({
    replicas: z.number().nullish(),
    serviceAccountName: text,
    serviceMonitorSelector: optionalSelector,
    serviceMonitorNamespaceSelector: optionalSelector,
    podMonitorSelector: optionalSelector,
    podMonitorNamespaceSelector: optionalSelector,
    ruleSelector: optionalSelector,
    ruleNamespaceSelector: optionalSelector,
  }),
});

export const grafanaSchema = z.object({
  metadata,
  spec: z
    .object({ dashboardLabelSelector: listOf(optionalSelector) })
    .nullish(),
});

export const configMapSchema = z.object({ metadata, data: record });

export const onlyMetadataSchema = z.object({ metadata });
