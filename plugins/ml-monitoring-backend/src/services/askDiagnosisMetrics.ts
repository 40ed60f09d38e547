import {
  customMetrics,
  customMetricsSelector,
  diagnosisQueries,
  intervalOf,
  keyNumberQueries,
  modelScope,
  type Asked,
  type DiagnosisMetricsFacts,
  type ModelRef,
  type OwnMetricsFact,
  type ScrapeJob,
  type ScrapePoolFact,
  type SeriesFact,
  type UpFact,
} from 'backstage-plugin-ml-monitoring-common';
import {
  MetricsSourceError,
  type ClusterMetrics,
  type InstantSample,
} from '../metrics';
import { VERDICT_WINDOW_SECONDS } from './keyNumbers';
import { metricsSourceState, NO_PROMETHEUS } from './metricsSourceState';
import { targetKey } from './modelTargets';

const TIMEOUT_MS = 6_000;
const DAY_SECONDS = 86_400;

interface Round {
  ref: ModelRef;
  metrics: ClusterMetrics;
  at: Date;
  signal?: AbortSignal;
}

/** What Prometheus says of the way from a model to its charts. What it does not answer is part of that. */
export async function askDiagnosisMetrics(options: {
  ref: ModelRef;
  metrics: ClusterMetrics | undefined;
  /** Names of the model's pods. */
  pods: readonly string[];
  at: Date;
  signal?: AbortSignal;
}): Promise<DiagnosisMetricsFacts> {
  const { ref, metrics, pods, at, signal } = options;
  const matchers = metrics?.matchers ?? {};
  const scope = modelScope({
    ref,
    matchers,
    windowSeconds: VERDICT_WINDOW_SECONDS,
  });
  const query = keyNumberQueries(scope).requestsPerSecond;
  if (!metrics) {
    return {
      ...unasked(NO_PROMETHEUS),
      matchers,
      query,
      state: stateOf(ref, at),
    };
  }
  const round = { ref, metrics, at, signal };
  const { tenancy } = metrics;
  const queries = diagnosisQueries({ ref, matchers, pods, tenancy });
  const problems: MetricsSourceError[] = [];
  const ask = <T>(question: (within: AbortSignal) => Promise<T>) =>
    asked(question, { at, signal, problems });
  const samplesOf = (promql: string) => (within: AbortSignal) =>
    instant(round, promql, within);
  const [up, samples, series, seriesOfPods, nativeSeries, requests, own] =
    await Promise.all([
      ask(within => askUp(round, queries, within)),
      ask(async within => {
        const [exposed, kept] = await Promise.all([
          instant(round, queries.samplesExposed, within),
          instant(round, queries.samplesKept, within),
        ]);
        return {
          exposed: exposed[0]?.value ?? 0,
          kept: kept[0]?.value ?? exposed[0]?.value ?? 0,
        };
      }),
      ask(samplesOf(queries.series)),
      ask(samplesOf(queries.seriesOfPods)),
      ask(samplesOf(queries.nativeSeries)),
      ask(samplesOf(query)),
      ask(within => askOwnMetrics(round, scope, within)),
    ]);
  const answered = [up, samples, series, requests].some(
    ({ status }) => status === 'answered',
  );
  const [first] = problems;
  return {
    state: metricsSourceState({
      cluster: ref.cluster,
      metrics,
      errors: problems,
      answered,
      asOf: at,
    }),
    problem: answered ? undefined : first?.problem,
    missingRight: metrics.missingRight,
    matchers,
    up,
    pools: {
      status: 'absent',
      message: 'Jobs are asked for where no target of the model is known',
    },
    samples,
    series: mapped(series, toSeries),
    seriesOfPods: mapped(seriesOfPods, toSeries),
    nativeSeries: mapped(nativeSeries, found => found[0]?.value ?? 0),
    requestsPerSecond: mapped(requests, found => found[0]?.value),
    query,
    ownMetrics: own,
  };
}

/** What Prometheus makes of the jobs that would scrape the model. */
export async function askPools(
  { ref, metrics, at, signal }: Round,
  jobs: readonly ScrapeJob[],
): Promise<Asked<ScrapePoolFact[]>> {
  const found = await asked(
    within =>
      Promise.all(
        jobs.map(async ({ name, monitor }) => {
          const pool = await metrics.source.scrapePool(name, {
            namespace: ref.namespace,
            signal: within,
          });
          return pool && { monitor, ...pool };
        }),
      ),
    { at, signal, problems: [] },
  );
  return mapped(found, pools => pools.filter(pool => pool !== undefined));
}

function unasked(
  message: string,
): Omit<DiagnosisMetricsFacts, 'state' | 'matchers' | 'query'> {
  const absent = { status: 'absent' as const, message };
  return {
    up: absent,
    pools: absent,
    samples: absent,
    series: absent,
    seriesOfPods: absent,
    nativeSeries: absent,
    requestsPerSecond: absent,
    ownMetrics: absent,
  };
}

function stateOf(ref: ModelRef, asOf: Date) {
  return metricsSourceState({
    cluster: ref.cluster,
    metrics: undefined,
    errors: [],
    answered: false,
    asOf,
  });
}

async function asked<T>(
  question: (signal: AbortSignal) => Promise<T>,
  options: { at: Date; signal?: AbortSignal; problems: MetricsSourceError[] },
): Promise<Asked<T>> {
  const { at, signal, problems } = options;
  const deadline = AbortSignal.timeout(TIMEOUT_MS);
  try {
    return {
      status: 'answered',
      value: await question(
        signal ? AbortSignal.any([signal, deadline]) : deadline,
      ),
      asOf: at,
    };
  } catch (error) {
    signal?.throwIfAborted();
    const problem =
      error instanceof MetricsSourceError
        ? error
        : new MetricsSourceError(
            'timeout',
            deadline.aborted
              ? `Prometheus did not answer within ${TIMEOUT_MS / 1000} s.`
              : (error as Error).message,
          );
    problems.push(problem);
    return { status: problem.status, message: problem.message };
  }
}

async function instant(
  { ref, metrics, at }: Round,
  promql: string,
  signal: AbortSignal,
): Promise<InstantSample[]> {
  const { namespace } = ref;
  return (await metrics.source.instant(promql, { namespace, at, signal }))
    .value;
}

async function askUp(
  round: Round,
  queries: ReturnType<typeof diagnosisQueries>,
  signal: AbortSignal,
): Promise<UpFact[]> {
  const [inNamespace, ofPods, scraped, counted] = await Promise.all([
    instant(round, queries.up, signal),
    queries.upOfPods ? instant(round, queries.upOfPods, signal) : [],
    instant(round, queries.scrapedAt, signal),
    instant(round, queries.scrapes, signal),
  ]);
  const scrapes = new Map(
    counted.map(({ labels, value }) => [targetKey(labels), value]),
  );
  const times = new Map(
    scraped.map(({ labels, value }) => [targetKey(labels), value]),
  );
  const all = new Map(
    [...inNamespace, ...ofPods].map(sample => [
      targetKey(sample.labels),
      sample,
    ]),
  );
  const facts = [...all].map(([key, { labels, value }]): UpFact => {
    const scrapedAt = times.get(key);
    const count = scrapes.get(key);
    return {
      labels,
      up: value === 1,
      scrapedAt:
        scrapedAt === undefined ? undefined : new Date(scrapedAt * 1000),
      intervalSeconds: count && intervalOf(count),
    };
  });
  return facts.every(({ up }) => up)
    ? facts
    : withLastErrors(round, facts, signal);
}

/** That a target is down is known already; why it is can be left out. */
async function withLastErrors(
  { ref, metrics }: Round,
  facts: UpFact[],
  signal: AbortSignal,
): Promise<UpFact[]> {
  try {
    const { namespace } = ref;
    const scraped = (await metrics.source.targets({ namespace, signal })) ?? [];
    return facts.map(fact => ({
      ...fact,
      lastError: fact.up
        ? undefined
        : scraped.find(({ labels }) =>
            (['job', 'instance', 'pod'] as const).every(
              name => labels[name] === fact.labels[name],
            ),
          )?.lastError,
    }));
  } catch (error) {
    if (error instanceof MetricsSourceError) {
      return facts;
    }
    throw error;
  }
}

async function askOwnMetrics(
  { ref, metrics, at }: Round,
  scope: Parameters<typeof customMetricsSelector>[0],
  signal: AbortSignal,
): Promise<OwnMetricsFact> {
  const { namespace } = ref;
  const match = customMetricsSelector(scope);
  const endSeconds = Math.floor(at.getTime() / 1000);
  const within = async (seconds: number) => {
    const { value } = await metrics.source.series(match, {
      namespace,
      range: {
        startSeconds: endSeconds - seconds,
        endSeconds,
        stepSeconds: seconds,
      },
      signal,
    });
    const names = value.flatMap(({ __name__ }) => __name__ ?? []);
    return customMetrics(names).map(({ name }) => name);
  };
  const [now, lately] = await Promise.all([
    within(VERDICT_WINDOW_SECONDS),
    within(DAY_SECONDS),
  ]);
  return { now, lately };
}

const toSeries = (samples: InstantSample[]): SeriesFact[] =>
  samples.map(({ labels, value = 0 }) => ({ labels, count: value }));

function mapped<A, B>(answer: Asked<A>, map: (value: A) => B): Asked<B> {
  return answer.status === 'answered'
    ? { ...answer, value: map(answer.value) }
    : answer;
}
