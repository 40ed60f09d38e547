import type { FieldError } from './errors';
import { isObject, sameJson } from './json';
import { partsOf, type Structure } from './structure';

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

const wrong = (field: string, value: unknown, detail: string): FieldError => ({
  reason: 'FieldValueInvalid',
  field,
  value,
  detail,
});

/** Go writes a flag for the whole pattern where JavaScript takes it as an argument. */
function expressionOf(pattern: string): RegExp {
  const insensitive = pattern.includes('(?i)');
  return new RegExp(pattern.replace('(?i)', ''), insensitive ? 'i' : '');
}

function choiceErrors(
  value: unknown,
  { enum: allowed }: Structure,
  field: string,
): FieldError[] {
  if (!allowed || (allowed as unknown[]).includes(value)) return [];
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

function textErrors(
  value: string,
  { pattern, minLength = 0, maxLength = Infinity }: Structure,
  field: string,
): FieldError[] {
  const errors: FieldError[] = [];
  if (value.length < minLength) {
    const least = `should be at least ${minLength} chars long`;
    errors.push(wrong(field, value, `${field} in body ${least}`));
  }
  if (value.length > maxLength) {
    errors.push({
      reason: 'FieldValueTooLong',
      field,
      detail: `may not be more than ${maxLength} bytes`,
    });
  }
  if (pattern && !expressionOf(pattern).test(value)) {
    errors.push(
      wrong(field, value, `${field} in body should match '${pattern}'`),
    );
  }
  return errors;
}

function sizeErrors(
  list: unknown[],
  { minItems = 0, maxItems = Infinity }: Structure,
  field: string,
): FieldError[] {
  if (list.length > maxItems) {
    return [
      {
        reason: 'FieldValueTooMany',
        field,
        value: list.length,
        detail: `must have at most ${maxItems} items`,
      },
    ];
  }
  return list.length < minItems
    ? [
        wrong(
          field,
          list.length,
          `${field} in body should have at least ${minItems} items`,
        ),
      ]
    : [];
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
  return [wrong(field, value, `${field} in body should be ${limit}`)];
}

function ownErrors(
  value: unknown,
  structure: Structure,
  path: string,
): FieldError[] {
  const wrongType = typeErrors(value, structure, path);
  if (wrongType.length > 0) return wrongType;
  const choice = choiceErrors(value, structure, path);
  if (typeof value === 'string') {
    return [...choice, ...textErrors(value, structure, path)];
  }
  if (typeof value === 'number') {
    return [...choice, ...rangeErrors(value, structure, path)];
  }
  if (Array.isArray(value)) return sizeErrors(value, structure, path);
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

/** What may not change and did. Asked only of objects of the right shape. */
export function transitionErrors(
  value: unknown,
  old: unknown,
  structure: Structure,
  path = '',
): FieldError[] {
  if (old === undefined) return [];
  const own = sameJson(value, old)
    ? []
    : (structure['x-kubernetes-validations'] ?? []).map(({ message }) =>
        // What is not a plain value is not shown.
        wrong(path, typeof value === 'object' ? undefined : value, message),
      );
  // Items of a list have no identity over time.
  if (Array.isArray(value)) return own;
  const before = isObject(old) ? old : {};
  return [
    ...own,
    ...partsOf(value, structure, path).flatMap(part =>
      part.structure
        ? transitionErrors(
            part.value,
            before[part.name],
            part.structure,
            part.path,
          )
        : [],
    ),
  ];
}
