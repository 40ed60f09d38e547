import {
  evaluateHealth,
  keyNumberQueries,
  modelScope,
  predictionRate,
  type Asked,
  type ClusterFacts,
  type HealthReport,
  type HealthThresholds,
  type MetricFacts,
  type ModelRef,
  type SourceState,
} from 'backstage-plugin-ml-monitoring-common';
import {
  MetricsSourceError,
  type ClusterMetrics,
  type MetricsSources,
} from '../metrics';
import { askedCluster } from './askedCluster';
import { VERDICT_WINDOW_SECONDS, alignedNow, toKeyNumbers } from './keyNumbers';
import {
  NO_PROMETHEUS,
  metricsSourceState,
  settled,
} from './metricsSourceState';
import {
  askTargets,
  targetsOfModel,
  withLastErrors,
  type NamespaceTargets,
} from './modelTargets';
import type { ModelReader } from './types';
import { withDeadline } from './withDeadline';

const CLUSTER_TIMEOUT_MS = 10_000;
/** By which the orchestrator's metrics name the predictor. */
const PREDICTOR_LABEL = 'predictor_name';

/** What Prometheus said, before it is known which pods are the model's. */
interface Measured {
  metrics: ClusterMetrics | undefined;
  numbers: Omit<MetricFacts, 'targets'>;
  targets: NamespaceTargets | undefined;
  errors: MetricsSourceError[];
  answered: boolean;
}

/** The verdict on one model: asks the cluster and Prometheus side by side, and lets the rules judge. */
export class ModelHealthService {
  readonly #sources: MetricsSources;
  readonly #reader: ModelReader;
  readonly #thresholds: HealthThresholds;
  readonly #now: () => Date;
  readonly #clusterTimeoutMs: number;

  static create(options: {
    sources: MetricsSources;
    reader: ModelReader;
    thresholds: HealthThresholds;
    now?: () => Date;
    clusterTimeoutMs?: number;
  }): ModelHealthService {
    return new ModelHealthService(options);
  }

  private constructor(
    options: Parameters<typeof ModelHealthService.create>[0],
  ) {
    this.#sources = options.sources;
    this.#reader = options.reader;
    this.#thresholds = options.thresholds;
    this.#now = options.now ?? (() => new Date());
    this.#clusterTimeoutMs = options.clusterTimeoutMs ?? CLUSTER_TIMEOUT_MS;
  }

  /** @throws NotFoundError when the cluster answered that there is no such model. */
  async report(
    ref: ModelRef,
    options: { signal?: AbortSignal } = {},
  ): Promise<HealthReport> {
    const { signal } = options;
    const now = this.#now();
    const at = alignedNow(now);
    const [{ cluster, source }, measured] = await Promise.all([
      this.#askCluster(ref, now, signal),
      this.#measure(ref, at, signal),
    ]);
    const facts = cluster.status === 'answered' ? cluster.value : undefined;
    const metrics = await toAsked(measured, { facts, at, signal });
    const verdict = evaluateHealth({ cluster, metrics }, this.#thresholds, now);
    return {
      ref,
      ...verdict,
      numbers: toKeyNumbers(
        metrics.status === 'answered' ? metrics.value : undefined,
        facts,
      ),
      sources: [
        source,
        metricsSourceState({ cluster: ref.cluster, asOf: at, ...measured }),
      ],
      evaluatedAt: now.toISOString(),
    };
  }

  async #askCluster(
    ref: ModelRef,
    now: Date,
    signal: AbortSignal | undefined,
  ): Promise<{ cluster: Asked<ClusterFacts>; source: SourceState }> {
    try {
      const { facts, source } = await withDeadline(
        limited => this.#reader.facts(ref, { signal: limited }),
        { timeoutMs: this.#clusterTimeoutMs, signal },
      );
      return { cluster: askedCluster(facts, source, now), source };
    } catch (error) {
      const { name, message } = error as Error;
      if (signal?.aborted || name === 'NotFoundError') {
        throw error;
      }
      const status = name === 'NotAllowedError' ? 'forbidden' : 'failed';
      const why =
        name === 'TimeoutError'
          ? `The cluster did not answer within ${this.#clusterTimeoutMs / 1000} s.`
          : message;
      return {
        cluster: { status, message: why },
        source: {
          kind: 'cluster',
          cluster: ref.cluster,
          title: `Kubernetes API of cluster ${ref.cluster}`,
          status,
          message: why,
        },
      };
    }
  }

  async #measure(
    ref: ModelRef,
    at: Date,
    signal: AbortSignal | undefined,
  ): Promise<Measured> {
    const { namespace } = ref;
    const metrics = await this.#sources.of(ref.cluster, { namespace, signal });
    const scope = modelScope({
      ref,
      matchers: metrics?.matchers ?? {},
      windowSeconds: VERDICT_WINDOW_SECONDS,
    });
    const queries = keyNumberQueries(scope);
    const byPredictor = predictionRate(scope, [PREDICTOR_LABEL]);
    if (!metrics) {
      return {
        metrics,
        numbers: noNumbers(queries),
        targets: undefined,
        errors: [],
        answered: false,
      };
    }
    const number = async (query: string) =>
      (await metrics.source.instant(query, { namespace, at, signal })).value[0]
        ?.value;
    const numbersBy = async (query: string) => {
      const { value } = await metrics.source.instant(query, {
        namespace,
        at,
        signal,
      });
      return Object.fromEntries(
        value.flatMap(sample =>
          sample.value === undefined
            ? []
            : [[sample.labels[PREDICTOR_LABEL] ?? '', sample.value]],
        ),
      );
    };
    const [requests, shares, errorRatio, callerFaultRatio, latency, targets] =
      await Promise.all([
        settled(number(queries.requestsPerSecond)),
        settled(numbersBy(byPredictor)),
        settled(number(queries.errorRatio)),
        settled(number(queries.callerFaultRatio)),
        settled(number(queries.latencyP95Seconds)),
        settled(askTargets(metrics, { namespace, at, signal })),
      ]);
    const all = [
      requests,
      shares,
      errorRatio,
      callerFaultRatio,
      latency,
      targets,
    ];
    const requestsPerSecond = valueOf(shares);
    return {
      metrics,
      numbers: {
        ...noNumbers(queries),
        requestsPerSecond: valueOf(requests),
        errorRatio: valueOf(errorRatio),
        callerFaultRatio: valueOf(callerFaultRatio),
        latencyP95Seconds: valueOf(latency),
        ...(requestsPerSecond && {
          byPredictor: { query: byPredictor, requestsPerSecond },
        }),
      },
      targets: valueOf(targets),
      errors: all.flatMap(each => ('error' in each ? each.error : [])),
      answered: all.some(each => 'value' in each),
    };
  }
}

async function toAsked(
  { metrics, numbers, targets, errors, answered }: Measured,
  options: { facts: ClusterFacts | undefined; at: Date; signal?: AbortSignal },
): Promise<Asked<MetricFacts>> {
  const { facts, at, signal } = options;
  if (!metrics) {
    return { status: 'absent', message: NO_PROMETHEUS };
  }
  const [error] = errors;
  if (error && !answered) {
    return { status: error.status, message: error.message };
  }
  const own = facts && targets && targetsOfModel(facts, targets);
  // That a target is down is known already; why it is can be left out.
  const explained =
    own && (await settled(withLastErrors(metrics, own, signal)));
  return {
    status: 'answered',
    value: {
      ...numbers,
      queries: { ...numbers.queries, targets: targets?.query ?? '' },
      targets: (explained && valueOf(explained)) ?? own,
    },
    asOf: at,
    missing: error?.message,
  };
}

function noNumbers(
  queries: ReturnType<typeof keyNumberQueries>,
): Omit<MetricFacts, 'targets'> {
  return {
    windowSeconds: VERDICT_WINDOW_SECONDS,
    queries: { ...queries, targets: '' },
  };
}

function valueOf<T>(result: { value: T } | { error: unknown }): T | undefined {
  return 'value' in result ? result.value : undefined;
}
