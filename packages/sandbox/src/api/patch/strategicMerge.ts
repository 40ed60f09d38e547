import { failure } from '../errors';
import { isObject, sameJson, setMember, type JsonObject } from '../json';
import type { FieldSchema } from '../schema';

const mergePrimitives = (live: unknown[], patch: unknown[]) => [
  ...live,
  ...patch.filter(item => !live.some(other => sameJson(item, other))),
];

const isReplaceDirective = (item: unknown) =>
  isObject(item) && item.$patch === 'replace' && Object.keys(item).length === 1;

const setElementOrder = '$setElementOrder/';
const deleteFromPrimitiveList = '$deleteFromPrimitiveList/';

/** Kubernetes' strategic merge patch: a merge patch in which lists with a merge key merge by item. */
export function strategicMerge(
  target: unknown,
  patch: unknown,
  schema: FieldSchema | undefined,
): unknown {
  if (!isObject(patch)) return patch;
  if (patch.$patch === 'replace') return plainMembers(patch);
  if (patch.$patch === 'delete') return undefined;
  const result: JsonObject = isObject(target) ? { ...target } : {};
  retainKeys(result, patch.$retainKeys);
  for (const [key, value] of Object.entries(patch)) {
    if (key.startsWith('$')) continue;
    if (value === null) {
      delete result[key];
      continue;
    }
    const present = Object.hasOwn(result, key) ? result[key] : undefined;
    const of = schema?.properties?.[key] ?? schema?.additionalProperties;
    const merged = Array.isArray(value)
      ? mergeList(present, value, of)
      : strategicMerge(present, value, of);
    if (merged === undefined) delete result[key];
    else setMember(result, key, merged);
  }
  applyListDirectives(result, patch, schema);
  return result;
}

/** Without directives and without the nulls that mean "absent". */
function plainMembers(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plainMembers);
  if (!isObject(value)) return value;
  const result: JsonObject = {};
  for (const [key, member] of Object.entries(value)) {
    if (key.startsWith('$') || member === null) continue;
    setMember(result, key, plainMembers(member));
  }
  return result;
}

function retainKeys(result: JsonObject, keys: unknown) {
  if (!Array.isArray(keys)) return;
  for (const key of Object.keys(result)) {
    if (!keys.includes(key)) delete result[key];
  }
}

function mergeList(
  present: unknown,
  patch: unknown[],
  schema: FieldSchema | undefined,
): unknown[] {
  const live = Array.isArray(present) ? present : [];
  if (schema?.['x-kubernetes-patch-strategy'] !== 'merge') {
    return patch.map(plainMembers);
  }
  const mergeKey = schema['x-kubernetes-patch-merge-key'];
  if (!mergeKey) return mergePrimitives(live, patch);
  return patch.some(item => isObject(item) && item.$patch === 'replace')
    ? patch.filter(item => !isReplaceDirective(item)).map(plainMembers)
    : mergeItems(live, patch, { mergeKey, of: schema.items });
}

function mergeItems(
  live: unknown[],
  patch: unknown[],
  { mergeKey, of }: { mergeKey: string; of: FieldSchema | undefined },
): unknown[] {
  const rest = [...live];
  const patched: Positioned[] = [];
  for (const item of patch) {
    if (!isObject(item) || item[mergeKey] === undefined) {
      throw failure(
        500,
        '',
        `map: ${JSON.stringify(item)} does not contain declared merge key: ${mergeKey}`,
      );
    }
    const index = live.findIndex(
      other => isObject(other) && other[mergeKey] === item[mergeKey],
    );
    const value = strategicMerge(live[index], item, of);
    if (index >= 0) rest.splice(rest.indexOf(live[index]), 1);
    if (value !== undefined) patched.push({ value, index });
  }
  return interleaved(
    patched,
    rest.map(value => ({ value, index: live.indexOf(value) })),
  );
}

interface Positioned {
  value: unknown;
  /** Where it was in the live list; -1 for a new item. */
  index: number;
}

/** Items of the patch keep its order and go ahead, save of those that stood before them. */
function interleaved(patched: Positioned[], untouched: Positioned[]) {
  const result: unknown[] = [];
  const waiting = [...untouched];
  for (const { value, index } of patched) {
    while (waiting.length > 0 && waiting[0].index < index) {
      result.push(waiting.shift()!.value);
    }
    result.push(value);
  }
  return [...result, ...waiting.map(({ value }) => value)];
}

function applyListDirectives(
  result: JsonObject,
  patch: JsonObject,
  schema: FieldSchema | undefined,
) {
  for (const [directive, given] of Object.entries(patch)) {
    if (!Array.isArray(given)) continue;
    if (directive.startsWith(deleteFromPrimitiveList)) {
      const key = directive.slice(deleteFromPrimitiveList.length);
      const list = result[key];
      if (Array.isArray(list)) {
        result[key] = list.filter(item => !given.includes(item));
      }
    } else if (directive.startsWith(setElementOrder)) {
      const key = directive.slice(setElementOrder.length);
      const mergeKey =
        schema?.properties?.[key]?.['x-kubernetes-patch-merge-key'];
      if (Array.isArray(result[key])) {
        result[key] = ordered(result[key], given, mergeKey);
      }
    }
  }
}

/** Items named in the wanted order come in that order; others stay behind what preceded them. */
function ordered(list: unknown[], wanted: unknown[], mergeKey?: string) {
  const identity = (item: unknown) =>
    mergeKey && isObject(item) ? item[mergeKey] : item;
  const order = wanted.map(identity);
  const named = list
    .filter(item => order.includes(identity(item)))
    .sort(
      (left, right) =>
        order.indexOf(identity(left)) - order.indexOf(identity(right)),
    );
  return list.map(item =>
    order.includes(identity(item)) ? named.shift() : item,
  );
}
