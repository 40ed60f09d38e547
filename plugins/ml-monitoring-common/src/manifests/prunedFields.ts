/** As much of a CRD's OpenAPI schema as decides which fields it keeps. @public */
export interface StructuralSchema {
  type?: string;
  properties?: Record<string, StructuralSchema>;
  additionalProperties?: StructuralSchema | boolean;
  items?: StructuralSchema;
  'x-kubernetes-preserve-unknown-fields'?: boolean;
  'x-kubernetes-embedded-resource'?: boolean;
}

type Path = (string | number)[];

/** The fields of a value that an API server with this schema would drop, without what lies below them. */
export function prunedFields(
  value: unknown,
  schema: StructuralSchema,
  path: Path = [],
): Path[] {
  if (Array.isArray(value)) {
    const { items } = schema;
    return items
      ? value.flatMap((item, index) =>
          prunedFields(item, items, [...path, index]),
        )
      : [];
  }
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([key, member]) => {
    const at = [...path, key];
    const known = memberSchema(schema, key);
    if (known) {
      return prunedFields(member, known, at);
    }
    return keepsUnknown(schema, key) ? [] : [at];
  });
}

/** What a schema says of a path, where it says anything. @public */
export function schemaAt(
  schema: StructuralSchema | undefined,
  path: readonly string[],
): StructuralSchema | undefined {
  return path.reduce<StructuralSchema | undefined>((found, key) => {
    const inside = found?.items ?? found;
    return inside && memberSchema(inside, key);
  }, schema);
}

function memberSchema(
  { properties, additionalProperties }: StructuralSchema,
  key: string,
): StructuralSchema | undefined {
  if (properties && Object.hasOwn(properties, key)) {
    return properties[key];
  }
  return typeof additionalProperties === 'object'
    ? additionalProperties
    : undefined;
}

function keepsUnknown(schema: StructuralSchema, key: string): boolean {
  return (
    schema['x-kubernetes-preserve-unknown-fields'] === true ||
    schema.additionalProperties === true ||
    (schema['x-kubernetes-embedded-resource'] === true &&
      ['apiVersion', 'kind', 'metadata'].includes(key))
  );
}
