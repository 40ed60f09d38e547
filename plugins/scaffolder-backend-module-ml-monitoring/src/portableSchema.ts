import type { JsonObject, JsonValue } from '@backstage/types';

type Schema = JsonObject;

/**
 * Rewrites a JSON schema so that the scaffolder's validator can follow it. That validator (the npm package jsonschema)
 * throws on a `$ref` that leads through the `items` of an array, which is what a schema used twice becomes. What is used
 * twice is written out; what contains itself moves into `definitions`.
 */
export function portableSchema(root: Schema): Schema {
  const definitions: Record<string, Schema> = {};

  const define = (pointer: string): string => {
    const name = pointer.split('/').at(-1)!;
    const key = definitionKey(name, pointer);
    if (!definitions[key]) {
      // Taken before it is filled, so that a schema inside itself finds it.
      definitions[key] = {};
      Object.assign(definitions[key], rewrite(lookUp(root, pointer), pointer));
    }
    return key;
  };

  const definitionKeys = new Map<string, string>();
  const definitionKey = (name: string, pointer: string) => {
    if (!definitionKeys.has(pointer)) {
      const taken = new Set(definitionKeys.values());
      definitionKeys.set(
        pointer,
        taken.has(name) ? `${name}${taken.size}` : name,
      );
    }
    return definitionKeys.get(pointer)!;
  };

  const rewrite = (node: JsonValue | undefined, at: string): any => {
    if (Array.isArray(node)) {
      return node.map((item, index) => rewrite(item, `${at}/${index}`));
    }
    if (typeof node !== 'object' || node === null) {
      return node;
    }
    const target = node.$ref;
    if (typeof target === 'string') {
      const isAncestor = at === target || at.startsWith(`${target}/`);
      return isAncestor
        ? { $ref: `#/definitions/${define(target)}` }
        : rewrite(lookUp(root, target), target);
    }
    return Object.fromEntries(
      Object.entries(node).map(([key, value]) => [
        key,
        rewrite(value, `${at}/${key}`),
      ]),
    );
  };

  const rewritten = rewrite(root, '#');
  return Object.keys(definitions).length
    ? { ...rewritten, definitions }
    : rewritten;
}

function lookUp(root: Schema, pointer: string): JsonValue | undefined {
  return pointer
    .replace(/^#\/?/, '')
    .split('/')
    .reduce<any>((node, key) => (key ? node?.[key] : node), root);
}
