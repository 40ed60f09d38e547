import type { Finding } from '../../contract/health';
import type { ClusterFacts, HealthThresholds, ModelFacts } from '../facts';
import type { MetricFacts } from '../metricFacts';

/** What a rule may use besides the facts. */
export interface RuleContext {
  thresholds: HealthThresholds;
  now: Date;
}

/** A finding, and what may make it a mere consequence of another. */
export interface Judgement extends Finding {
  /** Rules that, where they fire for the same predictor at least as badly, say all that this one says. */
  explainedBy?: readonly string[];
}

/** A finding as the page for people on call explains it. */
export interface FindingText {
  /** What was found out, in words that need no knowledge of the code. */
  means: string;
  /** What it usually comes from, and what helps. Absent: there is nothing to do. */
  usually?: string;
}

interface Rule {
  /** Every finding it can make, by its `rule`. */
  findings: Record<string, FindingText>;
}

/** Judges what the API server says. */
export interface ClusterRule extends Rule {
  judge(cluster: ClusterFacts, context: RuleContext): Judgement[];
}

/** Judges what Prometheus says. Without `cluster`, the API server said nothing. */
export interface MetricsRule extends Rule {
  judge(
    metrics: MetricFacts,
    context: RuleContext & { cluster?: ClusterFacts },
  ): Judgement[];
}

/** Judges who answered at all. */
export interface SourcesRule extends Rule {
  judge(facts: ModelFacts, context: RuleContext): Judgement[];
}
