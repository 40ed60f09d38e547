import type { z } from 'zod/v3';

const MAX_SHOWN_LENGTH = 80;

/**
 * What is wrong with an input, for the person who wrote it: `field: rule (got …)`.
 *
 * @param options - `root` is put before the path; a path that is `secret` is not quoted.
 */
export function describeIssue(
  issue: z.ZodIssue,
  input: unknown,
  options: { root?: string; secret?: (path: string[]) => boolean } = {},
): string {
  const path = issue.path.map(String);
  const named = [options.root, ...path].filter(Boolean);
  if (issue.code === 'unrecognized_keys') {
    return `${[...named, issue.keys[0]].join('.')}: is not a known key`;
  }
  const field = named.join('.') || 'body';
  const got = options.secret?.(path)
    ? 'a value that is not shown'
    : show(valueAt(input, path));
  return `${field}: ${rule(issue)} (got ${got})`;
}

function rule(issue: z.ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.received === 'undefined'
        ? `is required and must be ${article(issue.expected)}`
        : `must be ${article(issue.expected)}`;
    case 'invalid_enum_value':
      return `must be one of ${issue.options.join(', ')}`;
    case 'too_small':
      return issue.message.startsWith('must')
        ? issue.message
        : `must be at least ${issue.minimum}${unit(issue.type)}`;
    case 'too_big':
      return issue.message.startsWith('must')
        ? issue.message
        : `must be at most ${issue.maximum}${unit(issue.type)}`;
    case 'invalid_union':
      return rule(issue.unionErrors[0].issues[0]);
    default:
      return issue.message;
  }
}

function unit(type: string): string {
  if (type === 'string') {
    return ' characters long';
  }
  return type === 'array' ? ' items long' : '';
}

function article(type: string): string {
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
}

function valueAt(input: unknown, path: string[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null
        ? (value as Record<string, unknown>)[key]
        : undefined,
    input,
  );
}

/** Scalars only: a whole object may hold a secret somewhere. */
function show(value: unknown): string {
  if (value === undefined || value === null || value === '') {
    return 'nothing';
  }
  if (typeof value === 'object') {
    return Array.isArray(value) ? `a list of ${value.length}` : 'an object';
  }
  const text = String(value);
  return text.length > MAX_SHOWN_LENGTH
    ? `${text.slice(0, MAX_SHOWN_LENGTH)}…`
    : text;
}
