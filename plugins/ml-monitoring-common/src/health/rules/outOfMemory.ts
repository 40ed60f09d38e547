import type { HealthStatus } from '../../contract/health';
import type { ClusterFacts } from '../facts';
import {
  containersWith,
  logsOf,
  ownerOf,
  podEvidence,
  troubledSince,
  type TroubledContainer,
} from '../pods';
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
    containersWith('out-of-memory', cluster).map(troubled => {
      const { container, predictor, pods } = troubled;
      return {
        rule: 'out-of-memory',
        status: statusOf(cluster, troubled, context),
        title: `The container "${container.name}" of ${ownerOf(troubled)} used more memory than it may and was killed`,
        predictor,
        since: isUp(troubled)
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
  troubled: TroubledContainer,
  { now }: RuleContext,
): HealthStatus {
  const { container, predictor } = troubled;
  if (!isUp(troubled)) {
    return severityOfOutage(cluster, predictor);
  }
  const isRecent =
    container.endedAt !== undefined &&
    secondsBetween(new Date(container.endedAt), now) < RECENTLY_SECONDS;
  return isRecent ? 'degraded' : 'healthy';
}

function isUp({ pods }: TroubledContainer): boolean {
  return pods.every(({ ready }) => ready);
}
