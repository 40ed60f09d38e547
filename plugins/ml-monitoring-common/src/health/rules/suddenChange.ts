import { badFrom, isEnough } from '../history';
import { formatLatency, formatSeconds } from '../latency';
import type { BaselineFact, HistoryFact, MetricFacts } from '../metricFacts';
import {
  count,
  isAnswering,
  isTelling,
  measured,
  measuredLatency,
  percent,
} from './levels';
import type { Judgement, MetricsRule } from './types';

/** One other day may have been the odd one. */
const LEAST_BASELINES = 2;
/** Changes that are many times nothing are still next to nothing. */
const LEAST_ERROR_RATIO = 0.005;
const LEAST_SLOWER_SECONDS = 0.05;

type Context = Parameters<MetricsRule['judge']>[1];

/** Whether the model behaves otherwise than at the same time of earlier days, each of which has to say so. */
export const suddenChange: MetricsRule = {
  findings: {
    'requests-dropped': {
      means:
        'far fewer predictions are asked than at the same time of earlier days',
      usually:
        'callers that cannot reach the model, or that are down themselves; a holiday',
    },
    'requests-surged': {
      means:
        'far more predictions are asked than at the same time of earlier days',
      usually: 'a new caller, retries, or a load test',
    },
    'errors-rose': {
      means:
        'a larger share of predictions fails than at the same time of earlier days, though still below the limits',
      usually: 'a rollout, or a system that the model depends on',
    },
    'latency-rose': {
      means: 'predictions take longer than at the same time of earlier days',
      usually: 'a rollout, more load, or less CPU than the pods need',
    },
  },
  judge: (metrics, context) => {
    const baselines = (metrics.baselines ?? []).filter(
      ({ requestsPerSecond }) =>
        requestsPerSecond &&
        isEnough(requestsPerSecond, metrics.windowSeconds, context.thresholds),
    );
    if (!isAnswering(context) || baselines.length < LEAST_BASELINES) {
      return [];
    }
    return [
      ...requestsChanged(baselines, metrics, context),
      ...(isTelling(metrics, context)
        ? [
            ...errorsRose(baselines, metrics, context),
            ...latencyRose(baselines, metrics, context),
          ]
        : []),
    ];
  },
};

function requestsChanged(
  baselines: BaselineFact[],
  metrics: MetricFacts,
  context: Context,
): Judgement[] {
  const { requestsPerSecond: now, queries } = metrics;
  const { thresholds } = context;
  const factor = thresholds.suddenChange.requests;
  const before = baselines.map(each => each.requestsPerSecond ?? 0);
  // That nothing at all is asked has a finding of its own.
  if (!now) {
    return [];
  }
  const common = {
    detail: compare(baselines, each => `${count(each.requestsPerSecond!)}/s`),
    confidence: 'likely' as const,
    evidence: [measured(queries.requestsPerSecond, now, 'requests/s', context)],
  };
  const rare = badFrom(metrics, history => negated(history.requestsPerSecond), {
    limit: -Math.min(...before) / factor,
    thresholds: { ...thresholds, minimumRequests: 0 },
  });
  if (rare) {
    return [
      {
        ...common,
        rule: 'requests-dropped',
        status: 'degraded',
        title: `Only ${count(now)} predictions per second are asked, far fewer than at this time of other days`,
        since: rare,
        remedy:
          'Ask those who call the model, and look at what leads to it: Route or Ingress, DNS, certificates, network policies.',
      },
    ];
  }
  const frequent = badFrom(metrics, history => history.requestsPerSecond, {
    limit: Math.max(...before) * factor,
    thresholds,
  });
  return frequent
    ? [
        {
          ...common,
          rule: 'requests-surged',
          // More to do is no illness; that it is too much shows in errors and latency.
          status: 'healthy',
          title: `${count(now)} predictions per second are asked, far more than at this time of other days`,
          since: frequent,
          remedy:
            'Find out who calls. If it lasts, give the model more replicas.',
        },
      ]
    : [];
}

function errorsRose(
  baselines: BaselineFact[],
  metrics: MetricFacts,
  context: Context,
): Judgement[] {
  const { errorRatio: now, queries } = metrics;
  const { thresholds } = context;
  const known = baselines.filter(({ errorRatio }) => errorRatio !== undefined);
  if (now === undefined || known.length < LEAST_BASELINES) {
    return [];
  }
  const usual = Math.max(...known.map(({ errorRatio }) => errorRatio!));
  const since = badFrom(metrics, history => history.errorRatio, {
    limit: Math.max(
      usual * thresholds.suddenChange.errorRatio,
      usual + LEAST_ERROR_RATIO,
    ),
    thresholds,
  });
  return since
    ? [
        {
          rule: 'errors-rose',
          status: 'degraded',
          title: `${percent(now)} of predictions fail, far more than at this time of other days`,
          detail: compare(known, each => percent(each.errorRatio!)),
          since,
          confidence: 'likely',
          evidence: [measured(queries.errorRatio, now, 'ratio', context)],
          remedy:
            'See what changed at that time: a rollout, or a system that the model depends on. Read the log of the model containers.',
          explainedBy: ['error-ratio'],
        },
      ]
    : [];
}

function latencyRose(
  baselines: BaselineFact[],
  metrics: MetricFacts,
  context: Context,
): Judgement[] {
  const { latencyP95Seconds: now, queries } = metrics;
  const { thresholds } = context;
  const known = baselines.filter(
    ({ latencyP95Seconds }) => latencyP95Seconds !== undefined,
  );
  if (now === undefined || known.length < LEAST_BASELINES) {
    return [];
  }
  const usual = Math.max(...known.map(each => each.latencyP95Seconds!));
  const since = badFrom(metrics, history => history.latencyP95Seconds, {
    limit: Math.max(
      usual * thresholds.suddenChange.latency,
      usual + LEAST_SLOWER_SECONDS,
    ),
    thresholds,
  });
  return since
    ? [
        {
          rule: 'latency-rose',
          status: 'degraded',
          title: `The slowest 5 % of predictions take ${formatSeconds(now)} or longer, far more than at this time of other days`,
          detail: compare(known, each =>
            formatLatency(each.latencyP95Seconds!),
          ),
          since,
          confidence: 'likely',
          evidence: [measuredLatency(queries.latencyP95Seconds, now, context)],
          remedy:
            'See what changed at that time, which node of the graph is slow, and whether CPU is throttled.',
          explainedBy: ['latency'],
        },
      ]
    : [];
}

const negated = (values: HistoryFact['requestsPerSecond']) =>
  values.map(value => (value === undefined ? undefined : -value));

function compare(
  baselines: BaselineFact[],
  words: (baseline: BaselineFact) => string,
): string {
  return `${baselines
    .map(
      each =>
        `${each.daysAgo === 1 ? 'Yesterday' : `${each.daysAgo} days ago`} ${words(each)}`,
    )
    .join(', ')}.`;
}
