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
  /** The container of the pod that it is about. Absent: the pod as a whole, or it does not say. */
  container?: string;
  type: 'Normal' | 'Warning';
  reason: string;
  message: string;
  count: number;
  firstSeen?: Date;
  lastSeen?: Date;
}

/** A condition of the SeldonDeployment, or of a Deployment, autoscaler or pod of its. Of pods only those that are not as they should be. @public */
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

/** A Service that leads to pods of the model, or is to. @public */
export interface ModelServiceFact {
  name: string;
  /** The predictor whose Service it is. Absent: of a container, or somebody else's. */
  predictor?: string;
  selector: Record<string, string>;
  /** Names of the model's pods that it selects, ready or not. */
  selects: string[];
  ports: {
    name?: string;
    port: number;
    /** None of the selected pods has a port of that name or number. Absent: cannot be told. */
    leadsNowhere?: boolean;
  }[];
}

/** What leads callers from outside to the model, besides what its page shows of it. @public */
export interface ExposureFact {
  kind: 'Route' | 'Ingress' | 'HTTPRoute';
  name: string;
  /** Names of the Services that it leads to. */
  backends: string[];
  /** Those of them that are not there. Absent: Services may not be read. */
  missing?: string[];
  /** Ports that it names and that those of them that are there do not have. Absent: Services may not be read. */
  missingPorts?: string[];
  changedAt?: Date;
  /** After which it gives up on a prediction. Absent: it does not say. */
  timeoutSeconds?: number;
  /** Of an Ingress. */
  className?: string;
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
  /** Absent: they may not be read. */
  services?: ModelServiceFact[];
  exposures?: ExposureFact[];
  /** Since when it is being deleted. */
  deletedAt?: Date;
  /** Since when its namespace is being deleted, with all that is in it. */
  namespaceDeletedAt?: Date;
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
  /** Pods that were well and are not ready for less than this are none's business yet. */
  unreadyAfterSeconds: number;
  /** A container that was restarted this often, and again and again of late, is not well though it runs. */
  restarts: { count: number; withinSeconds: number };
  /** An autoscaler that would have more replicas than it may for this long has too few. */
  atMaximumAfterSeconds: number;
  /** What is being deleted and is still there this long after it should be gone does not go by itself. */
  deletingAfterSeconds: number;
  /** How many times as much as at the same time of earlier days is a sudden change. Of requests, as many times less is one too. */
  suddenChange: { requests: number; errorRatio: number; latency: number };
  /** From which share of outliers among the predictions on the model sees other data than it knows. */
  outlierRatio: number;
  /** By which share of the mean reward of the day before it has to fall to be worse. */
  rewardDrop: number;
}
