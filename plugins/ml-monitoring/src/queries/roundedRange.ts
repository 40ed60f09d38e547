import type { Range } from 'backstage-plugin-ml-monitoring-common';

const SHORTEST_GRAIN_SECONDS = 60;

/** The grain that is a part of a range, but not too fine for many viewers to ask the same. */
export function grainOf(range: Range, parts: number): number {
  const part = Math.round((range.endSeconds - range.startSeconds) / parts);
  return Math.max(SHORTEST_GRAIN_SECONDS, part);
}

/** A range that holds all of another and stays as it is while that moves on within a grain. */
export function roundedOut(range: Range, grainSeconds: number): Range {
  return {
    ...range,
    startSeconds: Math.floor(range.startSeconds / grainSeconds) * grainSeconds,
    endSeconds: Math.ceil(range.endSeconds / grainSeconds) * grainSeconds,
  };
}

/** A range up to a grain longer or shorter than another, that ends no later. */
export function roundedDown(range: Range, grainSeconds: number): Range {
  return {
    ...range,
    startSeconds: Math.floor(range.startSeconds / grainSeconds) * grainSeconds,
    endSeconds: Math.floor(range.endSeconds / grainSeconds) * grainSeconds,
  };
}
