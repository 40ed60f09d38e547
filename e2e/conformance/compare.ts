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

const areClose = (reference: unknown, other: unknown, tolerance: number) =>
  typeof reference === 'number' &&
  typeof other === 'number' &&
  Math.abs(reference - other) <=
    tolerance * Math.max(Math.abs(reference), Math.abs(other));

/**
 * The smallest parts that differ and can be understood by themselves.
 *
 * @param options - `tolerance`: numbers that differ by no more than this share of the larger are the same
 */
export function differences(
  reference: unknown,
  other: unknown,
  options: { tolerance?: number } = {},
  at = '',
): Difference[] {
  const { tolerance = 0 } = options;
  const within = (part: string) => (left: unknown, right: unknown) =>
    differences(left, right, options, part);
  if (isDeepStrictEqual(reference, other)) return [];
  if (areClose(reference, other, tolerance)) return [];
  if (Array.isArray(reference) && Array.isArray(other)) {
    const length = Math.max(reference.length, other.length);
    const inItems = Array.from({ length }).flatMap((_, index) =>
      within(`${at}[${index}]`)(reference[index], other[index]),
    );
    return inItems.length && isPlain(reference) && isPlain(other)
      ? [{ at, reference, other }]
      : inItems;
  }
  if (isObject(reference) && isObject(other) && sameKind(reference, other)) {
    const keys = new Set([...Object.keys(reference), ...Object.keys(other)]);
    return [...keys].flatMap(key =>
      within(at ? `${at}.${key}` : key)(reference[key], other[key]),
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
