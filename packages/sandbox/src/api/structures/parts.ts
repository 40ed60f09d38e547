import type { Structure } from '../structure';

export const anything: Structure = {
  'x-kubernetes-preserve-unknown-fields': true,
};
/** What controllers write, and nobody else. */
export const status: Structure = { type: 'object', ...anything };
export const string: Structure = { type: 'string' };
export const integer: Structure = { type: 'integer' };
export const boolean: Structure = { type: 'boolean' };
export const intOrString: Structure = { 'x-kubernetes-int-or-string': true };

export const object = (
  properties: Record<string, Structure>,
  ...required: string[]
): Structure => ({
  type: 'object',
  properties,
  ...(required.length > 0 && { required }),
});

export const listOf = (items: Structure): Structure => ({
  type: 'array',
  items,
});

/** A list whose items are told apart by some of their fields. */
export const keyedList = (items: Structure, ...keys: string[]): Structure => ({
  ...listOf(items),
  'x-kubernetes-list-type': 'map',
  'x-kubernetes-list-map-keys': keys,
});

export const mapOf = (additionalProperties: Structure): Structure => ({
  type: 'object',
  additionalProperties,
});

/** Owned and replaced as a whole. */
export const atomic = (structure: Structure): Structure => ({
  ...structure,
  'x-kubernetes-map-type': 'atomic',
});

const each = (names: string, structure: Structure) =>
  Object.fromEntries(names.split(' ').map(name => [name, structure]));

/** Fields that exist; what they hold is taken as it comes. */
export const known = (names: string) => each(names, anything);
export const texts = (names: string) => each(names, string);
export const integers = (names: string) => each(names, integer);
export const booleans = (names: string) => each(names, boolean);

export const kind = (
  properties: Record<string, Structure>,
  ...required: string[]
) =>
  object(
    { apiVersion: string, kind: string, metadata: anything, ...properties },
    ...required,
  );

export const stringList = listOf(string);
export const stringMap = mapOf(string);

export const oneOf = (...values: string[]): Structure => ({
  type: 'string',
  enum: values,
});

export const bounded = (minLength: number, maxLength: number): Structure => ({
  type: 'string',
  minLength,
  maxLength,
});

export const numberBetween = (minimum: number, maximum: number): Structure => ({
  type: 'integer',
  minimum,
  maximum,
});

export const portNumber = numberBetween(1, 65535);

/** An amount such as `500m` or `1Gi`. */
export const quantity: Structure = {
  'x-kubernetes-int-or-string': true,
  pattern:
    '^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$',
};

export const labelSelector = object({
  matchLabels: stringMap,
  matchExpressions: listOf(
    object(
      { key: string, operator: string, values: stringList },
      'key',
      'operator',
    ),
  ),
});

const keyOf = (name: Structure) =>
  atomic(object({ key: string, name, optional: boolean }, 'key'));

/** One key of a ConfigMap or Secret. */
export const keySelector = keyOf(string);

/** The same in schemas of a newer make, which fill in the empty name. */
export const namedKeySelector = keyOf({ type: 'string', default: '' });
