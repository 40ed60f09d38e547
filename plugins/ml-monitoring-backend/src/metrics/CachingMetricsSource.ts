import type { Range } from 'backstage-plugin-ml-monitoring-common';
import type { MetricsCallOptions, MetricsSource } from './MetricsSource';
import { RangeCache } from './RangeCache';
import { SharedFlights } from './SharedFlights';

/** Of each kind. */
const MAXIMUM_ANSWERS = 2_000;
/** Of ranges, some tens of megabytes: a tab has about ten thousand. */
const MAXIMUM_VALUES = 1_000_000;
/** Shorter than any refresh, longer than it takes several people to open the same page. */
const ANSWER_TTL_MS = 15_000;
/** What exists changes with deployments, not with traffic. */
const NAMES_TTL_MS = 30_000;
/** The type of a metric changes with its code. */
const TYPE_TTL_MS = 600_000;
/** Who looks at a model again is shown what it was known to have, while it is found out what it has now. */
const USABLE_MS = 900_000;
const RECENT_MS = 300_000;

/** Asks once what several ask at the same time. */
export class CachingMetricsSource implements MetricsSource {
  readonly #source: MetricsSource;
  readonly #answers: SharedFlights;
  readonly #series: SharedFlights;
  readonly #names: SharedFlights;
  readonly #types: SharedFlights;
  readonly #ranges: RangeCache;
  readonly #nowMs: () => number;

  static create(options: {
    source: MetricsSource;
    nowMs: () => number;
  }): CachingMetricsSource {
    return new CachingMetricsSource(options);
  }

  private constructor(options: { source: MetricsSource; nowMs: () => number }) {
    const { source, nowMs } = options;
    const flights = (ttlMs: number, usableMs = ttlMs) =>
      SharedFlights.create({
        ttlMs,
        usableMs,
        nowMs,
        maximumEntries: MAXIMUM_ANSWERS,
      });
    this.#source = source;
    this.#nowMs = nowMs;
    this.#answers = flights(ANSWER_TTL_MS);
    this.#series = flights(NAMES_TTL_MS);
    this.#names = flights(NAMES_TTL_MS, USABLE_MS);
    this.#types = flights(TYPE_TTL_MS, USABLE_MS);
    this.#ranges = new RangeCache({ nowMs, maximumValues: MAXIMUM_VALUES });
  }

  instant(query: string, options: MetricsCallOptions & { at: Date }) {
    return this.#answers.get(
      key('instant', query, options.namespace, options.at.getTime()),
      signal => this.#source.instant(query, { ...options, signal }),
      options.signal,
    );
  }

  range(query: string, options: MetricsCallOptions & { range: Range }) {
    return this.#ranges.get(
      key(query, options.namespace),
      options.range,
      (range, signal) =>
        this.#source.range(query, { ...options, range, signal }),
      options.signal,
    );
  }

  series(match: string, options: MetricsCallOptions & { range: Range }) {
    return this.#series.get(
      key('series', match, options.namespace, ...this.#period(options.range)),
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
      key('labelValues', label, match, namespace, ...this.#period(range)),
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

  /** Sources keep names by hours: until now, and for about as long, they are the same ones. */
  #period({ startSeconds, endSeconds }: Range): unknown[] {
    const agoMs = this.#nowMs() - endSeconds * 1000;
    return [
      Math.round(Math.log2(Math.max(1, endSeconds - startSeconds))),
      agoMs < RECENT_MS ? 'now' : Math.floor((endSeconds * 1000) / RECENT_MS),
    ];
  }
}

function key(...parts: unknown[]): string {
  return JSON.stringify(parts);
}
