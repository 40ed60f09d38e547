import type { HealthStatus } from '../../contract/health';
import type { ClusterFacts } from '../facts';
import type { ContainerFact, PodFact } from '../pods';
import { troubledSince } from '../podEvents';
import { containersWith, logsOf, ownerOf, podEvidence } from '../troubles';
import { secondsBetween, severityOfOutage } from '../predictors';
import type { ClusterRule, RuleContext } from './types';

/** Kubernetes remembers the last end of a container for as long as its pod lives. */
const RECENTLY_SECONDS = 3600;

export const outOfMemory: ClusterRule = {
  findings: {
    'out-of-memory': {
      means: 'a container used more memory than its limit and was killed',
      usually: 'raise the limit, or find what grew',
    },
  },
  judge: (cluster, context) =>
    containersWith('out-of-memory', cluster, (pod, container) =>
      statusOf(cluster, { pod, container }, context),
    ).map(troubled => {
      const { container, predictor, pods, status } = troubled;
      return {
        rule: 'out-of-memory',
        status,
        title: `The container "${container.name}" of ${ownerOf(troubled)} used more memory than it may and was killed`,
        predictor,
        since: pods[0].ready
          ? container.endedAt
          : troubledSince(pods, cluster.events, container),
        confidence: 'certain',
        evidence: podEvidence(troubled, cluster.events),
        container: logsOf(container, pods),
        remedy:
          'Raise the memory limit of the container, or give it a smaller model or fewer workers.',
      };
    }),
};

function statusOf(
  cluster: ClusterFacts,
  { pod, container }: { pod: PodFact; container: ContainerFact },
  { now }: RuleContext,
): HealthStatus {
  if (!pod.ready) {
    return severityOfOutage(cluster, pod.predictor);
  }
  const isRecent =
    container.endedAt !== undefined &&
    secondsBetween(new Date(container.endedAt), now) < RECENTLY_SECONDS;
  return isRecent ? 'degraded' : 'healthy';
}
