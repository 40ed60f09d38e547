import {
  modelScope,
  rangeOf,
  stringifyModelRef,
  windowFor,
  type ClusterFacts,
  type MetricsAnswer,
  type MetricsQuery,
  type ModelRef,
  type OpenIn,
  type QueryScope,
  type Range,
} from 'backstage-plugin-ml-monitoring-common';
import type { PanelSettings } from '../config';
import { SharedFlights, type MetricsSources } from '../metrics';
import { askCoverage } from './askCoverage';
import { askCustomPanels } from './askCustomPanels';
import { askPanels } from './askPanels';
import { askProfilePanels } from './askProfilePanels';
import { createExplainEmpty } from './explainEmpty';
import { SlowAnswers } from './health/SlowAnswers';
import {
  joinAnswers,
  type MetricsRound,
  type MetricsRoundAnswer,
} from './metricsRound';
import { NO_PROMETHEUS, metricsSourceStates } from './metricsSourceState';
import { panelSet, type PanelSet } from './panelSet';
import { toPanel } from './toPanel';
import type { ModelReader } from './types';
import { ScrapeIntervals } from './ScrapeIntervals';
import { withDeadline } from './withDeadline';
import { wantedPanels, type WantedPanels } from './wantedPanels';
import { wantedTags, type WantedTags } from './wantedTags';

/** Charts do not wait long for what they can do without. */
const FACTS_TIMEOUT_MS = 3_000;
const SLOW_WAIT_MS = 1_000;
const MEMORY = { ttlMs: 30_000, usableMs: 900_000, maximumEntries: 1_000 };
const RECENT_MS = 300_000;

/** The charts of a model. Everything is asked side by side, and what fails is shown where it is missing. */
export class ModelMetricsService {
  readonly #sources: MetricsSources;
  readonly #reader: ModelReader;
  readonly #now: () => Date;
  readonly #scrapeIntervals: ScrapeIntervals;
  readonly #panels: PanelSet;
  readonly #slow: SlowAnswers;
  readonly #memory: SharedFlights;
  readonly #openIn: Omit<OpenIn, 'prometheus'>;

  static create(options: {
    sources: MetricsSources;
    reader: ModelReader;
    /** What the platform team made of the panels. */
    panels?: PanelSettings;
    /** Where else than in Prometheus itself people look. */
    openIn?: Omit<OpenIn, 'prometheus'>;
    now?: () => Date;
  }): ModelMetricsService {
    return new ModelMetricsService(options);
  }

  private constructor(
    options: Parameters<typeof ModelMetricsService.create>[0],
  ) {
    this.#sources = options.sources;
    this.#reader = options.reader;
    this.#now = options.now ?? (() => new Date());
    this.#panels = panelSet(options.panels);
    this.#openIn = options.openIn ?? {};
    this.#scrapeIntervals = new ScrapeIntervals(this.#now);
    const nowMs = () => this.#now().getTime();
    this.#slow = new SlowAnswers({ waitMs: SLOW_WAIT_MS, nowMs });
    this.#memory = SharedFlights.create({ ...MEMORY, nowMs });
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
    const wanted = wantedPanels(query.panels, this.#panels.ids);
    const tags = wantedTags(query.by);
    const range = rangeOf(
      {
        from: query.from ? new Date(query.from) : undefined,
        to: query.to ? new Date(query.to) : undefined,
        stepSeconds: query.step,
      },
      now,
    );
    let reading: Promise<ClusterFacts | undefined> | undefined;
    const facts = () => (reading ??= this.#facts(ref, signal));
    const [scrapeSeconds, metrics] = await Promise.all([
      this.#scrapeIntervals.secondsOf(ref, facts),
      this.#sources.of(ref.cluster, { namespace: ref.namespace, signal }),
    ]);
    const scope = modelScope({
      ref,
      matchers: metrics?.matchers ?? {},
      windowSeconds: windowFor(range.stepSeconds, scrapeSeconds),
    });
    const [{ panels, warnings, errors }, coveredFromSeconds] = metrics
      ? await Promise.all([
          ask(
            {
              ref,
              metrics,
              range,
              scope,
              facts,
              wants: wanted.has,
              remember: this.#memoryOf(ref, range, signal),
              signal,
            },
            { wanted, tags },
            this.#panels,
          ),
          askCoverage({ ref, metrics, range }, { slow: this.#slow, now }),
        ])
      : [unasked(scope, wanted, this.#panels)];
    return {
      ref,
      range,
      panels,
      warnings,
      sources: metricsSourceStates({
        cluster: ref.cluster,
        metrics,
        errors,
        answered: panels.some(({ status }) => status !== 'failed'),
        asOf: now,
      }),
      coveredFromSeconds,
      openIn: { ...this.#openIn, prometheus: metrics?.externalUrl },
    };
  }

  #memoryOf(
    ref: ModelRef,
    { endSeconds }: Range,
    signal?: AbortSignal,
  ): MetricsRound['remember'] {
    const agoMs = this.#now().getTime() - endSeconds * 1000;
    const about = [
      stringifyModelRef(ref),
      agoMs < RECENT_MS ? 'now' : endSeconds,
    ];
    return (question, find) =>
      this.#memory.get(JSON.stringify([question, ...about]), find, signal);
  }

  /** The charts do without, only less exactly; that there is no such model is another matter. */
  async #facts(
    ref: ModelRef,
    signal: AbortSignal | undefined,
  ): Promise<ClusterFacts | undefined> {
    try {
      const reading = await withDeadline(
        limited => this.#reader.facts(ref, { signal: limited }),
        { timeoutMs: FACTS_TIMEOUT_MS, signal },
      );
      return reading.facts;
    } catch (error) {
      if (signal?.aborted || (error as Error).name === 'NotFoundError') {
        throw error;
      }
      return undefined;
    }
  }
}

async function ask(
  round: MetricsRound,
  { wanted, tags }: { wanted: WantedPanels; tags: WantedTags },
  panels: PanelSet,
): Promise<MetricsRoundAnswer> {
  const explain = createExplainEmpty(round);
  return joinAnswers(
    await Promise.all([
      askPanels(round, panels.definitions, explain),
      askProfilePanels(round, panels.profiles, explain),
      ...(wanted.custom
        ? [askCustomPanels(round, { ...panels, explain, wantedTags: tags })]
        : []),
    ]),
  );
}

function unasked(
  scope: QueryScope,
  wanted: WantedPanels,
  { definitions }: PanelSet,
): MetricsRoundAnswer {
  return {
    panels: definitions
      .filter(({ id, optional }) => !optional && wanted.has(id))
      .map(definition => ({
        ...toPanel({ definition, queries: [], results: [], scope }),
        status: 'failed' as const,
        message: NO_PROMETHEUS,
      })),
    warnings: [],
    errors: [],
  };
}
