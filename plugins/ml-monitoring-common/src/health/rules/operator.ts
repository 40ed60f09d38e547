import type { HealthStatus } from '../../contract/health';
import type { ClusterFacts } from '../facts';
import { isStarting, modelAnswers } from '../predictors';
import { CONTROLLER_ID_LABEL } from '../../readiness/checks/seldonOperator';
import type { ClusterRule, Judgement, RuleContext } from './types';

/** A SeldonDeployment without a status: no operator has looked at it. */
export const operator: ClusterRule = {
  findings: {
    'controller-id': {
      means:
        'the model, or its namespace, is labelled for an operator that does not look after it',
      usually:
        'a copied manifest: take the label off, or install the operator of that name',
    },
    'operator-absent': {
      means: 'no Seldon operator has looked at the model: it has no status',
      usually:
        'the operator does not run, or watches other namespaces; the page of the cluster tells',
    },
  },
  judge: (cluster, context) =>
    cluster.model.state === undefined ? [judge(cluster, context)] : [],
};

function judge(cluster: ClusterFacts, context: RuleContext): Judgement {
  const { controllerId, model, specChangedAt } = cluster;
  const { labels, ref } = model;
  const waits = isStarting(cluster, context);
  const stalled: HealthStatus = modelAnswers(cluster) ? 'degraded' : 'failing';
  const common = {
    status: waits ? ('progressing' as const) : stalled,
    since: (specChangedAt ?? new Date(model.createdAt)).toISOString(),
    explainedBy: ['namespace-deleting'],
  };
  const noStatus = {
    kind: 'object' as const,
    object: `SeldonDeployment ${ref.name}`,
    detail: 'no status',
  };
  if (controllerId === undefined) {
    return {
      ...common,
      rule: 'operator-absent',
      title: waits
        ? 'The Seldon operator has not taken up the model yet'
        : 'No Seldon operator takes care of this model',
      confidence: waits ? 'certain' : 'likely',
      evidence: [noStatus],
      remedy:
        'Check that the Seldon operator runs and watches this namespace; its log and its webhook tell more. The page of the cluster looks for it.',
    };
  }
  const onModel = labels[CONTROLLER_ID_LABEL] !== undefined;
  const labelled = onModel
    ? `SeldonDeployment ${ref.name}`
    : `Namespace ${ref.namespace}`;
  return {
    ...common,
    rule: 'controller-id',
    title: waits
      ? `The Seldon operator "${controllerId}" has not taken up the model yet`
      : `The ${onModel ? 'model' : 'namespace'} asks for the Seldon operator "${controllerId}", and that one does not take care of it`,
    confidence: 'certain',
    evidence: [
      noStatus,
      {
        kind: 'object',
        object: labelled,
        detail: `label ${CONTROLLER_ID_LABEL} = ${controllerId}`,
      },
    ],
    remedy: `Take the label ${CONTROLLER_ID_LABEL} off the ${onModel ? 'SeldonDeployment' : 'namespace'}, or have an operator run that has this id.`,
  };
}
