import type { HealthStatus } from '../../contract/health';
import type { ClusterFacts } from '../facts';
import { eventAsEvidence } from '../podEvents';
import { type PodFact } from '../pods';
import { secondsBetween } from '../predictors';
import type { ClusterRule, Judgement, RuleContext } from './types';

/** What was evicted earlier has been replaced since. */
const LATELY_SECONDS = 3600;
/** Once may happen to any pod on a full node. */
const REPEATED = 2;

export const evicted: ClusterRule = {
  findings: {
    evicted: {
      means: 'a node threw pods out because it ran short of memory or disk',
      usually:
        'the model uses more than it asked for: raise its requests or limits, or find what grew',
    },
  },
  judge: (cluster, context) => {
    const recent = cluster.model.pods.filter(pod =>
      isRecent(cluster, pod, context),
    );
    const predictors = [...new Set(recent.map(({ predictor }) => predictor))];
    return predictors.map(predictor =>
      judge(
        cluster,
        predictor,
        recent.filter(pod => pod.predictor === predictor),
      ),
    );
  },
};

function judge(
  cluster: ClusterFacts,
  predictor: string | undefined,
  pods: PodFact[],
): Judgement {
  const owner = predictor
    ? `predictor "${predictor}"`
    : `model "${cluster.model.ref.name}"`;
  const status: HealthStatus = pods.length < REPEATED ? 'healthy' : 'degraded';
  const since = pods
    .flatMap(pod => evictedAt(cluster, pod)?.toISOString() ?? [])
    .sort()[0];
  return {
    rule: 'evicted',
    status,
    title: `${pods.length === 1 ? 'A pod' : `${pods.length} pods`} of ${owner} ${pods.length === 1 ? 'was' : 'were'} evicted within the last hour`,
    detail: pods[0].message,
    predictor,
    since,
    confidence: 'certain',
    evidence: [
      ...pods.slice(0, 3).map(pod => ({
        kind: 'object' as const,
        object: `Pod ${pod.name}`,
        detail: [pod.reason, pod.message].filter(Boolean).join(': '),
      })),
      ...pods
        .flatMap(pod => eventOf(cluster, pod) ?? [])
        .slice(0, 1)
        .map(eventAsEvidence),
    ],
    remedy:
      'Ask for as much memory and ephemeral storage as the model really uses: a node evicts first what uses more than it asked for.',
  };
}

function isRecent(
  cluster: ClusterFacts,
  pod: PodFact,
  { now }: RuleContext,
): boolean {
  if (pod.phase !== 'Failed' || pod.reason !== 'Evicted') {
    return false;
  }
  const at = evictedAt(cluster, pod);
  return at === undefined || secondsBetween(at, now) < LATELY_SECONDS;
}

function eventOf({ events }: ClusterFacts, { name }: PodFact) {
  return events.find(
    ({ object, reason }) => object === `Pod ${name}` && reason === 'Evicted',
  );
}

function evictedAt(cluster: ClusterFacts, pod: PodFact): Date | undefined {
  const ended = pod.containers
    .flatMap(({ endedAt }) => endedAt ?? [])
    .sort()
    .at(-1);
  const told = ended ?? pod.startedAt;
  return eventOf(cluster, pod)?.lastSeen ?? (told ? new Date(told) : undefined);
}
