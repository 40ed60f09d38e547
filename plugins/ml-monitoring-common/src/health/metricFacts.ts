import type { Alert } from '../contract/alerts';
import type { SloReport } from '../contract/health';

/** One scrape target of the model. @public */
export interface TargetFact {
  job: string;
  instance: string;
  pod?: string;
  up: boolean;
  /** When `up` was last sampled. */
  scrapedAt?: Date;
  lastError?: string;
}

/**
 * The key numbers at even steps up to now, the last one being the number now. `undefined` is a gap. That a finding began or
 * is over is told from these, never from what was found before, so that all replicas agree.
 *
 * @public
 */
export interface HistoryFact {
  startSeconds: number;
  stepSeconds: number;
  requestsPerSecond: (number | undefined)[];
  errorRatio: (number | undefined)[];
  callerFaultRatio: (number | undefined)[];
  latencyP95Seconds: (number | undefined)[];
}

/** The same minutes of an earlier day. A missing number was not measured. @public */
export interface BaselineFact {
  daysAgo: number;
  requestsPerSecond?: number;
  errorRatio?: number;
  latencyP95Seconds?: number;
}

/** A metric that the model's own code gives. @public */
export interface CustomMetricFact {
  name: string;
  /** It has a sample now. */
  present: boolean;
  /** It moved of late. */
  moves: boolean;
  /** It moved in the hour before that, or at this time a day ago. Absent: it was not there, or not measured. */
  movedBefore?: boolean;
  query: string;
}

/** What a drift or outlier detector says of the model's data. @public */
export interface DetectorFact {
  kind: 'drift' | 'outlier';
  metric: string;
  /** Drift: what it says now. Outliers: whether more than the configured share is. */
  raised: boolean;
  value?: number;
  /** What the detector itself compares with, where it tells. */
  threshold?: number;
  query: string;
}

/** The mean reward of feedback, now and before. @public */
export interface RewardFact {
  mean: number;
  /** The mean of the day before. */
  earlierMean?: number;
  windowSeconds: number;
  query: string;
}

/** What Prometheus says of a model. A missing number was not measured. @public */
export interface MetricFacts {
  windowSeconds: number;
  requestsPerSecond?: number;
  /** Server faults (5xx and their gRPC kin) over all predictions, 0 to 1. */
  errorRatio?: number;
  /** Faults of the callers (4xx and their gRPC kin) over all predictions, 0 to 1. */
  callerFaultRatio?: number;
  latencyP95Seconds?: number;
  /** What each predictor answers, by its name. One that never answered anything is missing. */
  byPredictor?: { query: string; requestsPerSecond: Record<string, number> };
  /** Absent: could not be found out. */
  targets?: TargetFact[];
  history?: HistoryFact;
  /** The latest day first. */
  baselines?: BaselineFact[];
  /** Absent: nothing is promised. */
  slo?: SloReport;
  /** Absent: could not be found out. */
  alerts?: Alert[];
  custom?: CustomMetricFact[];
  detectors?: DetectorFact[];
  reward?: RewardFact;
  /** The queries behind the numbers, for evidence. */
  queries: {
    requestsPerSecond: string;
    errorRatio: string;
    callerFaultRatio: string;
    latencyP95Seconds: string;
    targets: string;
  };
}
