import { isDeepStrictEqual } from 'node:util';

/** One step of a JSON patch (RFC 6902). */
export type PatchStep =
  | { op: 'add' | 'replace'; path: string; value: unknown }
  | { op: 'remove'; path: string };

/** The steps from one value to another, as deep as they differ, so that a person can read what differs. */
export function jsonPatch(
  before: unknown,
  after: unknown,
  path = '',
): PatchStep[] {
  if (isDeepStrictEqual(before, after)) {
    return [];
  }
  if (isObject(before) && isObject(after)) {
    return [
      ...Object.keys(before)
        .filter(key => !Object.hasOwn(after, key))
        .map(key => ({ op: 'remove' as const, path: below(path, key) })),
      ...Object.entries(after).flatMap(([key, value]) =>
        Object.hasOwn(before, key)
          ? jsonPatch(before[key], value, below(path, key))
          : [{ op: 'add' as const, path: below(path, key), value }],
      ),
    ];
  }
  if (
    Array.isArray(before) &&
    Array.isArray(after) &&
    before.length === after.length
  ) {
    return after.flatMap((value, index) =>
      jsonPatch(before[index], value, below(path, String(index))),
    );
  }
  return [{ op: 'replace', path, value: after }];
}

function below(path: string, key: string): string {
  return `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
