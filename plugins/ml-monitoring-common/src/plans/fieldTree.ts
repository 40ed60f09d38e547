/**
 * Which fields of an object somebody owns, as the API server keeps books in `managedFields[].fieldsV1`: `f:` a member,
 * `k:` an item of a list by its keys, `v:` an item by its value, `i:` by its place, `.` the thing itself. Without members
 * it is all that is below.
 *
 * @public
 */
export interface FieldTree {
  [element: string]: FieldTree;
}

/** As much of an object's metadata as tells who owns its fields. @public */
export interface Managed {
  metadata: {
    managedFields?: readonly {
      manager?: string;
      operation?: string;
      subresource?: string;
      fieldsV1?: unknown;
    }[];
  };
}

/** The fields that a manager has applied. @public */
export function appliedFields(
  { metadata }: Managed,
  manager: string,
): FieldTree | undefined {
  const own = (metadata.managedFields ?? []).filter(
    entry =>
      entry.manager === manager &&
      entry.operation === 'Apply' &&
      !entry.subresource,
  );
  return own.length
    ? own.reduce<FieldTree>(
        (all, { fieldsV1 }) => unite(all, (fieldsV1 ?? {}) as FieldTree),
        {},
      )
    : undefined;
}

/** The fields that a manifest sets, each list as a whole. */
export function fieldsOf(manifest: object): FieldTree {
  return Object.fromEntries(
    Object.entries(manifest).map(([name, value]) => [
      `f:${name}`,
      isObject(value) ? fieldsOf(value) : {},
    ]),
  );
}

/** What either has. Who has a thing as a whole has all of its parts. */
export function unite(left: FieldTree, right: FieldTree): FieldTree {
  const all = { ...left };
  for (const [element, below] of Object.entries(right)) {
    const known = left[element];
    if (known && (isWhole(known) || isWhole(below))) {
      all[element] = {};
    } else {
      all[element] = known ? unite(known, below) : below;
    }
  }
  return all;
}

/** A thing with all that is below it. */
export const isWhole = (tree: FieldTree) => Object.keys(tree).length === 0;

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
