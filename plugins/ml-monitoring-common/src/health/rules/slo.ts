import type { Objective, SloReport } from '../../contract/health';
import {
  burnRates,
  MINIMUM_MISSES,
  type BurnRate,
} from '../../manifests/alerts/burnRate';
import { badFrom } from '../history';
import { formatSeconds } from '../latency';
import type { MetricFacts } from '../metricFacts';
import { missedShareOver } from '../../promql/slo';
import { count, isAnswering, percent } from './levels';
import type { Judgement, MetricsRule, RuleContext } from './types';

/** That all is used up says little about a promise for weeks while hardly a day was counted. */
const LEAST_BUDGET_SECONDS = 12 * 3600;

/** Whether what is promised of the model is kept, and will be. */
export const slo: MetricsRule = {
  findings: {
    'slo-burn': {
      means:
        'what may go wrong within the SLO is used up many times as fast as allowed, over a long time and still now',
      usually:
        'errors or slowness that another finding explains, or that are too small for its limits. The higher the rate, the sooner the promise is broken',
    },
    'slo-budget': {
      means:
        'more predictions missed the SLO than may within its whole window: the promise is broken',
      usually:
        'earlier trouble, which may be over. Hold back risky changes until the budget is there again, or promise less',
    },
  },
  judge: (metrics, context) => {
    const { slo: report } = metrics;
    if (!report || !isAnswering(context)) {
      return [];
    }
    return report.objectives.flatMap(objective => [
      ...burning(objective, report, metrics, context),
      ...exhausted(objective, report, context),
    ]);
  },
};

function burning(
  objective: Objective,
  report: SloReport,
  metrics: MetricFacts,
  context: RuleContext,
): Judgement[] {
  const [worst] = burnRates.filter(rate => burns(objective, rate));
  if (!worst) {
    return [];
  }
  const { budgetRemaining } = objective;
  const isSpent = isExhausted(objective, report);
  const long = burnOf(objective, worst.longSeconds);
  return [
    {
      rule: 'slo-burn',
      status: worst.severity === 'critical' && isSpent ? 'failing' : 'degraded',
      title: `The error budget of ${promised(objective)} goes ${count(long?.rate ?? worst.factor)} times as fast as it may`,
      detail: `Over the last ${worst.long}, and still over the last ${worst.short}. ${budgetRemaining === undefined ? 'What is left of it was not measured.' : `${percent(Math.max(0, budgetRemaining))} of it is left.`}`,
      since: sinceOf(objective, worst, metrics, context),
      confidence: 'certain',
      evidence: [worst.longSeconds, worst.shortSeconds].map(seconds => ({
        kind: 'query' as const,
        query: missedShareOver(objective.query, seconds),
        value: missedShareOf(objective, seconds),
        unit: 'ratio',
        at: context.now.toISOString(),
      })),
      remedy:
        objective.kind === 'latency'
          ? 'See which node of the graph is slow and since when; go back if it began with a rollout.'
          : 'Read the log of the model containers for the errors they answer with; go back if it began with a rollout.',
    },
  ];
}

/** The long window says that it matters, the short one that it goes on. */
function burns(
  objective: Objective,
  { longSeconds, shortSeconds, factor }: BurnRate,
): boolean {
  const long = burnOf(objective, longSeconds);
  const short = burnOf(objective, shortSeconds);
  return (
    long?.rate !== undefined &&
    short?.rate !== undefined &&
    long.rate > factor &&
    short.rate > factor &&
    (long.requests ?? 0) * missedRatio(objective, long.rate) >= MINIMUM_MISSES
  );
}

function exhausted(
  objective: Objective,
  report: SloReport,
  { now }: RuleContext,
): Judgement[] {
  const { budgetRemaining, requests, query } = objective;
  if (budgetRemaining === undefined || !isExhausted(objective, report)) {
    return [];
  }
  const missed = missedRatio(objective, 1 - budgetRemaining);
  if ((requests ?? 0) * missed < MINIMUM_MISSES) {
    return [];
  }
  return [
    {
      rule: 'slo-budget',
      status: 'degraded',
      title: `The promise of ${promised(objective)} is broken: ${exactly(missed)} of them missed it, where ${exactly(1 - objective.targetRatio)} may`,
      detail: `Counted over ${days(report.windowSeconds)}.`,
      confidence: 'certain',
      evidence: [
        {
          kind: 'query',
          query,
          value: missed,
          unit: 'ratio',
          at: now.toISOString(),
        },
      ],
      remedy:
        'Hold back risky changes until the budget is there again, and find out in the charts what used it up.',
    },
  ];
}

function isExhausted(
  { budgetRemaining }: Objective,
  { windowSeconds }: SloReport,
): boolean {
  return (
    budgetRemaining !== undefined &&
    budgetRemaining <= 0 &&
    windowSeconds >= LEAST_BUDGET_SECONDS
  );
}

/** Of availability the minutes tell since when the share is above the limit. */
function sinceOf(
  { kind, targetRatio }: Objective,
  { factor }: BurnRate,
  metrics: MetricFacts,
  { thresholds }: RuleContext,
): string | undefined {
  return kind === 'availability'
    ? badFrom(metrics, history => history.errorRatio, {
        limit: (1 - targetRatio) * factor,
        thresholds,
      })
    : undefined;
}

function burnOf({ burnRates: rates }: Objective, windowSeconds: number) {
  return rates.find(each => each.windowSeconds === windowSeconds);
}

function missedShareOf(objective: Objective, windowSeconds: number) {
  const rate = burnOf(objective, windowSeconds)?.rate;
  return rate === undefined ? undefined : missedRatio(objective, rate);
}

/** Rounded, for 1 less 0.999 is not 0.001 to a computer. */
function missedRatio({ targetRatio }: Objective, burn: number): number {
  return Number((burn * (1 - targetRatio)).toPrecision(6));
}

function promised({ kind, targetRatio, boundSeconds }: Objective): string {
  const share = percent(Number(targetRatio.toPrecision(8)));
  return kind === 'latency' && boundSeconds !== undefined
    ? `${share} of predictions within ${formatSeconds(boundSeconds)}`
    : `${share} of predictions without a server fault`;
}

/** Promises and what breaks them lie close to each other. */
function exactly(ratio: number): string {
  return `${Number((ratio * 100).toPrecision(3))} %`;
}

function days(seconds: number): string {
  const hours = Math.round(seconds / 3600);
  return hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`;
}
