import type { RangeSeries } from './MetricsSource';

/** Series of which some instants are known. */
export interface SeriesPart {
  series: readonly RangeSeries[];
  /** Where the values of these series belong among the instants of the whole. Those outside of it are left out. */
  places: readonly number[];
}

/**
 * The series of several answers about the same query, one for each set of labels. Where parts know the same instant, the
 * later part counts, also where it knows of no value.
 */
export function joinSeries(
  parts: readonly SeriesPart[],
  points: number,
): RangeSeries[] {
  const joined = new Map<string, RangeSeries>();
  for (const { series, places } of parts) {
    const inside = places.filter(place => place >= 0 && place < points);
    for (const { values } of joined.values()) {
      inside.forEach(place => {
        values[place] = undefined;
      });
    }
    for (const { labels, values } of series) {
      const key = seriesKey(labels);
      const whole = joined.get(key) ?? {
        labels,
        values: new Array<number | undefined>(points).fill(undefined),
      };
      joined.set(key, whole);
      places.forEach((place, index) => {
        if (place >= 0 && place < points) {
          whole.values[place] = values[index];
        }
      });
    }
  }
  return [...joined.entries()]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([, series]) => series);
}

/** Tells series apart: a set of labels, which has no order. */
export function seriesKey(labels: Record<string, string>): string {
  return JSON.stringify(
    Object.entries(labels).sort(([left], [right]) => (left < right ? -1 : 1)),
  );
}
