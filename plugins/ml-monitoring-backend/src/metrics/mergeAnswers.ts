import type { Alert } from 'backstage-plugin-ml-monitoring-common';
import { seriesKey } from './joinSeries';
import type {
  InstantSample,
  RangeSeries,
  ScrapePool,
  ScrapeTarget,
} from './MetricsSource';

// The answers of several Prometheus to one question, the one that counts first. What two of them tell is told once.

/** Where the first has a gap, the next that knows fills it. */
export function mergeSeries(
  answers: readonly (readonly RangeSeries[])[],
): RangeSeries[] {
  return once(
    answers,
    ({ labels }) => seriesKey(labels),
    (first, next) => ({
      labels: first.labels,
      values: first.values.map((value, index) => value ?? next.values[index]),
    }),
  );
}

export function mergeSamples(
  answers: readonly (readonly InstantSample[])[],
): InstantSample[] {
  return once(
    answers,
    ({ labels }) => seriesKey(labels),
    (first, next) => ({
      labels: first.labels,
      value: first.value ?? next.value,
    }),
  );
}

export function mergeLabelSets(
  answers: readonly (readonly Record<string, string>[])[],
): Record<string, string>[] {
  return once(answers, seriesKey);
}

export function mergeValues(answers: readonly (readonly string[])[]): string[] {
  return once(answers, value => value).sort();
}

export function mergeTargets(
  answers: readonly (readonly ScrapeTarget[])[],
): ScrapeTarget[] {
  return once(
    answers,
    ({ labels }) => seriesKey(labels),
    (first, next) => ({
      ...first,
      lastError: first.lastError ?? next.lastError,
    }),
  );
}

/** Replicas find the same. */
export function mergePools(pools: readonly ScrapePool[]): ScrapePool {
  return {
    active: Math.max(...pools.map(({ active }) => active)),
    dropped: mergeLabelSets(pools.map(({ dropped }) => dropped)),
  };
}

/** One that fires anywhere fires, since the first saw it. */
export function mergeAlerts(answers: readonly (readonly Alert[])[]): Alert[] {
  return once(
    answers,
    ({ name, labels }) => seriesKey({ ...labels, alertname: name }),
    (first, next) => {
      const told =
        first.state !== 'firing' && next.state === 'firing' ? next : first;
      return {
        ...told,
        since:
          first.state === next.state && next.since < first.since
            ? next.since
            : told.since,
      };
    },
  );
}

function once<T>(
  answers: readonly (readonly T[])[],
  keyOf: (each: T) => string,
  join: (first: T, next: T) => T = first => first,
): T[] {
  const found = new Map<string, T>();
  for (const each of answers.flat()) {
    const key = keyOf(each);
    const known = found.get(key);
    found.set(key, known === undefined ? each : join(known, each));
  }
  return [...found.values()];
}
