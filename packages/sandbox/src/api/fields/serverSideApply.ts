import type { KubeObject } from '../Cluster';
import { failure, type StatusError } from '../errors';
import { isObject, setMember, type JsonObject } from '../json';
import type { FieldSchema } from '../schema';
import { difference, fieldsOf } from './compare';
import { FieldSet, pathText, type PathElement } from './FieldSet';
import {
  disown,
  readManagedFields,
  sameManager,
  writeManagedFields,
  type ManagedEntry,
  type Manager,
} from './managedFields';
import { mergeTyped, removeFields } from './mergeTyped';

export interface ApplyOptions {
  live: KubeObject | undefined;
  config: KubeObject;
  schema: FieldSchema;
  by: Manager;
  force: boolean;
  time: string;
}

/**
 * What the object becomes when `by` applies `config`: its fields set, fields it applied earlier and
 * left out now removed unless others own them too, ownership noted. Throws 409 with one cause per
 * field that would be taken from another manager.
 */
export function serverSideApply(options: ApplyOptions): KubeObject {
  const { live, schema, by, force, time } = options;
  const config = withoutNulls(options.config) as KubeObject;
  const applied = fieldsOf(config, schema);
  const entries = readManagedFields(live);
  const own = entries.find(entry => sameManager(entry, by));
  const others = entries.filter(entry => entry !== own);

  const merged = mergeTyped(live ?? {}, config, schema);
  const next = removeFields(
    merged,
    schema,
    dropped(own, applied, others),
  ) as KubeObject;
  const changes = difference(live ?? {}, next, schema);
  const conflicts = others.flatMap(entry =>
    entry.fields
      .intersect(changes.changed)
      .toPaths()
      .map(path => ({ entry, path })),
  );
  const refused = force ? [] : withoutLastApplied(conflicts, options);
  if (refused.length > 0) throw applyConflict(refused);

  const unchanged =
    own?.fields.equals(applied) &&
    changes.changed.isEmpty &&
    changes.removed.isEmpty;
  writeManagedFields(next, [
    { ...by, time: unchanged ? own!.time : time, fields: applied },
    ...others.map(entry => disown(entry, changes)),
  ]);
  if (by.manager === 'kubectl') renewLastApplied(live, next, config);
  return next;
}

const lastAppliedAnnotation =
  'kubectl.kubernetes.io/last-applied-configuration';

const lastAppliedOf = (object: KubeObject | undefined) =>
  object?.metadata.annotations?.[lastAppliedAnnotation];

/** What `kubectl apply` wrote by patch, `kubectl apply --server-side` may take over. */
function withoutLastApplied(
  conflicts: Conflict[],
  { by, live, schema }: ApplyOptions,
): Conflict[] {
  const text = lastAppliedOf(live);
  if (by.manager !== 'kubectl' || text === undefined) return conflicts;
  const earlier = fieldsOf(parseOrEmpty(text), schema);
  return conflicts.filter(({ path }) => !earlier.has(path));
}

function renewLastApplied(
  live: KubeObject | undefined,
  next: KubeObject,
  config: KubeObject,
) {
  if (lastAppliedOf(live) === undefined) return;
  next.metadata.annotations = {
    ...next.metadata.annotations,
    [lastAppliedAnnotation]: `${JSON.stringify(config)}\n`,
  };
}

function parseOrEmpty(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

function dropped(
  own: ManagedEntry | undefined,
  applied: FieldSet,
  others: ManagedEntry[],
) {
  const before = own?.fields ?? FieldSet.of([]);
  const stillOwned = others.reduce(
    (all, { fields }) => all.union(fields.withParents()),
    applied.withParents(),
  );
  return {
    remove: before.minus(stillOwned),
    emptied: before.withParents().minus(stillOwned),
  };
}

/** A null in a configuration says nothing: generators write `creationTimestamp: null`. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isObject(value)) return value;
  const kept: JsonObject = {};
  for (const [key, member] of Object.entries(value)) {
    if (member !== null) setMember(kept, key, withoutNulls(member));
  }
  return kept;
}

interface Conflict {
  entry: ManagedEntry;
  path: PathElement[];
}

function managerText({ manager, operation, apiVersion, subresource }: Manager) {
  const name = JSON.stringify(manager);
  const where = subresource ? ` with subresource "${subresource}"` : '';
  return operation === 'Update'
    ? `${name}${where} using ${apiVersion}`
    : `${name}${where}`;
}

function applyConflict(conflicts: Conflict[]): StatusError {
  return failure(
    409,
    'Conflict',
    conflicts.length === 1
      ? `Apply failed with 1 conflict: conflict with ${managerText(conflicts[0].entry)}: ${pathText(conflicts[0].path)}`
      : `Apply failed with ${conflicts.length} conflicts: ${conflictList(conflicts)}`,
    {
      causes: conflicts.map(({ entry, path }) => ({
        reason: 'FieldManagerConflict',
        message: `conflict with ${managerText(entry)}`,
        field: pathText(path),
      })),
    },
  );
}

function conflictList(conflicts: Conflict[]): string {
  const byManager = new Map<string, string[]>();
  for (const { entry, path } of conflicts) {
    const text = managerText(entry);
    byManager.set(text, [
      ...(byManager.get(text) ?? []),
      `- ${pathText(path)}`,
    ]);
  }
  return [...byManager]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .flatMap(([manager, paths]) => [`conflicts with ${manager}:`, ...paths])
    .join('\n');
}
