import type { ModelDetail } from '../contract/models';
import type { ModelChange } from '../contract/records';
import type { ModelPromise } from '../manifests/promise';
import type { MetricFacts } from './metricFacts';

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

/** What scales a Deployment of the model by itself. Its conditions are with the others. @public */
export interface AutoscalerFact {
  name: string;
  deployment: string;
  predictor?: string;
  minReplicas: number;
  maxReplicas: number;
  currentReplicas: number;
  /** Absent: it has not decided yet. */
  desiredReplicas?: number;
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
  /** Absent: they may not be read. */
  autoscalers?: AutoscalerFact[];
  /** The value of the label by which it, or its namespace, asks for an operator other than the usual. */
  controllerId?: string;
  /** What its annotations promise. */
  promise?: ModelPromise;
  /** Who changed what, as far as the objects remember, the newest first. Absent: not read. */
  changes?: ModelChange[];
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
