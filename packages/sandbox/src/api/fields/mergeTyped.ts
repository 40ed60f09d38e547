import { isObject, setMember, type JsonObject } from '../json';
import type { FieldSchema } from '../schema';
import { elementsOf, type Element } from './elements';
import type { FieldSet, PathElement } from './FieldSet';

const isEmpty = (value: unknown) =>
  Array.isArray(value)
    ? value.length === 0
    : isObject(value) && Object.keys(value).length === 0;

/** Lays a configuration over a live value: maps and keyed lists merge, all else is replaced. */
export function mergeTyped(
  live: unknown,
  config: unknown,
  schema: FieldSchema | undefined,
): unknown {
  const liveElements = elementsOf(live, schema);
  const configElements = elementsOf(config, schema);
  if (!liveElements || !configElements) return config;
  if (Array.isArray(live) !== Array.isArray(config)) return config;
  if (Array.isArray(live)) return mergeItems(liveElements, configElements);
  const merged: JsonObject = { ...(live as JsonObject) };
  for (const { element, value, schema: of } of configElements) {
    const name = element.slice(2);
    setMember(
      merged,
      name,
      Object.hasOwn(merged, name) ? mergeTyped(merged[name], value, of) : value,
    );
  }
  return merged;
}

/** In the order of the configuration; items that only the live list has keep their place. */
function mergeItems(live: Element[], config: Element[]): unknown[] {
  const configured = new Set(config.map(({ element }) => element));
  const liveByElement = new Map(live.map(each => [each.element, each]));
  const merged: unknown[] = [];
  let next = 0;
  const takeLiveOnly = () => {
    while (next < live.length && !configured.has(live[next].element)) {
      merged.push(live[next].value);
      next += 1;
    }
  };
  for (const { element, value, schema } of config) {
    takeLiveOnly();
    const counterpart = liveByElement.get(element);
    merged.push(
      counterpart ? mergeTyped(counterpart.value, value, schema) : value,
    );
    if (counterpart) next += 1;
  }
  takeLiveOnly();
  return merged;
}

/** Removes the given fields, and containers around them that became empty if they are in `emptied`. */
export function removeFields(
  value: unknown,
  schema: FieldSchema | undefined,
  { remove, emptied }: { remove: FieldSet; emptied: FieldSet },
  path: readonly PathElement[] = [],
): unknown {
  const elements = elementsOf(value, schema);
  if (!elements) return value;
  const kept = elements.flatMap(each => {
    const here = [...path, each.element];
    if (remove.has(here)) return [];
    const left = removeFields(
      each.value,
      each.schema,
      { remove, emptied },
      here,
    );
    const becameEmpty =
      isEmpty(left) && !isEmpty(each.value) && emptied.has(here);
    return becameEmpty ? [] : [{ ...each, value: left }];
  });
  if (Array.isArray(value)) return kept.map(each => each.value);
  const result: JsonObject = {};
  for (const each of kept) setMember(result, each.element.slice(2), each.value);
  return result;
}
