import {
  instantsOf,
  pointsIn,
  type Alert,
  type Range,
} from 'backstage-plugin-ml-monitoring-common';
import { foreignText } from '../foreignText';
import type {
  Answer,
  InstantSample,
  MetricsCallOptions,
  MetricsSource,
  RangeSeries,
  ScrapePool,
  ScrapeTarget,
} from './MetricsSource';
import { MetricsSourceError } from './MetricsSourceError';
import {
  PrometheusClient,
  type PrometheusLimits,
  type PrometheusTransport,
} from './PrometheusClient';
import {
  alertsSchema,
  finite,
  matrixSchema,
  metadataSchema,
  scrapePoolSchema,
  rulesSchema,
  seriesListSchema,
  targetsSchema,
  valuesSchema,
  vectorSchema,
} from './answers';
import { gridsIn } from './gridsIn';
import { joinSeries } from './joinSeries';
import { toAlerts } from './toAlerts';

/** A Prometheus, or whatever speaks its HTTP API. */
export class PrometheusMetricsSource implements MetricsSource {
  readonly #client: PrometheusClient;

  static create(options: {
    transport: PrometheusTransport;
    limits?: Partial<PrometheusLimits>;
  }): PrometheusMetricsSource {
    return new PrometheusMetricsSource(PrometheusClient.create(options));
  }

  private constructor(client: PrometheusClient) {
    this.#client = client;
  }

  async instant(
    query: string,
    options: MetricsCallOptions & { at: Date },
  ): Promise<Answer<InstantSample[]>> {
    const { at, ...call } = options;
    const { value, warnings } = await this.#client.ask('/query', {
      ...call,
      schema: vectorSchema,
      parameters: { query, time: String(at.getTime() / 1000) },
      takesPost: true,
    });
    return {
      value: value.result.flatMap(sample =>
        sample.value
          ? [{ labels: sample.metric, value: finite(sample.value[1]) }]
          : [],
      ),
      warnings: [
        ...warnings,
        ...(value.result.some(({ histogram }) => histogram) ? [NATIVE] : []),
      ],
    };
  }

  async range(
    query: string,
    options: MetricsCallOptions & { range: Range },
  ): Promise<Answer<RangeSeries[]>> {
    const { range, ...call } = options;
    const instants = instantsOf(range);
    const parts = await Promise.all(
      gridsIn(range).map(async grid => ({
        ...(await this.#onGrid(query, { ...call, grid })),
        places: instantsOf(grid).map(at => instants.indexOf(at)),
      })),
    );
    return {
      value:
        parts.length === 1
          ? parts[0].series
          : joinSeries(parts, instants.length),
      warnings: [...new Set(parts.flatMap(({ warnings }) => warnings))],
    };
  }

  async #onGrid(query: string, options: MetricsCallOptions & { grid: Range }) {
    const { grid, ...call } = options;
    if (grid.startSeconds === grid.endSeconds) {
      const at = new Date(grid.endSeconds * 1000);
      const { value, warnings } = await this.instant(query, { ...call, at });
      return {
        series: value.map(sample => ({
          labels: sample.labels,
          values: [sample.value],
        })),
        warnings,
      };
    }
    const { value, warnings } = await this.#client.ask('/query_range', {
      ...call,
      schema: matrixSchema,
      parameters: { query, ...boundsOf(grid), step: String(grid.stepSeconds) },
      takesPost: true,
    });
    return {
      series: value.result.flatMap(({ metric, values }) =>
        values ? [{ labels: metric, values: onGrid(values, grid) }] : [],
      ),
      warnings: [
        ...warnings,
        ...(value.result.some(({ histograms }) => histograms) ? [NATIVE] : []),
      ],
    };
  }

  async series(
    match: string,
    options: MetricsCallOptions & { range: Range },
  ): Promise<Answer<Record<string, string>[]>> {
    const { range, ...call } = options;
    return this.#client.ask('/series', {
      ...call,
      schema: seriesListSchema,
      parameters: { 'match[]': match, ...boundsOf(range) },
      takesPost: true,
    });
  }

  async labelValues(
    label: string,
    options: MetricsCallOptions & { match: string; range: Range },
  ): Promise<Answer<string[]>> {
    const { match, range, ...call } = options;
    return this.#client.ask(`/label/${encodeURIComponent(label)}/values`, {
      ...call,
      schema: valuesSchema,
      parameters: { 'match[]': match, ...boundsOf(range) },
    });
  }

  async metricType(
    metric: string,
    options: MetricsCallOptions,
  ): Promise<string | undefined> {
    if (this.#client.transport.tenancy) {
      return undefined;
    }
    const { value } = await this.#client.ask('/metadata', {
      ...options,
      schema: metadataSchema,
      parameters: { metric, limit: '1' },
    });
    const type = value[metric]?.[0]?.type;
    return type === 'unknown' ? undefined : type;
  }

  async targets(
    options: MetricsCallOptions,
  ): Promise<ScrapeTarget[] | undefined> {
    if (this.#client.transport.tenancy) {
      return undefined;
    }
    const { value } = await this.#client.ask('/targets', {
      ...options,
      schema: targetsSchema,
      parameters: { state: 'active' },
    });
    return value.activeTargets.map(({ labels, lastError }) => ({
      labels,
      lastError: lastError ? foreignText(lastError) : undefined,
    }));
  }

  async scrapePool(
    name: string,
    options: MetricsCallOptions,
  ): Promise<ScrapePool | undefined> {
    if (this.#client.transport.tenancy) {
      return undefined;
    }
    const { value } = await this.#client.ask('/targets', {
      ...options,
      schema: scrapePoolSchema,
      parameters: { state: 'any', scrapePool: name },
    });
    return {
      active: value.activeTargets.filter(
        ({ scrapePool }) => scrapePool === name,
      ).length,
      dropped: value.droppedTargets
        .map(({ discoveredLabels }) => discoveredLabels)
        .filter(({ job }) => job === name)
        .slice(0, MOST_DROPPED),
    };
  }

  async alerts(options: MetricsCallOptions): Promise<Alert[] | undefined> {
    const alerts = await unlessMissing(
      this.#client.ask('/alerts', {
        ...options,
        schema: alertsSchema,
        parameters: {},
        aboutRules: true,
      }),
    );
    if (alerts) {
      return toAlerts(alerts.value.alerts);
    }
    // Some that have rules do not list their alerts apart.
    const rules = await this.#alertRules(options);
    return rules && toAlerts(rules.flatMap(rule => rule.alerts));
  }

  async hasAlertRules(
    options: MetricsCallOptions,
  ): Promise<boolean | undefined> {
    const rules = await this.#alertRules(options);
    return rules && rules.length > 0;
  }

  async #alertRules(options: MetricsCallOptions) {
    const rules = await unlessMissing(
      this.#client.ask('/rules', {
        ...options,
        schema: rulesSchema,
        parameters: { type: 'alert' },
        aboutRules: true,
      }),
    );
    return rules?.value.groups.flatMap(group => group.rules);
  }
}

const NATIVE =
  'A native histogram was left out: charts read only classic ones, with buckets. Let Prometheus keep both (scrapeClassicHistograms of the monitor).';

/** Not all heed the parameter that names the pool. */
const MOST_DROPPED = 200;

function boundsOf({ startSeconds, endSeconds }: Range) {
  return { start: String(startSeconds), end: String(endSeconds) };
}

function onGrid(
  points: readonly [number, string][],
  range: Range,
): (number | undefined)[] {
  const values = new Array<number | undefined>(pointsIn(range)).fill(undefined);
  for (const [atSeconds, text] of points) {
    const index = Math.round(
      (atSeconds - range.startSeconds) / range.stepSeconds,
    );
    if (index >= 0 && index < values.length) {
      values[index] = finite(text);
    }
  }
  return values;
}

/** `undefined` where the source has no such part of the API. */
async function unlessMissing<T>(question: Promise<T>): Promise<T | undefined> {
  try {
    return await question;
  } catch (error) {
    if (
      error instanceof MetricsSourceError &&
      (error.problem === 'not-found' || error.problem === 'bad-query')
    ) {
      return undefined;
    }
    throw error;
  }
}
