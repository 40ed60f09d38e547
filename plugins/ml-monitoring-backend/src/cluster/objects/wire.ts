import { z } from 'zod/v3';
import { listOf, text } from './parts';

/** What every object has, whatever it is. */
export const anyObjectSchema = z
  .object({
    apiVersion: z.string(),
    kind: z.string(),
    metadata: z
      .object({
        name: z.string(),
        namespace: z.string().optional(),
        uid: z.string().optional(),
        resourceVersion: z.string().optional(),
        labels: z.record(z.string()).optional(),
        annotations: z.record(z.string()).optional(),
        ownerReferences: z.array(z.unknown()).optional(),
        managedFields: z
          .array(
            z
              .object({
                manager: z.string().optional(),
                operation: z.string().optional(),
                subresource: z.string().optional(),
              })
              .passthrough(),
          )
          .optional(),
      })
      .passthrough(),
  })
  .passthrough();
export type AnyObject = z.output<typeof anyObjectSchema>;

/** A page of a list, its items not looked at yet. */
export const pageSchema = z.object({
  metadata: z.object({ continue: text, resourceVersion: text }).nullish(),
  items: listOf(z.unknown()),
});

/** How the API server says that something went wrong. */
export const statusSchema = z.object({
  kind: z.literal('Status'),
  message: z.string().default(''),
  reason: z.string().default(''),
  code: z.number().optional(),
  details: z
    .object({
      name: text,
      kind: text,
      retryAfterSeconds: z.number().nullish(),
      causes: listOf(z.object({ reason: text, message: text, field: text })),
    })
    .nullish(),
});
