import type { Range } from 'backstage-plugin-ml-monitoring-common';
import {
  mergeAlerts,
  mergeLabelSets,
  mergePools,
  mergeSamples,
  mergeSeries,
  mergeTargets,
  mergeValues,
} from './mergeAnswers';
import type {
  Answer,
  MetricsCallOptions,
  MetricsSource,
} from './MetricsSource';
import { MetricsSourceError } from './MetricsSourceError';

/** How much longer the others may take than the first that answers. */
const PATIENCE_MS = 3_000;

/** One of several sources. */
export interface NamedSource {
  /** In messages. */
  title: string;
  source: MetricsSource;
}

/**
 * Several Prometheus that measure the same things as one: all are asked side by side, and what one of them lacks another
 * gives. Which of them did not answer is remembered, so one is made for each round of questions.
 */
export class MergedMetricsSource<
  S extends NamedSource,
> implements MetricsSource {
  readonly #sources: readonly S[];
  readonly #patienceMs: number;
  readonly #failures = new Map<S, MetricsSourceError>();

  static create<S extends NamedSource>(options: {
    /** The one that counts where they differ first. */
    sources: readonly S[];
    patienceMs?: number;
  }): MergedMetricsSource<S> {
    return new MergedMetricsSource(options);
  }

  private constructor(options: { sources: readonly S[]; patienceMs?: number }) {
    this.#sources = options.sources;
    this.#patienceMs = options.patienceMs ?? PATIENCE_MS;
  }

  /** What a source failed with first. `undefined`: it answered all that it was asked so far. */
  failureOf(source: S): MetricsSourceError | undefined {
    return this.#failures.get(source);
  }

  async instant(query: string, options: MetricsCallOptions & { at: Date }) {
    return merged(
      await this.#ask(options.signal, ({ source }, signal) =>
        source.instant(query, { ...options, signal }),
      ),
      mergeSamples,
    );
  }

  async range(query: string, options: MetricsCallOptions & { range: Range }) {
    return merged(
      await this.#ask(options.signal, ({ source }, signal) =>
        source.range(query, { ...options, signal }),
      ),
      mergeSeries,
    );
  }

  async series(match: string, options: MetricsCallOptions & { range: Range }) {
    return merged(
      await this.#ask(options.signal, ({ source }, signal) =>
        source.series(match, { ...options, signal }),
      ),
      mergeLabelSets,
    );
  }

  async labelValues(
    label: string,
    options: MetricsCallOptions & { match: string; range: Range },
  ) {
    return merged(
      await this.#ask(options.signal, ({ source }, signal) =>
        source.labelValues(label, { ...options, signal }),
      ),
      mergeValues,
    );
  }

  async metricType(metric: string, options: MetricsCallOptions) {
    const types = await this.#ask(options.signal, ({ source }, signal) =>
      source.metricType(metric, { ...options, signal }),
    );
    return types.find(type => type !== undefined);
  }

  async targets(options: MetricsCallOptions) {
    const told = known(
      await this.#ask(options.signal, ({ source }, signal) =>
        source.targets({ ...options, signal }),
      ),
    );
    return told.length ? mergeTargets(told) : undefined;
  }

  async scrapePool(name: string, options: MetricsCallOptions) {
    const told = known(
      await this.#ask(options.signal, ({ source }, signal) =>
        source.scrapePool(name, { ...options, signal }),
      ),
    );
    return told.length ? mergePools(told) : undefined;
  }

  async alerts(options: MetricsCallOptions) {
    const told = known(
      await this.#ask(options.signal, ({ source }, signal) =>
        source.alerts({ ...options, signal }),
      ),
    );
    return told.length ? mergeAlerts(told) : undefined;
  }

  async hasAlertRules(options: MetricsCallOptions) {
    const told = await this.#ask(options.signal, ({ source }, signal) =>
      source.hasAlertRules({ ...options, signal }),
    );
    if (told.includes(true)) {
      return true;
    }
    return told.includes(undefined) ? undefined : false;
  }

  /** @throws the failure of the first where none answers */
  async #ask<T>(
    signal: AbortSignal | undefined,
    ask: (source: S, signal: AbortSignal) => Promise<T>,
  ): Promise<T[]> {
    const startedAtMs = performance.now();
    const impatience = new AbortController();
    const within = signal
      ? AbortSignal.any([signal, impatience.signal])
      : impatience.signal;
    let timer: NodeJS.Timeout | undefined;
    try {
      const outcomes = await Promise.all(
        this.#sources.map(async each => {
          try {
            const value = await ask(each, within);
            timer ??= setTimeout(
              () => impatience.abort(),
              Math.max(this.#patienceMs, performance.now() - startedAtMs),
            ).unref();
            return { value };
          } catch (error) {
            signal?.throwIfAborted();
            return {
              error: this.#note(
                each,
                impatience.signal.aborted ? tooLate(each, error) : error,
              ),
            };
          }
        }),
      );
      const values = outcomes.flatMap(outcome =>
        'value' in outcome ? [outcome.value as T] : [],
      );
      const [first] = outcomes;
      if (!values.length && 'error' in first) {
        throw first.error;
      }
      return values;
    } finally {
      clearTimeout(timer);
    }
  }

  #note(source: S, error: unknown): MetricsSourceError {
    if (!(error instanceof MetricsSourceError)) {
      throw error;
    }
    if (!this.#failures.has(source)) {
      this.#failures.set(source, error);
    }
    return error;
  }
}

function tooLate({ title }: NamedSource, cause: unknown): MetricsSourceError {
  return new MetricsSourceError(
    'timeout',
    `${title} took much longer than the others of its cluster, which were not kept waiting.`,
    cause,
  );
}

function merged<T>(
  answers: readonly Answer<T>[],
  merge: (values: readonly T[]) => T,
): Answer<T> {
  return {
    value: merge(answers.map(({ value }) => value)),
    warnings: [...new Set(answers.flatMap(({ warnings }) => warnings))],
  };
}

function known<T>(values: readonly (T | undefined)[]): T[] {
  return values.filter(value => value !== undefined);
}
