import type { HealthStatus } from '../../contract/health';
import type { Rollout } from '../../contract/models';
import type { ClusterFacts } from '../facts';
import {
  answers,
  isStarting,
  isStopped,
  severityOfOutage,
  type PredictorFact,
} from '../predictors';
import { isMoving } from '../passing';
import { CAUSES_IN_PODS } from './causes';
import type { ClusterRule, Judgement, RuleContext } from './types';

/**
 * The state of the SeldonDeployment does not tell whether the newest version is the one that runs: it
 * stays Available or Creating while old pods serve. The Deployments do.
 */
export const rollout: ClusterRule = {
  findings: {
    rollout: {
      means: 'the newest version is not up, though the old one may still serve',
      usually: 'look at the pods of the new version',
    },
  },
  judge: (cluster, context) =>
    cluster.model.predictors
      .filter(predictor => !isStopped(predictor))
      .flatMap(predictor =>
        predictor.rollouts
          .filter(({ phase }) => phase !== 'complete')
          .map(each => judge(cluster, predictor, each, context)),
      ),
};

function judge(
  cluster: ClusterFacts,
  predictor: PredictorFact,
  each: Rollout,
  context: RuleContext,
): Judgement {
  const condition = cluster.conditions.find(
    ({ object, type }) =>
      object === `Deployment ${each.deployment}` && type === 'Progressing',
  );
  return {
    rule: 'rollout',
    status: statusOf(cluster, predictor, each, context),
    title: titleOf(cluster, predictor, each),
    detail: each.message ?? condition?.message,
    predictor: predictor.name,
    since: (
      (each.phase === 'stuck' ? condition?.since : undefined) ??
      cluster.specChangedAt
    )?.toISOString(),
    confidence: 'certain',
    evidence: [
      {
        kind: 'object',
        object: `Deployment ${each.deployment}`,
        detail: `${each.updated} of ${each.desired} replicas are of the newest version, ${each.available} available`,
      },
      ...(condition
        ? [
            {
              kind: 'condition' as const,
              ...condition,
              since: condition.since?.toISOString(),
            },
          ]
        : []),
    ],
    remedy:
      each.phase === 'pending'
        ? 'Wait; if this lasts, look at the Seldon operator and at the events of the SeldonDeployment.'
        : 'Look at the newest pods of this Deployment; to go back, restore the previous spec.',
    explainedBy: [
      ...CAUSES_IN_PODS,
      'controller-id',
      'operator-absent',
      'namespace-deleting',
    ],
  };
}

function statusOf(
  cluster: ClusterFacts,
  predictor: PredictorFact,
  each: Rollout,
  context: RuleContext,
): HealthStatus {
  return isMoving(cluster, each) ||
    (each.phase !== 'stuck' && isStarting(cluster, context))
    ? 'progressing'
    : severityOfOutage(cluster, predictor.name);
}

function titleOf(
  cluster: ClusterFacts,
  { name }: PredictorFact,
  { phase, desired, updated }: Rollout,
): string {
  if (phase === 'pending') {
    return `The newest spec of predictor "${name}" has not been taken up yet`;
  }
  if (phase === 'progressing') {
    return `Predictor "${name}" is being rolled out: ${updated} of ${desired} replicas are of the newest version`;
  }
  return answers(cluster, name)
    ? `The newest version of predictor "${name}" does not come up; the old one still answers`
    : `Predictor "${name}" does not come up`;
}
