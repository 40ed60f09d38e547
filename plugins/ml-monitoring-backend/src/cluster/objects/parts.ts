import { z } from 'zod/v3';

/** The API server leaves out, or writes as null, what is empty. */
export const listOf = <S extends z.ZodTypeAny>(item: S) =>
  z
    .array(item)
    .nullish()
    .transform(items => items ?? []);
export const record = z
  .record(z.string())
  .nullish()
  .transform(value => value ?? {});
export const text = z
  .string()
  .nullish()
  .transform(value => value ?? undefined);
export const count = z
  .number()
  .nullish()
  .transform(value => value ?? 0);
export const flag = z
  .boolean()
  .nullish()
  .transform(value => value ?? false);

export const metadata = z.object({
  name: z.string(),
  namespace: z.string().default(''),
  uid: text,
  generation: count,
  creationTimestamp: text,
  deletionTimestamp: text,
  labels: record,
  annotations: record,
  managedFields: listOf(
    z.object({
      manager: text,
      operation: text,
      time: text,
      subresource: text,
      fieldsV1: z.record(z.unknown()).nullish(),
    }),
  ),
});

export const condition = z.object({
  type: z.string(),
  status: z.string(),
  reason: text,
  message: text,
  lastTransitionTime: text,
});
export const conditions = listOf(condition);

export const containerSpec = z.object({
  name: z.string().default(''),
  image: text,
  args: listOf(z.string()),
  ports: listOf(z.object({ name: text, containerPort: z.number() })),
});
