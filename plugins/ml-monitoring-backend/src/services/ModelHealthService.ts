import {
  evaluateHealth,
  modelAnswers,
  type Asked,
  type ClusterFacts,
  type healthQuerySchema,
  type HealthReport,
  type HealthThresholds,
  type ModelRef,
  type SourceState,
} from 'backstage-plugin-ml-monitoring-common';
import type { z } from 'zod/v3';
import type { MetricsSources } from '../metrics';
import { askedCluster } from './askedCluster';
import { MetricFactsGatherer } from './health/MetricFactsGatherer';
import { toTrend } from './health/toTrend';
import { alignedNow, toKeyNumbers } from './keyNumbers';
import type { ModelReader } from './types';
import { withDeadline } from './withDeadline';

const CLUSTER_TIMEOUT_MS = 10_000;
/** What is reckoned over days is there on the second look, if not on the first. */
const SLOW_WAIT_MS = 1_000;

/** The verdict on one model: asks the cluster and Prometheus side by side, and lets the rules judge. */
export class ModelHealthService {
  readonly #gatherer: MetricFactsGatherer;
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
    slowWaitMs?: number;
  }): ModelHealthService {
    return new ModelHealthService(options);
  }

  private constructor(
    options: Parameters<typeof ModelHealthService.create>[0],
  ) {
    const { sources, thresholds, slowWaitMs = SLOW_WAIT_MS } = options;
    this.#reader = options.reader;
    this.#thresholds = thresholds;
    this.#now = options.now ?? (() => new Date());
    this.#clusterTimeoutMs = options.clusterTimeoutMs ?? CLUSTER_TIMEOUT_MS;
    this.#gatherer = new MetricFactsGatherer({
      sources,
      thresholds,
      slowWaitMs,
      nowMs: () => this.#now().getTime(),
    });
  }

  /** @throws NotFoundError when the cluster answered that there is no such model. */
  async report(
    ref: ModelRef,
    options: {
      /** What is promised where the SeldonDeployment promises nothing. */
      promise?: z.output<typeof healthQuerySchema>;
      signal?: AbortSignal;
    } = {},
  ): Promise<HealthReport> {
    const { promise = {}, signal } = options;
    const now = this.#now();
    const asking = this.#askCluster(ref, now, signal);
    const [{ cluster, source }, { metrics, sources }] = await Promise.all([
      asking,
      this.#gatherer.gather(ref, {
        // That it failed is told here.
        cluster: asking.then(
          ({ cluster: asked }) => valueOf(asked),
          () => undefined,
        ),
        promise,
        at: alignedNow(now),
        signal,
      }),
    ]);
    const facts = valueOf(cluster);
    const measured = valueOf(metrics);
    const isDown = facts !== undefined && modelAnswers(facts) === false;
    return {
      ref,
      ...evaluateHealth({ cluster, metrics }, this.#thresholds, now),
      numbers: toKeyNumbers(measured, facts),
      trend: measured && toTrend(measured, isDown),
      slo: measured?.slo,
      alerts: measured?.alerts,
      lastChange: facts?.changes?.find(({ kind }) => kind !== 'monitoring'),
      sources: [source, ...sources],
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
}

function valueOf<T>(asked: Asked<T>): T | undefined {
  return asked.status === 'answered' ? asked.value : undefined;
}
