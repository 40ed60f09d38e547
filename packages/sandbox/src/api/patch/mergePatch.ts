import { isObject, setMember, type JsonObject } from '../json';

/** JSON Merge Patch (RFC 7386). */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const result: JsonObject = isObject(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key];
    else {
      const present = Object.hasOwn(result, key) ? result[key] : undefined;
      setMember(result, key, mergePatch(present, value));
    }
  }
  return result;
}
