import type { HealthStatus } from '../../contract/health';
import type { ClusterFacts } from '../facts';
import { isStarting, isStopped, modelAnswers } from '../predictors';
import type { ClusterRule, Judgement, RuleContext } from './types';

/** All that the operator says when Deployments fail; they say why. */
const DEPLOYMENT_FAILED =
  'Deployment is no longer progressing and not available.';

const CAUSES = [
  'image-pull',
  'model-download',
  'crash-loop',
  'out-of-memory',
  'container-config',
  'unschedulable',
  'pods-refused',
  'pods-ready',
  'rollout',
  'endpoints',
];

/** What the Seldon operator says of the model. It alone tells of errors in the spec. */
export const seldonState: ClusterRule = {
  findings: {
    'seldon-state': {
      means:
        'what the Seldon operator says of the model; or that it says nothing at all',
      usually:
        'its own description names the cause. No status at all: is the operator running, and does it look after this namespace?',
    },
  },
  judge: (cluster, context) => {
    switch (cluster.model.state) {
      case 'Available':
        return [];
      case 'Failed':
        return [failed(cluster)];
      case undefined:
        return [silent(cluster, context)];
      default:
        return creating(cluster, context);
    }
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

function silent(cluster: ClusterFacts, context: RuleContext): Judgement {
  const waits = isStarting(cluster, context);
  return {
    ...common(cluster),
    status: waits ? 'progressing' : stalled(cluster),
    title: waits
      ? 'The Seldon operator has not taken up the model yet'
      : 'No Seldon operator takes care of this model',
    confidence: waits ? 'certain' : 'likely',
    remedy:
      'Check that the Seldon operator runs and watches this namespace, and that neither the object nor the namespace has a label seldon.io/controller-id meant for another operator.',
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
  const waits = isStarting(cluster, context);
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
