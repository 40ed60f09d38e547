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

const owner = z.object({ kind: z.string(), name: z.string() });

export const metadata = z.object({
  name: z.string(),
  namespace: z.string().default(''),
  uid: text,
  generation: count,
  creationTimestamp: text,
  deletionTimestamp: text,
  labels: record,
  annotations: record,
});

/** Who wrote last which fields of the spec. The whole tree of fields would be the larger part of many objects. */
const write = z
  .object({
    manager: text,
    time: text,
    subresource: text,
    fieldsV1: z.object({ 'f:spec': z.record(z.unknown()).nullish() }).nullish(),
  })
  .transform(({ fieldsV1, ...rest }) => ({
    ...rest,
    /** Absent: none. Empty: all of it. */
    specFields:
      fieldsV1?.['f:spec'] &&
      Object.keys(fieldsV1['f:spec']).flatMap(field =>
        field.startsWith('f:') ? [field.slice(2)] : [],
      ),
  }));

/** Of objects that people write. */
export const writtenMetadata = metadata.extend({
  ownerReferences: listOf(owner),
  managedFields: listOf(write),
});
export type WrittenMetadata = z.output<typeof writtenMetadata>;

/** Of objects that controllers make for others. */
export const ownedMetadata = metadata.extend({
  ownerReferences: listOf(owner),
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
