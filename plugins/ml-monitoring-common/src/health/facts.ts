import type { ModelDetail } from '../contract/models';

/**
 * What one source said, or why it said nothing. Keeps "not measured" apart from
 * "measured and zero" all the way into the rules.
 *
 * @public
 */
export type Asked<T> =
  | {
      status: 'answered';
      value: T;
      asOf: Date;
      /** What it could not tell, and why. */
      missing?: string;
    }
  /** Asked, and it failed or was too slow or refused. */
  | { status: 'failed' | 'forbidden'; message: string }
  /** Nothing to ask: none is configured or found. */
  | { status: 'absent'; message: string };

/** An Event about the SeldonDeployment or one of its objects. @public */
export interface EventFact {
  /** e.g. `Pod rest-seldon-model-0-classifier-abc` */
  object: string;
  type: 'Normal' | 'Warning';
  reason: string;
  message: string;
  count: number;
  firstSeen?: Date;
  lastSeen?: Date;
}

/** A condition of the SeldonDeployment or of a Deployment of its. @public */
export interface ConditionFact {
  /** e.g. `SeldonDeployment rest-seldon` */
  object: string;
  type: string;
  status: string;
  reason?: string;
  message?: string;
  since?: Date;
}

/** What the API server says of a model. @public */
export interface ClusterFacts {
  model: Omit<ModelDetail, 'links' | 'sources'>;
  /** Labels of its namespace, as far as they may be read. Absent: reading them failed. */
  namespaceLabels?: Record<string, string>;
  conditions: ConditionFact[];
  events: EventFact[];
  /** Ready addresses per Service of the model, by Service name. */
  readyEndpoints: Record<string, number>;
  /** When the spec last changed, as far as the object tells. */
  specChangedAt?: Date;
  /** When something that splits its requests last changed, as far as the objects tell. */
  splitChangedAt?: Date;
}

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
  /** The queries behind the numbers, for evidence. */
  queries: {
    requestsPerSecond: string;
    errorRatio: string;
    callerFaultRatio: string;
    latencyP95Seconds: string;
    targets: string;
  };
}

/** Everything known about a model at one moment. @public */
export interface ModelFacts {
  cluster: Asked<ClusterFacts>;
  metrics: Asked<MetricFacts>;
}

/** From which value on a number is bad. @public */
export interface HealthThresholds {
  errorRatio: { degraded: number; failing: number };
  latencyP95Seconds?: { degraded: number; failing: number };
  /** Below this many requests in the window, ratios say nothing. */
  minimumRequests: number;
  /** A model that is not up after this long is no longer merely starting. */
  progressingAfterSeconds: number;
  /** A sample older than this is stale. */
  staleAfterSeconds: number;
}
