import type { AutoscalerFact, ClusterFacts, ConditionFact } from '../facts';
import { secondsBetween } from '../predictors';
import type { ClusterRule, Judgement, RuleContext } from './types';

/** With nothing running there is nothing to scale, which is on purpose. */
const ON_PURPOSE = 'ScalingDisabled';

export const autoscaler: ClusterRule = {
  findings: {
    'autoscaler-blind': {
      means:
        'the autoscaler cannot measure, so that it neither adds nor removes replicas',
      usually:
        'the metrics server is down, the containers ask for no CPU or memory, or the metric it goes by is gone',
    },
    'autoscaler-maximum': {
      means: 'the autoscaler would have more replicas than it may',
      usually:
        'more load than was planned for: raise maxReplicas, or find what makes predictions dearer',
    },
  },
  judge: (cluster, context) =>
    (cluster.autoscalers ?? []).flatMap(each => [
      ...blind(cluster, each, context),
      ...atMaximum(cluster, each, context),
    ]),
};

function blind(
  cluster: ClusterFacts,
  each: AutoscalerFact,
  { now, thresholds }: RuleContext,
): Judgement[] {
  const conditions = conditionsOf(cluster, each);
  const unable = conditions.find(
    ({ type, status, reason }) =>
      ['ScalingActive', 'AbleToScale'].includes(type) &&
      status === 'False' &&
      reason !== ON_PURPOSE,
  );
  if (!unable) {
    return [];
  }
  const { since } = unable;
  // Of new pods nothing is measured yet.
  const mayPass =
    since !== undefined &&
    secondsBetween(since, now) < thresholds.progressingAfterSeconds;
  return [
    {
      ...common(each, unable),
      rule: 'autoscaler-blind',
      status: mayPass ? 'progressing' : 'degraded',
      title: `The autoscaler of ${ownerOf(each)} ${unable.type === 'ScalingActive' ? 'cannot measure' : 'cannot scale'}: it stays at ${each.currentReplicas} replicas`,
      detail: [unable.reason, unable.message].filter(Boolean).join(': '),
      remedy: /ResourceMetric/.test(unable.reason ?? '')
        ? 'Check that the metrics server answers (kubectl top pods), and that every container of the pods, the orchestrator too, requests the resource that is measured.'
        : 'Correct what the autoscaler names as the reason: its metric, the source of it, or what it is to scale.',
    },
  ];
}

function atMaximum(
  cluster: ClusterFacts,
  each: AutoscalerFact,
  { now, thresholds }: RuleContext,
): Judgement[] {
  const limited = conditionsOf(cluster, each).find(
    ({ type, status, reason }) =>
      type === 'ScalingLimited' &&
      status === 'True' &&
      reason === 'TooManyReplicas',
  );
  if (!limited || each.currentReplicas < each.maxReplicas) {
    return [];
  }
  const { since } = limited;
  const isLasting =
    since === undefined ||
    secondsBetween(since, now) >= thresholds.atMaximumAfterSeconds;
  return [
    {
      ...common(each, limited),
      rule: 'autoscaler-maximum',
      status: isLasting ? 'degraded' : 'healthy',
      title: `The autoscaler of ${ownerOf(each)} is at its maximum of ${each.maxReplicas} replicas and would have more`,
      detail: limited.message,
      remedy:
        'Raise maxReplicas in hpaSpec of the SeldonDeployment, or give each replica more. Look also whether predictions have become dearer.',
    },
  ];
}

function common(
  {
    deployment,
    minReplicas,
    maxReplicas,
    name,
    predictor,
    ...each
  }: AutoscalerFact,
  condition: ConditionFact,
): Pick<Judgement, 'predictor' | 'since' | 'confidence' | 'evidence'> {
  const since = condition.since?.toISOString();
  return {
    predictor,
    since,
    confidence: 'certain',
    evidence: [
      { kind: 'condition', ...condition, since },
      {
        kind: 'object',
        object: `HorizontalPodAutoscaler ${name}`,
        detail: [
          `${each.currentReplicas} replicas of Deployment ${deployment}`,
          each.desiredReplicas === undefined
            ? undefined
            : `${each.desiredReplicas} wanted`,
          `at least ${minReplicas}, at most ${maxReplicas}`,
        ]
          .filter(Boolean)
          .join(', '),
      },
    ],
  };
}

function conditionsOf(
  { conditions }: ClusterFacts,
  { name }: AutoscalerFact,
): ConditionFact[] {
  return conditions.filter(
    ({ object }) => object === `HorizontalPodAutoscaler ${name}`,
  );
}

function ownerOf({ deployment, predictor }: AutoscalerFact): string {
  return predictor ? `predictor "${predictor}"` : `"${deployment}"`;
}
