import type { ClusterFacts } from '../facts';
import type { PodFact } from '../pods';
import { secondsBetween } from '../predictors';
import { isLost } from './nodeLost';
import type { ClusterRule, RuleContext } from './types';

/** Pods that were deleted and do not go. */
export const terminating: ClusterRule = {
  findings: {
    terminating: {
      means:
        'a pod was deleted and is still there long after it should be gone',
      usually:
        'its node does not answer, a process does not end, a volume cannot be unmounted, or a finalizer waits for somebody',
    },
  },
  judge: (cluster, context) => {
    const late = cluster.model.pods.filter(pod =>
      isLate(cluster, pod, context),
    );
    if (!late.length) {
      return [];
    }
    return [
      {
        rule: 'terminating',
        status: 'degraded',
        title:
          late.length === 1
            ? `The pod "${late[0].name}" was deleted and does not go`
            : `${late.length} pods were deleted and do not go`,
        since: late.flatMap(({ goneBy }) => goneBy ?? []).sort()[0],
        confidence: 'certain',
        evidence: late.slice(0, 3).map(pod => ({
          kind: 'object',
          object: `Pod ${pod.name}`,
          detail: [
            `should have been gone by ${pod.goneBy}`,
            pod.node && `on node ${pod.node}`,
          ]
            .filter(Boolean)
            .join(', '),
        })),
        remedy:
          'Look at its node, at its finalizers and at its events. Removing it by force (kubectl delete pod --grace-period=0 --force) is safe only once its process has surely ended.',
      },
    ];
  },
};

function isLate(
  cluster: ClusterFacts,
  pod: PodFact,
  { now, thresholds }: RuleContext,
): boolean {
  return (
    pod.goneBy !== undefined &&
    secondsBetween(new Date(pod.goneBy), now) >=
      thresholds.deletingAfterSeconds &&
    // There the node is the cause.
    !isLost(cluster, pod)
  );
}
