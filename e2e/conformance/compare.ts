import { isDeepStrictEqual } from 'node:util';

export interface Difference {
  /** Where, as `fact.member[0]`. */
  at: string;
  /** `undefined` where there is nothing. */
  reference: unknown;
  other: unknown;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isPlain = (value: unknown) =>
  Array.isArray(value) && value.every(item => typeof item !== 'object');

/** The smallest parts that differ and can be understood by themselves. */
export function differences(
  reference: unknown,
  other: unknown,
  at = '',
): Difference[] {
  if (isDeepStrictEqual(reference, other)) return [];
  if (Array.isArray(reference) && Array.isArray(other)) {
    if (isPlain(reference) && isPlain(other)) return [{ at, reference, other }];
    const length = Math.max(reference.length, other.length);
    return Array.from({ length }).flatMap((_, index) =>
      differences(reference[index], other[index], `${at}[${index}]`),
    );
  }
  if (isObject(reference) && isObject(other) && sameKind(reference, other)) {
    const keys = new Set([...Object.keys(reference), ...Object.keys(other)]);
    return [...keys].flatMap(key =>
      differences(reference[key], other[key], at ? `${at}.${key}` : key),
    );
  }
  return [{ at, reference, other }];
}

/** An object compared with a refusal differs in everything, which nobody wants to read. */
const sameKind = (
  reference: Record<string, unknown>,
  other: Record<string, unknown>,
) =>
  reference.kind === other.kind ||
  ![reference.kind, other.kind].includes('Status');
