import type { HealthStatus } from '../../contract/health';
import type { ClusterFacts } from '../facts';
import { eventAsEvidence } from '../podEvents';
import { troubleOf, type ContainerFact, type PodFact } from '../pods';
import {
  logsOf,
  ownerOf,
  podEvidence,
  troubledContainers,
  type TroubledContainer,
} from '../troubles';
import { severityOfOutage } from '../predictors';
import { isClimbing, livenessFailure } from '../restarts';
import type { ClusterRule, Judgement, RuleContext } from './types';

/** The container ended because the kubelet killed it, so that its own exit code and last words mislead. */
export const liveness: ClusterRule = {
  findings: {
    liveness: {
      means:
        'the kubelet kills a container again and again because its liveness or startup probe fails',
      usually:
        'the probe asks for the wrong path or port, or is less patient than the model is slow',
    },
  },
  judge: (cluster, context) =>
    troubledContainers(cluster, (pod, container) =>
      statusOf(cluster, { pod, container }, context),
    ).map(troubled => judge(cluster, troubled)),
};

function judge(cluster: ClusterFacts, troubled: TroubledContainer): Judgement {
  const { container, pods, predictor, status } = troubled;
  const event = livenessFailure(pods[0], container, cluster.events);
  const probe = event?.message.startsWith('Startup') ? 'startup' : 'liveness';
  return {
    rule: 'liveness',
    status,
    title: `The container "${container.name}" of ${ownerOf(troubled)} is killed because its ${probe} probe fails`,
    detail: event?.message,
    predictor,
    since: event?.firstSeen?.toISOString(),
    confidence: 'certain',
    evidence: [
      ...(event ? [eventAsEvidence(event)] : []),
      ...podEvidence(troubled, []),
    ],
    remedy:
      'Compare path and port of the probe with what the container serves. If it is merely slow, raise timeoutSeconds, failureThreshold or initialDelaySeconds of the probe.',
    container: logsOf(container, pods),
  };
}

/** Killed once and up again since is nobody's business. */
function statusOf(
  cluster: ClusterFacts,
  { pod, container }: { pod: PodFact; container: ContainerFact },
  { now, thresholds }: RuleContext,
): HealthStatus | undefined {
  if (!livenessFailure(pod, container, cluster.events)) {
    return undefined;
  }
  if (troubleOf(container) === 'crash-loop') {
    return severityOfOutage(cluster, pod.predictor);
  }
  return isClimbing(container, thresholds, now) ? 'degraded' : undefined;
}
