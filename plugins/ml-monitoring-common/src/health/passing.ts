import type { Rollout } from '../contract/models';
import type { ClusterFacts } from './facts';
import { isOver, type PodFact } from './pods';
import { secondsBetween, type PredictorFact } from './predictors';
import type { RuleContext } from './rules/types';

/** The Deployment controller sees a rollout move on, and says itself when it no longer does. */
export function isMoving(
  { conditions }: ClusterFacts,
  { deployment, phase }: Rollout,
): boolean {
  return (
    phase === 'progressing' &&
    conditions.some(
      ({ object, type, status }) =>
        object === `Deployment ${deployment}` &&
        type === 'Progressing' &&
        status === 'True',
    )
  );
}

/** Since when a pod has not been ready. */
export function unreadySince(
  { conditions }: ClusterFacts,
  { name }: PodFact,
): Date | undefined {
  return conditions.find(
    ({ object, type, status }) =>
      object === `Pod ${name}` && type === 'Ready' && status === 'False',
  )?.since;
}

/** It began so short a time ago that it may be over in a moment. When it began must be known. */
export function isPassing(
  since: Date | undefined,
  { now, thresholds }: RuleContext,
): boolean {
  return (
    since !== undefined &&
    secondsBetween(since, now) < thresholds.unreadyAfterSeconds
  );
}

/** Since when a predictor has had too few pods to answer, as far as its Deployments or pods tell. */
export function outageSince(
  cluster: ClusterFacts,
  predictor: PredictorFact,
): Date | undefined {
  const short = predictor.rollouts.filter(
    ({ available, desired }) => available < desired,
  );
  if (!short.length) {
    return undefined;
  }
  const told = short.map(({ deployment }) =>
    cluster.conditions.find(
      ({ object, type, status }) =>
        object === `Deployment ${deployment}` &&
        type === 'Available' &&
        status === 'False',
    ),
  );
  if (told.every(condition => condition?.since)) {
    return earliest(told.flatMap(condition => condition?.since ?? []));
  }
  const pods = cluster.model.pods.filter(
    pod => pod.predictor === predictor.name && !pod.ready && !isOver(pod),
  );
  const since = pods.map(pod => unreadySince(cluster, pod));
  return since.every(each => each !== undefined)
    ? earliest(since.flatMap(each => each ?? []))
    : undefined;
}

function earliest(times: Date[]): Date | undefined {
  return [...times].sort((a, b) => a.getTime() - b.getTime())[0];
}
