import { isDeepStrictEqual } from 'node:util';

export type JsonObject = Record<string, any>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * A deep copy of JSON data, several times faster than `structuredClone`. Drops `undefined` members
 * as JSON does, and shares frozen parts, which nobody can change anyway.
 */
export function copyJson<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) {
    return value;
  }
  if (Array.isArray(value)) return value.map(copyJson) as T;
  const source = value as JsonObject;
  const copy: JsonObject = {};
  for (const key of Object.keys(source)) {
    const member = source[key];
    if (member !== undefined) setMember(copy, key, copyJson(member));
  }
  return copy as T;
}

export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}

/** Sets a member even when it is called `__proto__`, which came over the wire as data. */
export function setMember(object: JsonObject, key: string, value: unknown) {
  if (key === '__proto__') {
    Object.defineProperty(object, key, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  } else {
    object[key] = value;
  }
}

export const sameJson = (left: unknown, right: unknown) =>
  isDeepStrictEqual(left, right);
