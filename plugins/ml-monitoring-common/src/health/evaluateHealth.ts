import type { Finding, HealthReport, HealthStatus } from '../contract/health';
import type { HealthThresholds, ModelFacts } from './facts';
import { inOrder } from './inOrder';
import { clusterRules, metricsRules, sources } from './rules';
import type { Judgement } from './rules/types';
import { severityOf, worstOf } from './status';

/** The verdict on a model, and what it rests on. @public */
export type HealthVerdict = Pick<
  HealthReport,
  'status' | 'summary' | 'since' | 'findings'
>;

/**
 * Judges a model. A pure function of what was measured: the worst finding is the
 * verdict, and what was not measured is a finding of its own.
 *
 * @public
 */
export function evaluateHealth(
  facts: ModelFacts,
  thresholds: HealthThresholds,
  now: Date,
): HealthVerdict {
  const context = { thresholds, now };
  const cluster =
    facts.cluster.status === 'answered'
      ? inOrder(facts.cluster.value)
      : undefined;
  const metrics =
    facts.metrics.status === 'answered' ? facts.metrics.value : undefined;
  const judgements = [
    ...(cluster
      ? clusterRules.flatMap(rule => rule.judge(cluster, context))
      : []),
    ...(metrics
      ? metricsRules.flatMap(rule =>
          rule.judge(metrics, { ...context, cluster }),
        )
      : []),
    ...sources.judge(facts, context),
  ];
  const findings = withoutConsequences(judgements).sort(
    (a, b) => severityOf(b.status) - severityOf(a.status),
  );
  const status = worstOf(findings.map(finding => finding.status));
  return {
    status,
    summary: summaryOf(status, findings),
    since: findings
      .filter(finding => finding.status === status && status !== 'healthy')
      .flatMap(({ since }) => since ?? [])
      .sort()[0],
    findings,
  };
}

/**
 * Leaves out what another finding explains. A cause that is milder explains
 * nothing, so that this never improves the verdict.
 */
function withoutConsequences(judgements: Judgement[]): Finding[] {
  const explains = (cause: Judgement, { explainedBy, ...effect }: Judgement) =>
    explainedBy?.includes(cause.rule) &&
    severityOf(cause.status) >= severityOf(effect.status) &&
    // What is true of the whole model is true of each of its predictors.
    (cause.predictor === undefined ||
      effect.predictor === undefined ||
      cause.predictor === effect.predictor);
  return judgements
    .filter(
      effect =>
        !judgements.some(cause => cause !== effect && explains(cause, effect)),
    )
    .map(({ explainedBy, ...finding }) => finding);
}

const WORDS: Record<HealthStatus, string> = {
  healthy: 'Healthy',
  stopped: 'Stopped',
  progressing: 'Progressing',
  unknown: 'Unknown',
  degraded: 'Degraded',
  failing: 'Failing',
};

/** What makes a healthy model healthy, in this order. */
const GOOD_NEWS = ['endpoints', 'error-ratio', 'traffic'];

function summaryOf(status: HealthStatus, findings: readonly Finding[]) {
  const reasons =
    status === 'healthy'
      ? GOOD_NEWS.flatMap(
          rule => findings.find(each => each.rule === rule) ?? [],
        )
      : findings.slice(0, 1);
  // A model that nobody calls may well be able to answer, but nothing has shown it.
  const isProven = findings.some(({ rule }) => rule === 'error-ratio');
  const word = status === 'healthy' && !isProven ? 'Ready' : WORDS[status];
  return `${word}: ${
    reasons.map(({ title }) => afterColon(title)).join(', ') ||
    'nothing was measured'
  }`;
}

function afterColon(title: string): string {
  return title.replace(/^(The|No|Nothing|All|Predictor|How|What)\b/, word =>
    word.toLowerCase(),
  );
}
