import type { Range } from 'backstage-plugin-ml-monitoring-common';
import type { MetricsCallOptions, MetricsSource } from './MetricsSource';
import { SharedFlights } from './SharedFlights';

/** Charts are made of hundreds of points; fewer than this many answers fit all who look at once. */
const MAXIMUM_ANSWERS = 500;
/** Shorter than any refresh, longer than it takes several people to open the same page. */
const ANSWER_TTL_MS = 5_000;
/** What exists changes with deployments, not with traffic. */
const NAMES_TTL_MS = 30_000;
/** The type of a metric changes with its code. */
const TYPE_TTL_MS = 600_000;

/** Asks once what several ask at the same time. */
export class CachingMetricsSource implements MetricsSource {
  readonly #source: MetricsSource;
  readonly #answers: SharedFlights;
  readonly #names: SharedFlights;
  readonly #types: SharedFlights;

  static create(options: {
    source: MetricsSource;
    nowMs: () => number;
  }): CachingMetricsSource {
    return new CachingMetricsSource(options);
  }

  private constructor(options: { source: MetricsSource; nowMs: () => number }) {
    const { source, nowMs } = options;
    const flights = (ttlMs: number) =>
      SharedFlights.create({ ttlMs, nowMs, maximumEntries: MAXIMUM_ANSWERS });
    this.#source = source;
    this.#answers = flights(ANSWER_TTL_MS);
    this.#names = flights(NAMES_TTL_MS);
    this.#types = flights(TYPE_TTL_MS);
  }

  instant(query: string, options: MetricsCallOptions & { at: Date }) {
    return this.#answers.get(
      key('instant', query, options.namespace, options.at.getTime()),
      signal => this.#source.instant(query, { ...options, signal }),
      options.signal,
    );
  }

  range(query: string, options: MetricsCallOptions & { range: Range }) {
    return this.#answers.get(
      key('range', query, options.namespace, ...rangeKey(options.range)),
      signal => this.#source.range(query, { ...options, signal }),
      options.signal,
    );
  }

  series(match: string, options: MetricsCallOptions & { range: Range }) {
    return this.#names.get(
      key('series', match, options.namespace, ...namesKey(options.range)),
      signal => this.#source.series(match, { ...options, signal }),
      options.signal,
    );
  }

  labelValues(
    label: string,
    options: MetricsCallOptions & { match: string; range: Range },
  ) {
    const { match, namespace, range } = options;
    return this.#names.get(
      key('labelValues', label, match, namespace, ...namesKey(range)),
      signal => this.#source.labelValues(label, { ...options, signal }),
      options.signal,
    );
  }

  metricType(metric: string, options: MetricsCallOptions) {
    return this.#types.get(
      key('metricType', metric, options.namespace),
      signal => this.#source.metricType(metric, { ...options, signal }),
      options.signal,
    );
  }

  scrapePool(name: string, options: MetricsCallOptions) {
    return this.#answers.get(
      key('scrapePool', name, options.namespace),
      signal => this.#source.scrapePool(name, { ...options, signal }),
      options.signal,
    );
  }

  targets(options: MetricsCallOptions) {
    return this.#answers.get(
      key('targets', options.namespace),
      signal => this.#source.targets({ ...options, signal }),
      options.signal,
    );
  }

  hasAlertRules(options: MetricsCallOptions) {
    return this.#types.get(
      key('hasAlertRules', options.namespace),
      signal => this.#source.hasAlertRules({ ...options, signal }),
      options.signal,
    );
  }

  alerts(options: MetricsCallOptions) {
    return this.#answers.get(
      key('alerts', options.namespace),
      signal => this.#source.alerts({ ...options, signal }),
      options.signal,
    );
  }
}

function key(...parts: unknown[]): string {
  return JSON.stringify(parts);
}

function rangeKey({ startSeconds, endSeconds, stepSeconds }: Range) {
  return [startSeconds, endSeconds, stepSeconds];
}

/** Names of the last minutes do for the next: a moving range asks anew only with the time to live. */
function namesKey({ startSeconds, endSeconds }: Range) {
  const lengthSeconds = endSeconds - startSeconds;
  return [lengthSeconds, Math.floor(endSeconds / 300)];
}
