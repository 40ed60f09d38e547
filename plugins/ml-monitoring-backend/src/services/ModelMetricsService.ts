import { InputError } from '@backstage/errors';
import {
  customMetrics,
  customMetricsSelector,
  customPanel,
  modelScope,
  panelCatalogue,
  rangeOf,
  windowFor,
  type ClusterFacts,
  type MetricsAnswer,
  type MetricsQuery,
  type ModelRef,
  type Panel,
  type PanelDefinition,
  type QueryScope,
  type Range,
} from 'backstage-plugin-ml-monitoring-common';
import type {
  ClusterMetrics,
  MetricsSourceError,
  MetricsSources,
} from '../metrics';
import {
  NO_PROMETHEUS,
  metricsSourceState,
  settled,
} from './metricsSourceState';
import { askTargets, targetsOfModel, withLastErrors } from './modelTargets';
import { toPanel } from './toPanel';
import type { ModelReader } from './types';
import { whyEmpty } from './whyEmpty';

const DEFAULT_SCRAPE_INTERVAL_SECONDS = 30;
/** A model that exposes more than this shows the first of them, and says so. */
const MAXIMUM_CUSTOM_METRICS = 40;

/** One round of questions about one model. */
interface Round {
  ref: ModelRef;
  metrics: ClusterMetrics;
  range: Range;
  scope: QueryScope;
  facts: ClusterFacts | undefined;
  wanted: Wanted;
  signal?: AbortSignal;
}

/** Which panels the caller asked for. */
interface Wanted {
  panel: (id: string) => boolean;
  /** Any about custom metrics. */
  custom: boolean;
}

interface RoundAnswer {
  panels: Panel[];
  warnings: string[];
  errors: MetricsSourceError[];
}

/** The charts of a model. Everything is asked side by side, and what fails is shown where it is missing. */
export class ModelMetricsService {
  readonly #sources: MetricsSources;
  readonly #reader: ModelReader;
  readonly #now: () => Date;

  static create(options: {
    sources: MetricsSources;
    reader: ModelReader;
    now?: () => Date;
  }): ModelMetricsService {
    return new ModelMetricsService(options);
  }

  private constructor(options: {
    sources: MetricsSources;
    reader: ModelReader;
    now?: () => Date;
  }) {
    this.#sources = options.sources;
    this.#reader = options.reader;
    this.#now = options.now ?? (() => new Date());
  }

  /**
   * @throws InputError for a range or a panel that cannot be.
   * @throws NotFoundError when there is no such model.
   */
  async panels(
    ref: ModelRef,
    query: MetricsQuery,
    options: { signal?: AbortSignal } = {},
  ): Promise<MetricsAnswer> {
    const { signal } = options;
    const now = this.#now();
    const wanted = readPanels(query.panels);
    const range = rangeOf(
      {
        from: query.from ? new Date(query.from) : undefined,
        to: query.to ? new Date(query.to) : undefined,
        stepSeconds: query.step,
      },
      now,
    );
    const [facts, metrics] = await Promise.all([
      this.#facts(ref, signal),
      this.#sources.of(ref.cluster, { namespace: ref.namespace, signal }),
    ]);
    const scope = modelScope({
      ref,
      matchers: metrics?.matchers ?? {},
      windowSeconds: windowFor(range.stepSeconds, scrapeInterval(facts)),
    });
    const answer = metrics
      ? await this.#ask({ ref, metrics, range, scope, facts, wanted, signal })
      : unasked(scope, wanted);
    return {
      ref,
      range,
      panels: answer.panels,
      warnings: [...new Set(answer.warnings)],
      sources: [
        metricsSourceState({
          cluster: ref.cluster,
          metrics,
          errors: answer.errors,
          answered: answer.panels.some(({ status }) => status !== 'failed'),
          asOf: now,
        }),
      ],
      externalUrl: metrics?.externalUrl,
    };
  }

  /** The charts do without, only less exactly; that there is no such model is another matter. */
  async #facts(
    ref: ModelRef,
    signal: AbortSignal | undefined,
  ): Promise<ClusterFacts | undefined> {
    try {
      return (await this.#reader.facts(ref, { signal })).facts;
    } catch (error) {
      if (signal?.aborted || (error as Error).name === 'NotFoundError') {
        throw error;
      }
      return undefined;
    }
  }

  async #ask(round: Round): Promise<RoundAnswer> {
    const explain = this.#explainer(round);
    const [known, custom] = await Promise.all([
      this.#askPanels(round, panelCatalogue, explain),
      round.wanted.custom
        ? this.#askCustomPanels(round, explain)
        : { panels: [], warnings: [], errors: [] },
    ]);
    return {
      panels: [...known.panels, ...custom.panels],
      warnings: [...known.warnings, ...custom.warnings],
      errors: [...known.errors, ...custom.errors],
    };
  }

  async #askPanels(
    round: Round,
    definitions: readonly PanelDefinition[],
    explain: Explain,
  ): Promise<RoundAnswer> {
    const answers = await Promise.all(
      definitions
        .filter(({ id }) => round.wanted.panel(id))
        .map(async definition => {
          const queries = definition.queries.map(({ promql }) =>
            promql(round.scope),
          );
          const results = await Promise.all(
            queries.map(query =>
              settled(
                round.metrics.source.range(query, {
                  range: round.range,
                  namespace: round.ref.namespace,
                  signal: round.signal,
                }),
              ),
            ),
          );
          const panel = toPanel({
            definition,
            queries,
            results,
            scope: round.scope,
          });
          return {
            panel:
              panel.status === 'empty'
                ? { ...panel, message: await explain(results.some(hasSeries)) }
                : panel,
            isShown: !definition.optional || panel.status === 'ok',
            warnings: results.flatMap(result =>
              'value' in result ? result.value.warnings : [],
            ),
            errors: results.flatMap(result =>
              'error' in result ? result.error : [],
            ),
          };
        }),
    );
    return {
      panels: answers
        .filter(({ isShown }) => isShown)
        .map(({ panel }) => panel),
      warnings: answers.flatMap(({ warnings }) => warnings),
      errors: answers.flatMap(({ errors }) => errors),
    };
  }

  async #askCustomPanels(round: Round, explain: Explain): Promise<RoundAnswer> {
    const { metrics, range, scope, signal } = round;
    const { namespace } = round.ref;
    const names = await settled(
      metrics.source.labelValues('__name__', {
        match: customMetricsSelector(scope),
        range,
        namespace,
        signal,
      }),
    );
    if ('error' in names) {
      return {
        panels: [undiscovered(names.error)],
        warnings: [],
        errors: [names.error],
      };
    }
    const types = new Map(
      await Promise.all(
        names.value.value
          .slice(0, MAXIMUM_CUSTOM_METRICS * 4)
          .map(async name => {
            const type = await settled(
              metrics.source.metricType(name, { namespace, signal }),
            );
            // Without a declared type the name decides.
            return [name, 'value' in type ? type.value : undefined] as const;
          }),
      ),
    );
    const found = customMetrics(names.value.value, name => types.get(name));
    const answer = await this.#askPanels(
      round,
      found.slice(0, MAXIMUM_CUSTOM_METRICS).map(customPanel),
      explain,
    );
    return {
      ...answer,
      warnings: [
        ...names.value.warnings,
        ...answer.warnings,
        ...(found.length > MAXIMUM_CUSTOM_METRICS
          ? [
              `The model exposes ${found.length} custom metrics; the first ${MAXIMUM_CUSTOM_METRICS} by name are shown.`,
            ]
          : []),
      ],
    };
  }

  /** Asks about targets once, and only when something is empty. */
  #explainer({ ref, metrics, range, facts, signal }: Round): Explain {
    let targets: Promise<ReturnType<typeof targetsOfModel> | undefined>;
    const ask = async () => {
      if (!facts) {
        return undefined;
      }
      const asked = await settled(
        askTargets(metrics, {
          namespace: ref.namespace,
          at: new Date(range.endSeconds * 1000),
          signal,
        }),
      );
      if ('error' in asked) {
        return undefined;
      }
      const own = targetsOfModel(facts, asked.value);
      const explained = await settled(withLastErrors(metrics, own, signal));
      return 'value' in explained ? explained.value : own;
    };
    return async measured => {
      targets ??= ask();
      return whyEmpty({ measured, targets: await targets, facts });
    };
  }
}

type Explain = (measured: boolean) => Promise<string>;

function hasSeries(result: Awaited<ReturnType<typeof settled>>): boolean {
  const value =
    'value' in result ? (result.value as { value: unknown[] }) : undefined;
  return Boolean(value?.value.length);
}

function unasked(scope: QueryScope, wanted: Wanted): RoundAnswer {
  return {
    panels: panelCatalogue
      .filter(({ id, optional }) => !optional && wanted.panel(id))
      .map(definition => ({
        ...toPanel({ definition, queries: [], results: [], scope }),
        status: 'failed' as const,
        message: NO_PROMETHEUS,
      })),
    warnings: [],
    errors: [],
  };
}

function undiscovered(error: MetricsSourceError): Panel {
  return {
    id: 'custom',
    title: 'Custom metrics',
    group: 'custom',
    unit: 'none',
    status: 'failed',
    message: error.message,
    series: [],
    queries: [],
  };
}

function scrapeInterval(facts: ClusterFacts | undefined): number {
  const intervals = (facts?.model.monitors ?? []).flatMap(
    ({ intervalSeconds }) => intervalSeconds ?? [],
  );
  return intervals.length
    ? Math.max(...intervals)
    : DEFAULT_SCRAPE_INTERVAL_SECONDS;
}

/** `custom` stands for every custom metric. */
function readPanels(text: string | undefined): Wanted {
  if (text === undefined) {
    return { panel: () => true, custom: true };
  }
  const ids = text
    .split(',')
    .map(id => id.trim())
    .filter(Boolean);
  const known = [...panelCatalogue.map(({ id }) => id), 'custom'];
  const unknown = ids.find(id => !known.includes(id) && !isCustom(id));
  if (unknown !== undefined) {
    throw new InputError(
      `panels: "${unknown}" is not a panel. There are ${known.join(', ')} and custom:<metric>`,
    );
  }
  return {
    panel: id => ids.includes(id) || (isCustom(id) && ids.includes('custom')),
    custom: ids.some(id => id === 'custom' || isCustom(id)),
  };
}

function isCustom(id: string): boolean {
  return id.startsWith('custom:');
}
