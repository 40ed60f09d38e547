import type { HealthStatus } from '../contract/health';
import type { ModelDetail } from '../contract/models';
import type { ClusterFacts } from './facts';
import type { RuleContext } from './rules/types';

/** @public */
export type PredictorFact = ModelDetail['predictors'][number];

/** Nothing of it is meant to run. */
export function isStopped(predictor: PredictorFact): boolean {
  return predictor.rollouts.length
    ? predictor.rollouts.every(({ desired }) => desired === 0)
    : predictor.replicas === 0;
}

/** Nothing of the model is meant to run. */
export function isModelStopped({ model }: ClusterFacts): boolean {
  return model.predictors.length > 0 && model.predictors.every(isStopped);
}

/** Whether at least one copy of every part of a predictor can answer. `undefined`: nothing says so or denies it. */
export function answers(
  { model, readyEndpoints }: ClusterFacts,
  predictorName: string | undefined,
): boolean | undefined {
  const predictor = model.predictors.find(({ name }) => name === predictorName);
  if (!predictor) {
    return undefined;
  }
  const endpoints = readyEndpoints[predictor.serviceName];
  if (endpoints !== undefined) {
    return endpoints > 0;
  }
  if (predictor.rollouts.length) {
    return predictor.rollouts.every(
      ({ available, desired }) => available > 0 || desired === 0,
    );
  }
  return model.pods.some(pod => pod.predictor === predictorName && pod.ready)
    ? true
    : undefined;
}

/** Whether anybody can call any predictor of the model. @public */
export function modelAnswers(cluster: ClusterFacts): boolean | undefined {
  const each = cluster.model.predictors.map(({ name }) =>
    answers(cluster, name),
  );
  if (each.includes(true)) {
    return true;
  }
  return each.length && each.every(answer => answer === false)
    ? false
    : undefined;
}

/** How bad it is that something of a predictor does not run: no caller misses a shadow. */
export function severityOfOutage(
  cluster: ClusterFacts,
  predictorName: string | undefined,
): HealthStatus {
  const predictor = cluster.model.predictors.find(
    ({ name }) => name === predictorName,
  );
  const percent = predictor?.routedPercent ?? predictor?.traffic;
  if (predictor && (predictor.shadow || percent === 0)) {
    return 'degraded';
  }
  return answers(cluster, predictorName) ? 'degraded' : 'failing';
}

/** The spec changed so recently that things may rightly not be up yet. */
export function isStarting(
  { model, specChangedAt }: ClusterFacts,
  { now, thresholds }: RuleContext,
): boolean {
  const since = specChangedAt ?? new Date(model.createdAt);
  return secondsBetween(since, now) < thresholds.progressingAfterSeconds;
}

export function secondsBetween(earlier: Date, later: Date): number {
  return (later.getTime() - earlier.getTime()) / 1000;
}
