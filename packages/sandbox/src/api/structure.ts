import type { FieldError } from './errors';
import { isObject, setMember, type JsonObject } from './json';

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
  enum?: string[];
  pattern?: string;
  minimum?: number;
  maximum?: number;
  'x-kubernetes-int-or-string'?: true;
  'x-kubernetes-preserve-unknown-fields'?: true;
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

function partsOf(value: unknown, structure: Structure, path: string): Part[] {
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

export function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') {
    return Number.isInteger(value) ? 'integer' : 'number';
  }
  return typeof value;
}

function typeErrors(value: unknown, structure: Structure, field: string) {
  const actual = typeOf(value);
  const wanted = structure['x-kubernetes-int-or-string']
    ? ['integer', 'string']
    : [structure.type ?? actual];
  if (wanted.includes(actual)) return [];
  const error: FieldError = {
    reason: 'FieldValueTypeInvalid',
    field,
    value: actual,
    detail: `${field} in body must be of type ${wanted.join(',')}: ${JSON.stringify(actual)}`,
  };
  return [error];
}

function textErrors(
  value: string,
  { enum: allowed, pattern }: Structure,
  field: string,
): FieldError[] {
  if (allowed && !allowed.includes(value)) {
    const list = allowed.map(each => JSON.stringify(each)).join(', ');
    return [
      {
        reason: 'FieldValueNotSupported',
        field,
        value,
        detail: `supported values: ${list}`,
      },
    ];
  }
  if (!pattern || new RegExp(pattern).test(value)) return [];
  return [
    {
      reason: 'FieldValueInvalid',
      field,
      value,
      detail: `${field} in body should match '${pattern}'`,
    },
  ];
}

function rangeErrors(
  value: number,
  { minimum = -Infinity, maximum = Infinity }: Structure,
  field: string,
): FieldError[] {
  if (value >= minimum && value <= maximum) return [];
  const limit =
    value > maximum
      ? `less than or equal to ${maximum}`
      : `greater than or equal to ${minimum}`;
  return [
    {
      reason: 'FieldValueInvalid',
      field,
      value,
      detail: `${field} in body should be ${limit}`,
    },
  ];
}

function ownErrors(
  value: unknown,
  structure: Structure,
  path: string,
): FieldError[] {
  const wrongType = typeErrors(value, structure, path);
  if (wrongType.length > 0) return wrongType;
  if (typeof value === 'string') return textErrors(value, structure, path);
  if (typeof value === 'number') return rangeErrors(value, structure, path);
  if (!isObject(value)) return [];
  return (structure.required ?? [])
    .filter(name => value[name] === undefined)
    .map(name => ({
      reason: 'FieldValueRequired',
      field: path ? `${path}.${name}` : name,
    }));
}

/** What breaks the structure, in the order of the fields. Unknown fields do not. */
export function structureErrors(
  value: unknown,
  structure: Structure,
  path = '',
): FieldError[] {
  const below = partsOf(value, structure, path).flatMap(part =>
    part.structure
      ? structureErrors(part.value, part.structure, part.path)
      : [],
  );
  return [...ownErrors(value, structure, path), ...below].sort((a, b) =>
    a.field < b.field ? -1 : Number(a.field > b.field),
  );
}
