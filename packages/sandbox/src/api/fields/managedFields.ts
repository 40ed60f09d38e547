import type { KubeObject } from '../Cluster';
import { deepFreeze } from '../json';
import type { FieldSchema } from '../schema';
import { difference, type Difference } from './compare';
import { FieldSet } from './FieldSet';

/** Who wrote, how and where: what makes two writes share an entry. */
export interface Manager {
  manager: string;
  operation: 'Update' | 'Apply';
  apiVersion: string;
  subresource?: string;
}

export interface ManagedEntry extends Manager {
  time: string;
  fields: FieldSet;
}

export const disown = (entry: ManagedEntry, changes: Difference) => ({
  ...entry,
  fields: entry.fields.minus(changes.changed).minus(changes.removed),
});

export const sameManager = (left: Manager, right: Manager) =>
  left.manager === right.manager &&
  left.operation === right.operation &&
  left.apiVersion === right.apiVersion &&
  (left.subresource ?? '') === (right.subresource ?? '');

export function readManagedFields(object?: KubeObject): ManagedEntry[] {
  const entries = object?.metadata.managedFields;
  if (!Array.isArray(entries)) return [];
  return entries
    .filter(entry => entry?.manager && entry.operation)
    .map(entry => ({
      manager: entry.manager,
      operation: entry.operation,
      apiVersion: entry.apiVersion,
      ...(entry.subresource && { subresource: entry.subresource }),
      time: entry.time,
      fields: FieldSet.fromFieldsV1(entry.fieldsV1 ?? {}),
    }));
}

export function writeManagedFields(
  object: KubeObject,
  entries: ManagedEntry[],
) {
  const owning = entries.filter(({ fields }) => !fields.isEmpty);
  if (owning.length === 0) {
    delete object.metadata.managedFields;
    return;
  }
  // Frozen, so that copies of the object share it: it is the larger part of many objects.
  object.metadata.managedFields = deepFreeze(
    owning.map(
      ({ fields, time, manager, operation, apiVersion, subresource }) => ({
        manager,
        operation,
        apiVersion,
        time,
        fieldsType: 'FieldsV1',
        fieldsV1: fields.toFieldsV1(),
        ...(subresource && { subresource }),
      }),
    ),
  );
}

export interface TrackOptions {
  before: KubeObject | undefined;
  after: KubeObject;
  schema: FieldSchema;
  by: Manager;
  time: string;
}

/** Notes in `after` that `by` owns what it changed, taking it from whoever owned it. */
export function trackUpdate({ before, after, schema, by, time }: TrackOptions) {
  const changes = difference(before ?? {}, after, schema);
  const entries = readManagedFields(after);
  if (changes.changed.isEmpty && changes.removed.isEmpty) {
    if (entries.length === 0) delete after.metadata.managedFields;
    return;
  }
  const own = entries.find(entry => sameManager(entry, by));
  const others = entries.filter(entry => entry !== own);
  writeManagedFields(after, [
    ...others.map(entry => disown(entry, changes)),
    {
      ...by,
      time,
      fields: (own?.fields ?? FieldSet.of([]))
        .minus(changes.removed)
        .union(changes.changed),
    },
  ]);
}
