import { eventEvidence, troubledSince } from '../podEvents';
import { isUnschedulable, waitsForVolume, type PodFact } from '../pods';
import { severityOfOutage } from '../predictors';
import type { ClusterFacts } from '../facts';
import type { ClusterRule, Judgement } from './types';

export const unschedulable: ClusterRule = {
  findings: {
    unschedulable: {
      means: 'no node can take a pod',
      usually:
        'requests larger than what is free, or a node selector or taint that leaves no node',
    },
  },
  judge: cluster => {
    const waiting = cluster.model.pods.filter(
      pod => isUnschedulable(pod) && !waitsForVolume(pod),
    );
    const predictors = [...new Set(waiting.map(({ predictor }) => predictor))];
    return predictors.map(predictor =>
      judge(
        cluster,
        predictor,
        waiting.filter(pod => pod.predictor === predictor),
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
  return {
    rule: 'unschedulable',
    status: severityOfOutage(cluster, predictor),
    title: `No node of the cluster can take ${pods.length === 1 ? 'a pod' : `${pods.length} pods`} of ${owner}`,
    detail: pods[0].message,
    predictor,
    since: troubledSince(pods, cluster.events),
    confidence: 'certain',
    evidence: [
      ...pods.slice(0, 3).map(pod => ({
        kind: 'object' as const,
        object: `Pod ${pod.name}`,
        detail: [pod.reason, pod.message].filter(Boolean).join(': '),
      })),
      ...eventEvidence(pods, cluster.events),
    ],
    remedy: /node affinity|node selector|taint/i.test(pods[0].message ?? '')
      ? 'Correct nodeSelector, affinity and tolerations, or have nodes added that fit them.'
      : 'Ask for fewer resources, or have nodes added that fit the requests, node selector and tolerations.',
  };
}
