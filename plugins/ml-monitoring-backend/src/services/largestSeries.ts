import type { Answer, MetricsSourceError, RangeSeries } from '../metrics';

type Result = { value: Answer<RangeSeries[]> } | { error: MetricsSourceError };

/** More lines than these tell nobody anything. */
const MAXIMUM_SERIES = 50;

/**
 * Leaves those that tell most, of the answers to the queries of one panel: the same of each query, by what the first of them gave
 * over the whole range.
 *
 * @param by - the labels that tell series apart
 */
export function largestSeries(
  results: readonly Result[],
  by: readonly string[],
): { results: readonly Result[]; found: number; kept: number } {
  const keyOf = ({ labels }: RangeSeries) =>
    JSON.stringify(by.map(label => labels[label] ?? ''));
  const sizes = new Map<string, number>();
  for (const result of results) {
    const own = new Map<string, number>();
    for (const series of seriesOf(result)) {
      own.set(keyOf(series), sizeOf(series));
    }
    own.forEach((size, key) => sizes.set(key, sizes.get(key) ?? size));
  }
  const maximum = Math.floor(MAXIMUM_SERIES / Math.max(1, results.length));
  const kept = new Set(
    [...sizes]
      .sort(([, a], [, b]) => b - a)
      .slice(0, maximum)
      .map(([key]) => key),
  );
  return {
    found: sizes.size,
    kept: kept.size,
    results: results.map(result =>
      'value' in result
        ? {
            value: {
              ...result.value,
              value: result.value.value.filter(each => kept.has(keyOf(each))),
            },
          }
        : result,
    ),
  };
}

function seriesOf(result: Result): readonly RangeSeries[] {
  return 'value' in result ? result.value.value : [];
}

function sizeOf({ values }: RangeSeries): number {
  return values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
}
