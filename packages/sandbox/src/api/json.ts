import { isDeepStrictEqual } from 'node:util';

export type JsonObject = Record<string, any>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A deep copy of JSON data, several times faster than `structuredClone`. Drops `undefined` members as JSON does. */
export function copyJson<T>(value: T): T {
  if (Array.isArray(value)) return value.map(copyJson) as T;
  if (!isObject(value)) return value;
  const copy: JsonObject = {};
  for (const key of Object.keys(value)) {
    if (value[key] !== undefined) setMember(copy, key, copyJson(value[key]));
  }
  return copy as T;
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
