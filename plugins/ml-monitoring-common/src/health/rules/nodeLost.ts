import type { ClusterFacts, ConditionFact } from '../facts';
import { eventAsEvidence } from '../podEvents';
import { type PodFact } from '../pods';
import { severityOfOutage } from '../predictors';
import type { ClusterRule, Judgement } from './types';

const NODE_REASONS = ['NodeNotReady', 'NodeLost'];
/** Written by what removes pods from a node that no longer answers. */
const TAINT_MANAGER = 'DeletionByTaintManager';

export const nodeLost: ClusterRule = {
  findings: {
    'node-lost': {
      means: 'the node of a pod does not answer any more',
      usually:
        'the node is down or cut off; its pods come up elsewhere after some minutes, if another node can take them',
    },
  },
  judge: cluster => {
    const lost = cluster.model.pods.filter(pod => isLost(cluster, pod));
    const predictors = [...new Set(lost.map(({ predictor }) => predictor))];
    return predictors.map(predictor =>
      judge(
        cluster,
        predictor,
        lost.filter(pod => pod.predictor === predictor),
      ),
    );
  },
};

export function isLost(cluster: ClusterFacts, pod: PodFact): boolean {
  return (
    !pod.ready &&
    !['Succeeded', 'Failed'].includes(pod.phase) &&
    (pod.phase === 'Unknown' ||
      pod.reason === 'NodeLost' ||
      disruptionOf(cluster, pod) !== undefined ||
      nodeEvents(cluster, pod).length > 0)
  );
}

function judge(
  cluster: ClusterFacts,
  predictor: string | undefined,
  pods: PodFact[],
): Judgement {
  const nodes = [...new Set(pods.flatMap(({ node }) => node ?? []))];
  const events = pods.flatMap(pod => nodeEvents(cluster, pod));
  const disruptions = pods.flatMap(pod => disruptionOf(cluster, pod) ?? []);
  return {
    rule: 'node-lost',
    status: severityOfOutage(cluster, predictor),
    title: nodes.length
      ? `The ${nodes.length === 1 ? `node "${nodes[0]}" does` : `nodes ${nodes.map(node => `"${node}"`).join(', ')} do`} not answer: ${podsOf(pods, predictor)} lost`
      : `A node does not answer: ${podsOf(pods, predictor)} lost`,
    detail: disruptions[0]?.message ?? events[0]?.message ?? pods[0].message,
    predictor,
    since: (events[0]?.firstSeen ?? disruptions[0]?.since)?.toISOString(),
    confidence: 'certain',
    evidence: [
      ...pods.slice(0, 3).map(pod => ({
        kind: 'object' as const,
        object: `Pod ${pod.name}`,
        detail: [
          pod.node && `on node ${pod.node}`,
          pod.phase,
          pod.reason,
          pod.message,
        ]
          .filter(Boolean)
          .join(', '),
      })),
      ...disruptions.slice(0, 3).map(condition => ({
        kind: 'condition' as const,
        ...condition,
        since: condition.since?.toISOString(),
      })),
      ...events.slice(0, 3).map(eventAsEvidence),
    ],
    remedy:
      'Ask whoever runs the cluster about the node. Pods that stay Terminating there are gone once the node is back or is deleted.',
  };
}

function podsOf(pods: PodFact[], predictor: string | undefined): string {
  const of = predictor ? ` of predictor "${predictor}"` : '';
  return pods.length === 1 ? `a pod${of} is` : `${pods.length} pods${of} are`;
}

function disruptionOf(
  { conditions }: ClusterFacts,
  { name }: PodFact,
): ConditionFact | undefined {
  return conditions.find(
    ({ object, reason, type }) =>
      object === `Pod ${name}` &&
      type === 'DisruptionTarget' &&
      reason === TAINT_MANAGER,
  );
}

function nodeEvents({ events }: ClusterFacts, { name }: PodFact) {
  return events.filter(
    ({ object, reason }) =>
      object === `Pod ${name}` && NODE_REASONS.includes(reason),
  );
}
