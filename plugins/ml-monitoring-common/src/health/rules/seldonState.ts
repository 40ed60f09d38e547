import type { HealthStatus } from '../../contract/health';
import type { ClusterFacts } from '../facts';
import { isMoving, isPassing, outageSince } from '../passing';
import {
  isStarting,
  isStopped,
  modelAnswers,
  type PredictorFact,
} from '../predictors';
import { CAUSES_IN_PODS, CAUSES_IN_SERVICES } from './causes';
import type { ClusterRule, Judgement, RuleContext } from './types';

/** All that the operator says when Deployments fail; they say why. */
const DEPLOYMENT_FAILED =
  'Deployment is no longer progressing and not available.';

const CAUSES = [
  ...CAUSES_IN_PODS,
  ...CAUSES_IN_SERVICES,
  'autoscaler-blind',
  'pods-ready',
  'rollout',
  'endpoints',
  'namespace-deleting',
];

/** What the Seldon operator says of the model. It alone tells of errors in the spec. */
export const seldonState: ClusterRule = {
  findings: {
    'seldon-state': {
      means:
        'the Seldon operator says that the model failed, or that it is still being created after a long time',
      usually:
        'its own description names the cause; before Seldon 1.13 a crashing model is being created for ever',
    },
  },
  judge: (cluster, context) => {
    const { state } = cluster.model;
    // Of a model without a state there is a rule of its own.
    if (state === undefined || state === 'Available') {
      return [];
    }
    return state === 'Failed' ? [failed(cluster)] : creating(cluster, context);
  },
};

function failed(cluster: ClusterFacts): Judgement {
  const { stateDescription } = cluster.model;
  return {
    ...common(cluster),
    status: modelAnswers(cluster) ? 'degraded' : 'failing',
    title: stateDescription
      ? `Seldon reports that the model failed: ${stateDescription}`
      : 'Seldon reports that the model failed, and not why',
    confidence: 'certain',
    remedy:
      'Correct the SeldonDeployment. The events of the object and the log of the Seldon operator tell more.',
    explainedBy: stateDescription === DEPLOYMENT_FAILED ? CAUSES : undefined,
  };
}

function creating(cluster: ClusterFacts, context: RuleContext): Judgement[] {
  const { predictors, state } = cluster.model;
  // A predictor with zero replicas never becomes ready, so that this state would last for ever.
  const onlyStoppedOnesWait =
    predictors.some(isStopped) &&
    predictors.every(
      predictor =>
        isStopped(predictor) ||
        (predictor.rollouts.length > 0 &&
          predictor.rollouts.every(({ phase }) => phase === 'complete')),
    );
  if (onlyStoppedOnesWait) {
    return [];
  }
  const waits = isStarting(cluster, context) || isExplained(cluster, context);
  return [
    {
      ...common(cluster),
      status: waits ? 'progressing' : stalled(cluster),
      title: waits
        ? 'The model is being created'
        : `The model has not become available; Seldon still reports "${state}"`,
      confidence: 'certain',
      remedy: waits
        ? undefined
        : 'Look at the pods and events of the model; before Seldon 1.13 a crashing model stays in this state.',
      explainedBy: CAUSES,
    },
  ];
}

/** Seldon says the same whenever a pod is missing, be it for a moment or because versions change. */
function isExplained(cluster: ClusterFacts, context: RuleContext): boolean {
  const unfinished = cluster.model.predictors.filter(
    each => !isStopped(each) && !isComplete(each),
  );
  return (
    unfinished.length > 0 &&
    unfinished.every(
      each =>
        each.rollouts.some(rollout => isMoving(cluster, rollout)) ||
        isPassing(outageSince(cluster, each), context),
    )
  );
}

function isComplete({ rollouts }: PredictorFact): boolean {
  return rollouts.every(
    ({ available, desired, phase }) =>
      phase === 'complete' && available >= desired,
  );
}

/** Too long is not yet an outage while the pods of before answer. */
function stalled(cluster: ClusterFacts): HealthStatus {
  return modelAnswers(cluster) ? 'degraded' : 'failing';
}

function common(
  cluster: ClusterFacts,
): Pick<Judgement, 'rule' | 'since' | 'evidence'> {
  const { ref, state, stateDescription } = cluster.model;
  const object = `SeldonDeployment ${ref.name}`;
  const notTrue = cluster.conditions.filter(
    condition =>
      condition.object === object &&
      condition.status !== 'True' &&
      condition.type !== 'Ready',
  );
  return {
    rule: 'seldon-state',
    since: (
      notTrue.find(({ since }) => since)?.since ?? cluster.specChangedAt
    )?.toISOString(),
    evidence: [
      {
        kind: 'object',
        object,
        detail: state
          ? `status.state = ${state}${stateDescription ? `, status.description = ${stateDescription}` : ''}`
          : 'no status',
      },
      ...notTrue.map(condition => ({
        kind: 'condition' as const,
        ...condition,
        since: condition.since?.toISOString(),
      })),
    ],
  };
}
