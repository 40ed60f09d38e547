import { modelAnswers, secondsBetween } from '../predictors';
import type { ClusterFacts } from '../facts';
import type { ClusterRule, Judgement, RuleContext } from './types';

/** The model, or all of its namespace, is on its way out. */
export const deleting: ClusterRule = {
  findings: {
    'namespace-deleting': {
      means:
        'the namespace is being deleted with everything in it: nothing new can be made there',
      usually:
        'somebody deleted the namespace. That cannot be undone; the model has to be made anew elsewhere',
    },
    'model-deleting': {
      means: 'somebody deleted the SeldonDeployment, and it is not gone yet',
      usually:
        'a finalizer waits for something that no longer runs, such as a removed operator',
    },
  },
  judge: (cluster, context) => [
    ...(cluster.namespaceDeletedAt
      ? [ofNamespace(cluster, cluster.namespaceDeletedAt)]
      : []),
    ...(cluster.deletedAt
      ? [ofModel(cluster, cluster.deletedAt, context)]
      : []),
  ],
};

function ofNamespace(cluster: ClusterFacts, since: Date): Judgement {
  const { namespace } = cluster.model.ref;
  return {
    rule: 'namespace-deleting',
    status: modelAnswers(cluster) === false ? 'failing' : 'degraded',
    title: `The namespace "${namespace}" is being deleted with everything in it`,
    since: since.toISOString(),
    confidence: 'certain',
    evidence: [
      {
        kind: 'object',
        object: `Namespace ${namespace}`,
        detail: `metadata.deletionTimestamp = ${since.toISOString()}`,
      },
    ],
    remedy:
      'This cannot be undone. Make the model anew in another namespace. If the namespace does not go, its conditions name what keeps it: kubectl get namespace -o yaml.',
  };
}

function ofModel(
  cluster: ClusterFacts,
  since: Date,
  { now, thresholds }: RuleContext,
): Judgement {
  const { name } = cluster.model.ref;
  const isLate = secondsBetween(since, now) >= thresholds.deletingAfterSeconds;
  return {
    rule: 'model-deleting',
    status: isLate ? 'degraded' : 'progressing',
    title: isLate
      ? `The SeldonDeployment "${name}" was deleted and does not go`
      : `The SeldonDeployment "${name}" is being deleted`,
    since: since.toISOString(),
    confidence: 'certain',
    evidence: [
      {
        kind: 'object',
        object: `SeldonDeployment ${name}`,
        detail: `metadata.deletionTimestamp = ${since.toISOString()}`,
      },
    ],
    remedy: isLate
      ? 'Look at metadata.finalizers of the SeldonDeployment: whoever put them there has to remove them, and where that no longer runs, a person has to.'
      : undefined,
    explainedBy: ['namespace-deleting'],
  };
}
