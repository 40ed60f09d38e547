import type { PredictionInput } from '../contract/provisioning';

/** Arrays within arrays, which no reader follows further down. */
const MAXIMUM_RANK = 8;

/** How many values a body has room for. */
export interface Room {
  values: number;
}

/** The sizes that an example has of a declared shape: any size there is one, and the largest are cut until there is room. */
export function sizesWithin(
  shape: readonly number[],
  { values }: Room,
): { sizes: number[]; shortened: boolean } {
  const declared = shape.map(size => Math.max(size, 1));
  const sizes = declared.slice(0, MAXIMUM_RANK);
  while (product(sizes) > values) {
    const largest = sizes.indexOf(Math.max(...sizes));
    const others = product(sizes.filter((_, index) => index !== largest));
    sizes[largest] = Math.max(Math.floor(values / others), 1);
  }
  return {
    sizes,
    shortened: declared.some((size, index) => size !== sizes[index]),
  };
}

/** A value of the datatype, by the name it has in any of the protocols. */
export function valueOf({ datatype = '' }: Pick<PredictionInput, 'datatype'>) {
  if (/^(DT_)?(STRING|BYTES)$/i.test(datatype)) {
    return 'text';
  }
  return /^(DT_)?BOOL$/i.test(datatype) ? false : 0;
}

/** Arrays within arrays of the given sizes. */
export function nested(sizes: readonly number[], value: unknown): unknown {
  const [size, ...rest] = sizes;
  return size === undefined
    ? value
    : Array.from({ length: size }, () => nested(rest, value));
}

export function flat(sizes: readonly number[], value: unknown): unknown[] {
  return Array.from({ length: product(sizes) }, () => value);
}

function product(sizes: readonly number[]): number {
  return sizes.reduce((all, size) => all * size, 1);
}
