import type { ClusterFacts } from '../facts';
import { isOver } from '../pods';
import {
  answers,
  isStarting,
  isStopped,
  secondsBetween,
  severityOfOutage,
  type PredictorFact,
} from '../predictors';
import { isPassing, outageSince } from '../passing';
import { CAUSES_IN_PODS, CAUSES_IN_SERVICES } from './causes';
import type { ClusterRule, Judgement, RuleContext } from './types';

const SETTLING_SECONDS = 60;

/** A Service without ready endpoints answers nobody, whatever else is well. */
export const endpoints: ClusterRule = {
  findings: {
    endpoints: {
      means:
        "a predictor's Service has no ready pod behind it: nobody is answered",
      usually: 'see the findings about its pods',
    },
  },
  judge: (cluster, context) => {
    const meant = cluster.model.predictors.filter(each => !isStopped(each));
    const silent = meant.filter(({ name }) => !answers(cluster, name));
    if (!meant.length || silent.length) {
      return silent.map(predictor => judge(cluster, predictor, context));
    }
    return [
      {
        rule: 'endpoints',
        status: 'healthy',
        title:
          meant.length === 1
            ? `Predictor "${meant[0].name}" answers`
            : `All ${meant.length} predictors answer`,
        confidence: 'certain',
        evidence: meant.map(predictor => evidenceOf(cluster, predictor)),
      },
    ];
  },
};

function judge(
  cluster: ClusterFacts,
  predictor: PredictorFact,
  context: RuleContext,
): Judgement {
  const { name, rollouts } = predictor;
  const known = answers(cluster, name) === false;
  const since = outageSince(cluster, predictor);
  const waits =
    isPassing(since, context) ||
    (isStarting(cluster, context) &&
      !rollouts.some(({ phase }) => phase === 'stuck') &&
      !podsAreUp(cluster, predictor, context));
  const outage = known ? severityOfOutage(cluster, name) : 'unknown';
  return {
    rule: 'endpoints',
    status: waits ? 'progressing' : outage,
    title: known
      ? `Predictor "${name}" answers nobody: it has no ready endpoint`
      : `Nothing tells whether predictor "${name}" answers`,
    predictor: name,
    since: since?.toISOString(),
    confidence: 'certain',
    evidence: [evidenceOf(cluster, predictor)],
    remedy:
      'Find out why its pods are not ready. If they are, the selector of the Service does not match their labels.',
    explainedBy: [
      ...CAUSES_IN_PODS,
      ...CAUSES_IN_SERVICES,
      'pods-ready',
      'controller-id',
      'operator-absent',
      'namespace-deleting',
    ],
  };
}

/** Ready pods become endpoints within moments; there is nothing left to wait for. */
function podsAreUp(
  { model }: ClusterFacts,
  { name }: PredictorFact,
  { now }: RuleContext,
): boolean {
  const pods = model.pods.filter(pod => pod.predictor === name && !isOver(pod));
  return (
    pods.length > 0 &&
    pods.every(
      ({ ready, startedAt }) =>
        ready &&
        startedAt !== undefined &&
        secondsBetween(new Date(startedAt), now) > SETTLING_SECONDS,
    )
  );
}

function evidenceOf(
  { readyEndpoints }: ClusterFacts,
  { serviceName }: PredictorFact,
): Judgement['evidence'][number] {
  const ready = readyEndpoints[serviceName];
  return {
    kind: 'object',
    object: `Service ${serviceName}`,
    detail:
      ready === undefined
        ? 'its endpoints are not known'
        : `${ready} ready ${ready === 1 ? 'endpoint' : 'endpoints'}`,
  };
}
