import type { Finding } from '../../contract/health';
import type { ClusterFacts, HealthThresholds } from '../facts';
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

/** Judges what the API server says. */
export type ClusterRule = (
  cluster: ClusterFacts,
  context: RuleContext,
) => Judgement[];

/** Judges what Prometheus says. Without `cluster`, the API server said nothing. */
export type MetricsRule = (
  metrics: MetricFacts,
  context: RuleContext & { cluster?: ClusterFacts },
) => Judgement[];
