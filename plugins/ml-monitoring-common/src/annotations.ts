import type { Entity } from '@backstage/catalog-model';
import { sloSchema, type Slo } from './contract/provisioning';
import { ONLY_CLUSTER, modelRefSchema, type ModelRef } from './contract/refs';

/** `[<cluster>:]<namespace>/<SeldonDeployment>`, comma separated for several environments. @public */
export const MODEL_ANNOTATION = 'ml-monitoring/model';
/** The cluster of a model that leaves it out. @public */
export const CLUSTER_ANNOTATION = 'backstage.io/kubernetes-cluster';
/** Percent of predictions without a server fault, e.g. `99.9`. @public */
export const SLO_AVAILABILITY_ANNOTATION = 'ml-monitoring/slo-availability';
/** e.g. `250ms`. @public */
export const SLO_LATENCY_P95_ANNOTATION = 'ml-monitoring/slo-latency-p95';
/** An http(s) link. @public */
export const RUNBOOK_ANNOTATION = 'ml-monitoring/runbook';
/** An http(s) link. @public */
export const GRAFANA_DASHBOARD_ANNOTATION = 'ml-monitoring/grafana-dashboard';

/** What an entity's annotation says, with the parts that could not be understood kept apart. @public */
export interface EntityModels {
  refs: ModelRef[];
  /** One sentence each, for the person who wrote the annotation. */
  problems: string[];
}

/**
 * The models an entity claims by annotation. The claim grants nothing: whether
 * a person may read a model is decided by the backend, over the model.
 *
 * @public
 */
export function modelsOfEntity(entity: Entity): EntityModels {
  const annotations = entity.metadata.annotations ?? {};
  const defaultCluster =
    annotations[CLUSTER_ANNOTATION]?.trim() || ONLY_CLUSTER;
  const refs: ModelRef[] = [];
  const problems: string[] = [];
  for (const part of (annotations[MODEL_ANNOTATION] ?? '').split(',')) {
    const text = part.trim();
    if (!text) {
      continue;
    }
    const match = /^(?:([^:/]+):)?([^:/]+)\/([^:/]+)$/.exec(text);
    const parsed = modelRefSchema.safeParse({
      cluster: match?.[1] ?? defaultCluster,
      namespace: match?.[2],
      name: match?.[3],
    });
    if (!match || !parsed.success) {
      problems.push(
        `"${text}" in ${MODEL_ANNOTATION} is not [<cluster>:]<namespace>/<SeldonDeployment>`,
      );
    } else {
      refs.push(parsed.data);
    }
  }
  return { refs, problems };
}

/** What an entity promises of its models, with what could not be understood kept apart. @public */
export interface EntityPromise {
  promise: Slo;
  /** One sentence each, for the person who wrote the annotation. */
  problems: string[];
}

/**
 * The SLOs an entity states by annotation. They hold where the SeldonDeployment itself states none.
 *
 * @public
 */
export function promiseOfEntity(entity: Entity): EntityPromise {
  const annotations = entity.metadata.annotations ?? {};
  const promise: Slo = {};
  const problems: string[] = [];
  const percent = annotations[SLO_AVAILABILITY_ANNOTATION]?.trim();
  if (percent) {
    const parsed = sloSchema.shape.availabilityPercent.safeParse(
      Number(percent),
    );
    promise.availabilityPercent = parsed.data;
    if (!parsed.success) {
      problems.push(
        `"${percent}" in ${SLO_AVAILABILITY_ANNOTATION} is not a percentage between 0 and 100 such as 99.9`,
      );
    }
  }
  const latency = annotations[SLO_LATENCY_P95_ANNOTATION]?.trim();
  if (latency) {
    const parsed = sloSchema.shape.latencyP95.safeParse(latency);
    promise.latencyP95 = parsed.data;
    if (!parsed.success) {
      problems.push(
        `"${latency}" in ${SLO_LATENCY_P95_ANNOTATION} is not a duration such as 250ms or 1.5s`,
      );
    }
  }
  return { promise, problems };
}
