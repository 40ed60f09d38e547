import { InputError } from '@backstage/errors';
import { parseDocument } from 'yaml';

type Json = unknown;
type JsonObject = Record<string, Json>;

const MAX_DEPTH = 32;
const MAX_VALUES = 5_000;
const MAX_ALIASES = 50;
/** Assigned by name, they would change more than the object at hand. */
const UNSAFE_KEYS = ['__proto__', 'constructor', 'prototype'];

/**
 * A JSON merge patch, given as such or as YAML text.
 *
 * @param field - of the request, for what is said when it is refused
 */
export function parsePatch(
  patch: string | JsonObject,
  field: string,
): JsonObject {
  const value = typeof patch === 'string' ? parseYaml(patch, field) : patch;
  if (!isObject(value)) {
    throw new InputError(
      `${field}: must be an object, so a mapping in YAML (got ${describe(value)})`,
    );
  }
  requirePlain(value, field);
  return value;
}

function parseYaml(text: string, field: string): Json {
  let value: Json;
  let problem: string | undefined;
  try {
    const document = parseDocument(text, { stringKeys: true });
    problem = [...document.errors, ...document.warnings][0]?.message;
    value = problem ? undefined : document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (error) {
    // Thousands of brackets exhaust the parser, as aliases of aliases exhaust their bound.
    problem =
      error instanceof RangeError
        ? 'it is nested too deeply'
        : `${(error as Error).message}; at most ${MAX_ALIASES} aliases are followed`;
  }
  if (problem) {
    const [sentence] = problem.trim().split('\n');
    throw new InputError(
      `${field}: must be YAML (got what no parser takes: ${sentence.replace(/:$/, '')})`,
    );
  }
  return value;
}

/** Refuses what no Kubernetes object holds, and what would only be there to wear out the reader. */
function requirePlain(root: JsonObject, field: string): void {
  let values = 0;
  const visit = (value: Json, path: string, depth: number): void => {
    values += 1;
    if (values > MAX_VALUES) {
      throw new InputError(
        `${field}: must have at most ${MAX_VALUES} values, aliases counted as often as they are used (got more)`,
      );
    }
    if (depth > MAX_DEPTH) {
      throw new InputError(
        `${field}: must be at most ${MAX_DEPTH} levels deep (got more)`,
      );
    }
    if (Array.isArray(value)) {
      value.forEach((item, index) =>
        visit(item, `${path}.${index}`, depth + 1),
      );
    } else if (isObject(value)) {
      for (const [key, member] of Object.entries(value)) {
        if (UNSAFE_KEYS.includes(key)) {
          throw new InputError(`${path}: must not have the key ${key}`);
        }
        visit(member, `${path}.${key}`, depth + 1);
      }
    } else if (!isScalar(value)) {
      throw new InputError(
        `${path}: must be a text, a number, true, false, null, a list or an object (got ${describe(value)})`,
      );
    }
  };
  visit(root, field, 0);
}

/** JSON merge patch, RFC 7396: objects are merged, null removes, everything else replaces. */
export function mergePatch(target: Json, patch: Json): Json {
  if (!isObject(patch)) {
    return patch;
  }
  const merged = new Map(isObject(target) ? Object.entries(target) : []);
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) {
      merged.delete(key);
    } else {
      merged.set(key, mergePatch(merged.get(key), value));
    }
  }
  return Object.fromEntries(merged);
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isScalar(value: Json): boolean {
  return (
    value === null ||
    typeof value === 'string' ||
    typeof value === 'boolean' ||
    (typeof value === 'number' && Number.isFinite(value))
  );
}

function describe(value: Json): string {
  if (value === null || value === undefined) {
    return 'nothing';
  }
  if (Array.isArray(value)) {
    return 'a list';
  }
  return typeof value === 'object'
    ? 'an object'
    : `the ${typeof value} ${value}`;
}
