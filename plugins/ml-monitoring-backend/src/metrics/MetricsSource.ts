import type { Alert, Range } from 'backstage-plugin-ml-monitoring-common';

/** An answer, and what Prometheus said went half wrong with it. */
export interface Answer<T> {
  value: T;
  warnings: string[];
}

/** The value of a series at one moment. `undefined`: not a finite number. */
export interface InstantSample {
  labels: Record<string, string>;
  value: number | undefined;
}

/** A series over a range, one value for each of its instants. `undefined`: nothing finite was measured there. */
export interface RangeSeries {
  labels: Record<string, string>;
  values: (number | undefined)[];
}

/** A scrape target as Prometheus sees it. */
export interface ScrapeTarget {
  labels: Record<string, string>;
  lastError?: string;
}

/** What one job of the configuration finds. */
export interface ScrapePool {
  active: number;
  /** Of the targets that relabelling threw out, what discovery said of them. */
  dropped: Record<string, string>[];
}

export interface MetricsCallOptions {
  /** The only namespace the question is about. Sources that are open by namespace need it. */
  namespace?: string;
  /** For a question that may take longer than others. Default: that of the source. */
  timeoutMs?: number;
  signal?: AbortSignal;
}

/**
 * Answers PromQL. Every method throws a `MetricsSourceError`, or an `AbortError` after `signal`
 * was aborted.
 */
export interface MetricsSource {
  instant(
    query: string,
    options: MetricsCallOptions & { at: Date },
  ): Promise<Answer<InstantSample[]>>;

  range(
    query: string,
    options: MetricsCallOptions & { range: Range },
  ): Promise<Answer<RangeSeries[]>>;

  /** Label sets of the series that `match` selected in the range. */
  series(
    match: string,
    options: MetricsCallOptions & { range: Range },
  ): Promise<Answer<Record<string, string>[]>>;

  /** Values of a label among the series that `match` selected in the range. */
  labelValues(
    label: string,
    options: MetricsCallOptions & { match: string; range: Range },
  ): Promise<Answer<string[]>>;

  /** The declared type of a metric, e.g. `counter`; `undefined` where none is known. */
  metricType(
    metric: string,
    options: MetricsCallOptions,
  ): Promise<string | undefined>;

  /** What is scraped now; `undefined` where the source does not tell. */
  targets(options: MetricsCallOptions): Promise<ScrapeTarget[] | undefined>;

  /** What a job of the configuration finds, by its name; `undefined` where the source does not tell. */
  scrapePool(
    name: string,
    options: MetricsCallOptions,
  ): Promise<ScrapePool | undefined>;

  /** Alerts that fire or are pending; `undefined` where the source does not tell. */
  alerts(options: MetricsCallOptions): Promise<Alert[] | undefined>;

  /**
   * Whether it evaluates any rules that alert. Without, that no alert fires says nothing. `undefined` where it does not
   * tell.
   */
  hasAlertRules(options: MetricsCallOptions): Promise<boolean | undefined>;
}
