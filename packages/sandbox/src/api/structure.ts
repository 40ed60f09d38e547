import { copyJson, isObject, setMember, type JsonObject } from './json';

/**
 * Which fields a kind has, as a structural schema says it. Below a part without `properties`, `items` and
 * `additionalProperties` everything is taken as it comes.
 */
export interface Structure {
  type?: 'object' | 'array' | 'string' | 'integer' | 'boolean';
  properties?: Record<string, Structure>;
  required?: string[];
  items?: Structure;
  additionalProperties?: Structure;
  default?: unknown;
  enum?: (string | number)[];
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  minimum?: number;
  maximum?: number;
  'x-kubernetes-int-or-string'?: true;
  'x-kubernetes-list-map-keys'?: string[];
  'x-kubernetes-list-type'?: 'map' | 'set' | 'atomic';
  'x-kubernetes-map-type'?: 'atomic';
  'x-kubernetes-preserve-unknown-fields'?: true;
  /** Of the rules in CEL, the one that forbids a change. */
  'x-kubernetes-validations'?: { rule: 'self == oldSelf'; message: string }[];
}

interface Part {
  path: string;
  name: string;
  value: unknown;
  /** `undefined` for a field that nobody knows. */
  structure: Structure | undefined;
}

const ownProperty = ({ properties, additionalProperties }: Structure) => {
  const known = new Map(Object.entries(properties ?? {}));
  return (name: string) => known.get(name) ?? additionalProperties;
};

export function partsOf(
  value: unknown,
  structure: Structure,
  path: string,
): Part[] {
  const { items, properties, additionalProperties } = structure;
  if (Array.isArray(value) && items) {
    return value.map((item, index) => ({
      path: `${path}[${index}]`,
      name: String(index),
      value: item,
      structure: items,
    }));
  }
  if (!isObject(value) || !(properties || additionalProperties)) return [];
  const find = ownProperty(structure);
  return Object.entries(value).map(([name, member]) => ({
    path: path ? `${path}.${name}` : name,
    name,
    value: member,
    structure: find(name),
  }));
}

/** Paths of the fields that the structure does not know, such as `spec.endpoints[0].colour`. */
export function unknownFields(
  value: unknown,
  structure: Structure,
  path = '',
): string[] {
  return partsOf(value, structure, path).flatMap(part =>
    part.structure
      ? unknownFields(part.value, part.structure, part.path)
      : [part.path],
  );
}

/** The same without unknown fields: the value itself when there are none, which leaves frozen parts shared. */
export function pruned<T>(value: T, structure: Structure | undefined): T {
  if (!structure || unknownFields(value, structure).length === 0) return value;
  const parts = partsOf(value, structure, '').filter(part => part.structure);
  const kept = parts.map(part => pruned(part.value, part.structure));
  if (Array.isArray(value)) return kept as T;
  const result: JsonObject = {};
  parts.forEach(({ name }, index) => setMember(result, name, kept[index]));
  return result as T;
}

/** Writes what the structure says where the author left a field out. */
export function fillDefaults(value: unknown, structure: Structure) {
  if (isObject(value)) {
    for (const [name, of] of Object.entries(structure.properties ?? {})) {
      if (of.default !== undefined && value[name] === undefined) {
        value[name] = copyJson(of.default);
      }
    }
  }
  for (const part of partsOf(value, structure, '')) {
    if (part.structure) fillDefaults(part.value, part.structure);
  }
}

/** The structure without some fields, named by their path; lists are passed through, as in `spec.endpoints.port`. */
export function withoutField(structure: Structure, path: string): Structure {
  const { items, properties } = structure;
  if (items) return { ...structure, items: withoutField(items, path) };
  const [name, ...rest] = path.split('.');
  const { [name]: found, ...others } = properties ?? {};
  if (!found) return structure;
  return {
    ...structure,
    properties: {
      ...others,
      ...(rest.length > 0 && { [name]: withoutField(found, rest.join('.')) }),
    },
  };
}
