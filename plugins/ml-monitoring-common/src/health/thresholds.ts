import type { HealthThresholds } from './facts';

/** What is bad where nobody configured otherwise. Latency has no default: what is slow depends on the model. @public */
export const defaultHealthThresholds: HealthThresholds = {
  errorRatio: { degraded: 0.01, failing: 0.2 },
  minimumRequests: 10,
  progressingAfterSeconds: 600,
  staleAfterSeconds: 180,
  unreadyAfterSeconds: 60,
  restarts: { count: 3, withinSeconds: 3600 },
  atMaximumAfterSeconds: 900,
  deletingAfterSeconds: 300,
  suddenChange: { requests: 5, errorRatio: 5, latency: 2 },
  outlierRatio: 0.1,
  rewardDrop: 0.2,
};
