import type { JsonObject, JsonValue } from '@backstage/types';

/**
 * Rewrites a JSON schema so that the scaffolder's validator can follow it. That validator (the npm package jsonschema)
 * throws on a `$ref` that leads through the `items` of an array, which is what a schema used twice becomes. What is used
 * twice is written out; what contains itself moves into `definitions`.
 */
export function portableSchema(root: JsonObject): JsonObject {
  const definitions: Record<string, JsonValue> = {};

  /** `at` is where in `root` the node comes from. */
  function rewrite(node: JsonValue | undefined, at: string): any {
    if (Array.isArray(node)) {
      return node.map((item, index) => rewrite(item, `${at}/${index}`));
    }
    if (typeof node !== 'object' || node === null) {
      return node;
    }
    const target = node.$ref;
    if (typeof target !== 'string') {
      return Object.fromEntries(
        Object.entries(node).map(([key, value]) => [
          key,
          rewrite(value, `${at}/${key}`),
        ]),
      );
    }
    const containsItself = at.startsWith(`${target}/`);
    const { description } = node;
    return containsItself
      ? { $ref: `#/definitions/${define(target)}` }
      : {
          ...rewrite(lookUp(root, target), target),
          // What is the same may be used for another purpose.
          ...(description !== undefined && { description }),
        };
  }

  function define(pointer: string): string {
    const name = pointer.replace(/^#\//, '').replaceAll('/', '.');
    if (!(name in definitions)) {
      // Taken before it is filled, so that the schema inside itself finds it.
      definitions[name] = {};
      definitions[name] = rewrite(lookUp(root, pointer), pointer);
    }
    return name;
  }

  const rewritten = rewrite(root, '#');
  return Object.keys(definitions).length
    ? { ...rewritten, definitions }
    : rewritten;
}

function lookUp(root: JsonObject, pointer: string): JsonValue | undefined {
  return pointer
    .split('/')
    .slice(1)
    .reduce<any>((node, key) => node?.[key], root);
}
