import {
  appliedFields,
  isObject,
  isWhole,
  type FieldTree,
  type Managed,
} from '../plans/fieldTree';

type Fields = Record<string, unknown>;

/**
 * What a manager has applied of an object, with the values it has now. Applying this again changes nothing, so whoever
 * changes one field of it changes that field and no other.
 *
 * @public
 */
export function asApplied(
  object: Managed & Record<string, unknown>,
  manager: string,
): Record<string, unknown> {
  return pick(object, appliedFields(object, manager) ?? {});
}

/** Who else owns the field, e.g. `['spec', 'predictors']`, or a part of it. @public */
export function otherOwners(
  object: Managed,
  path: readonly string[],
  manager: string,
): string[] {
  const owners = specEntries(object)
    .filter(entry => entry.manager !== manager)
    .filter(({ fieldsV1 }) => owns((fieldsV1 ?? {}) as FieldTree, path))
    .flatMap(entry => entry.manager ?? []);
  return [...new Set(owners)];
}

/** When somebody last changed what the object asks for, as the API server keeps the books. @public */
export function specChangedAt(object: Managed): Date | undefined {
  const last = specEntries(object)
    .filter(({ fieldsV1 }) => owns((fieldsV1 ?? {}) as FieldTree, ['spec']))
    .flatMap(entry => (entry as { time?: string }).time ?? [])
    .sort()
    .at(-1);
  return last === undefined ? undefined : new Date(last);
}

/** A status is written by controllers, through a way of its own. */
function specEntries({ metadata }: Managed) {
  return (metadata.managedFields ?? []).filter(
    ({ subresource }) => !subresource,
  );
}

function pick(value: Fields, tree: FieldTree): Fields {
  const picked: Fields = {};
  for (const [element, below] of Object.entries(tree)) {
    const name = element.slice('f:'.length);
    if (!element.startsWith('f:') || value[name] === undefined) {
      continue;
    }
    const inner = value[name];
    picked[name] =
      isObject(inner) && !isWhole(below) ? pick(inner, below) : inner;
  }
  return picked;
}

function owns(tree: FieldTree, [first, ...rest]: readonly string[]): boolean {
  const below = tree[`f:${first}`];
  return (
    below !== undefined &&
    (rest.length === 0 || isWhole(below) || owns(below, rest))
  );
}
