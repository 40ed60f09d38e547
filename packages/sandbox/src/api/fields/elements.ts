import { isObject } from '../json';
import type { FieldSchema } from '../schema';
import type { PathElement } from './FieldSet';

/** A member of a map or an item of a list whose items have an identity. */
export interface Element {
  element: PathElement;
  value: unknown;
  schema: FieldSchema | undefined;
  /** A field the schema knows, unlike a key somebody chose. */
  declared: boolean;
}

const fieldSchema = (schema: FieldSchema | undefined, name: string) =>
  schema?.properties?.[name] ?? schema?.additionalProperties;

const isDeclared = (schema: FieldSchema | undefined) =>
  schema?.properties !== undefined &&
  !schema['x-kubernetes-preserve-unknown-fields'];

/** What a value consists of, or `undefined` when it is owned as a whole. */
export function elementsOf(
  value: unknown,
  schema: FieldSchema | undefined,
): Element[] | undefined {
  if (Array.isArray(value)) return itemsOf(value, schema);
  if (!isObject(value) || schema?.['x-kubernetes-map-type'] === 'atomic') {
    return undefined;
  }
  return Object.entries(value).map(([name, member]) => ({
    element: `f:${name}`,
    value: member,
    schema: fieldSchema(schema, name),
    declared: isDeclared(schema?.properties?.[name]),
  }));
}

function itemsOf(
  list: unknown[],
  schema: FieldSchema | undefined,
): Element[] | undefined {
  const type = schema?.['x-kubernetes-list-type'];
  if (type !== 'map' && type !== 'set') return undefined;
  return list.map(value => ({
    element: itemElement(value, schema!),
    value,
    schema: schema!.items,
    declared: false,
  }));
}

function itemElement(item: unknown, schema: FieldSchema): PathElement {
  const keys = schema['x-kubernetes-list-map-keys'];
  if (!keys || !isObject(item)) return `v:${JSON.stringify(item)}`;
  const identity = Object.fromEntries(
    [...keys]
      .sort()
      .map(key => [
        key,
        item[key] ?? schema.items?.properties?.[key]?.default ?? null,
      ]),
  );
  return `k:${JSON.stringify(identity)}`;
}
