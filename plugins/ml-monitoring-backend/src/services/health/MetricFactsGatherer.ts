import {
  alertsOfModel,
  modelScope,
  type Asked,
  type ClusterFacts,
  type HealthThresholds,
  type MetricFacts,
  type ModelRef,
  type Slo,
  type SourceState,
} from 'backstage-plugin-ml-monitoring-common';
import type { MetricsSources } from '../../metrics';
import {
  NO_PROMETHEUS,
  metricsSourceStates,
  settled,
} from '../metricsSourceState';
import {
  askTargets,
  targetsOfModel,
  withLastErrors,
  type NamespaceTargets,
} from '../modelTargets';
import { askBaselines } from './askBaselines';
import { askCustom } from './askCustom';
import { askDetectors, toDetectorFacts } from './askDetectors';
import { askNumbers } from './askNumbers';
import { askReward } from './askReward';
import { askSlo } from './askSlo';
import { extra, extraSources } from './extras';
import type { HealthRound } from './HealthRound';
import { SlowAnswers } from './SlowAnswers';

/** What Prometheus said of a model, and how well it said it. */
export interface GatheredMetrics {
  metrics: Asked<MetricFacts>;
  sources: SourceState[];
}

/** Everything that is asked of Prometheus about the health of one model, side by side. */
export class MetricFactsGatherer {
  readonly #slow: SlowAnswers;

  constructor(
    private readonly options: {
      sources: MetricsSources;
      thresholds: HealthThresholds;
      /** How long a report waits for what is reckoned over days. */
      slowWaitMs: number;
      nowMs: () => number;
    },
  ) {
    const { slowWaitMs, nowMs } = options;
    this.#slow = new SlowAnswers({ waitMs: slowWaitMs, nowMs });
  }

  /** @param about.cluster - asked at the same time; only what needs it waits for it */
  async gather(
    ref: ModelRef,
    about: {
      cluster: Promise<ClusterFacts | undefined>;
      /** Where the SeldonDeployment promises nothing. */
      promise: Slo;
      at: Date;
      signal?: AbortSignal;
    },
  ): Promise<GatheredMetrics> {
    const { at, signal } = about;
    const metrics = await this.options.sources.of(ref.cluster, {
      namespace: ref.namespace,
      signal,
    });
    if (!metrics) {
      return {
        metrics: { status: 'absent', message: NO_PROMETHEUS },
        sources: metricsSourceStates({
          cluster: ref.cluster,
          metrics,
          errors: [],
          answered: false,
          asOf: at,
        }),
      };
    }
    const round: HealthRound = {
      ref,
      metrics,
      at,
      signal,
      slow: this.#slow,
      scopeOf: windowSeconds =>
        modelScope({ ref, matchers: metrics.matchers, windowSeconds }),
    };
    return this.#ask(round, about);
  }

  async #ask(
    round: HealthRound,
    about: { cluster: Promise<ClusterFacts | undefined>; promise: Slo },
  ): Promise<GatheredMetrics> {
    const { ref, metrics, at, signal } = round;
    const { namespace } = ref;
    const { thresholds } = this.options;
    const asking = askNumbers(round);
    const history = asking.then(
      ({ facts }) => facts.history,
      () => undefined,
    );
    const [
      cluster,
      numbers,
      targets,
      slo,
      alerts,
      baselines,
      custom,
      detectors,
      reward,
    ] = await Promise.all([
      about.cluster,
      asking,
      settled(askTargets(metrics, { namespace, at, signal })),
      about.cluster.then(facts =>
        askSlo(round, {
          promise: { ...about.promise, ...facts?.promise?.slo },
          cluster: facts,
          history,
        }),
      ),
      extra(metrics.source.alerts({ namespace, signal })),
      extra(askBaselines(round)),
      extra(askCustom(round)),
      extra(askDetectors(round)),
      extra(askReward(round, thresholds.minimumRequests)),
    ]);
    const errors = [
      ...numbers.errors,
      ...('error' in targets ? [targets.error] : []),
    ];
    const answered = numbers.answered || 'value' in targets;
    const own = metricsSourceStates({
      cluster: ref.cluster,
      metrics,
      errors,
      answered,
      asOf: at,
    });
    const [error] = errors;
    if (error && !answered) {
      return {
        metrics: { status: error.status, message: error.message },
        sources: own,
      };
    }
    const { facts } = numbers;
    const found = 'value' in targets ? targets.value : undefined;
    return {
      metrics: {
        status: 'answered',
        value: {
          ...facts,
          ...(await this.#targetFacts(round, cluster, found)),
          queries: { ...facts.queries, targets: found?.query ?? '' },
          baselines: baselines.value,
          slo: slo?.report,
          alerts:
            alerts.value &&
            alertsOfModel(alerts.value, {
              ref,
              matchers: metrics.matchers,
              cluster,
            }),
          custom: custom.value,
          detectors:
            detectors.value &&
            toDetectorFacts(detectors.value, {
              pods: new Set(cluster?.model.pods.map(({ name }) => name)),
              requestsPerSecond: facts.requestsPerSecond,
              outlierRatio: thresholds.outlierRatio,
            }),
          reward: reward.value,
        },
        asOf: at,
        missing: error?.message,
      },
      sources: [
        ...own,
        ...extraSources(
          {
            'the error budget': slo?.failure,
            alerts: alerts.failure,
            'numbers of earlier days': baselines.failure,
            'custom metrics': custom.failure,
            'drift and outliers': detectors.failure,
            feedback: reward.failure,
          },
          { cluster: ref.cluster, metrics },
        ),
      ],
    };
  }

  async #targetFacts(
    { metrics, signal }: HealthRound,
    cluster: ClusterFacts | undefined,
    targets: NamespaceTargets | undefined,
  ): Promise<Pick<MetricFacts, 'targets'>> {
    const own = cluster && targets && targetsOfModel(cluster, targets);
    // That a target is down is known already; why it is can be left out.
    const explained =
      own && (await settled(withLastErrors(metrics, own, signal)));
    return {
      targets: explained && 'value' in explained ? explained.value : own,
    };
  }
}
