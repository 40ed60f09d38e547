import type { HealthStatus } from '../../contract/health';
import type { ClusterFacts, EventFact } from '../facts';
import {
  eventAsEvidence,
  isOver,
  logsOf,
  ownerOf,
  podEvidence,
  troubleOf,
  type TroubledContainer,
} from '../pods';
import { severityOfOutage } from '../predictors';
import { isClimbing, livenessFailure } from '../restarts';
import type { ClusterRule, RuleContext } from './types';

interface Killed extends TroubledContainer {
  event: EventFact;
}

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
    killed(cluster).flatMap(each => {
      const status = statusOf(cluster, each, context);
      const { container, event, pods, predictor } = each;
      return status
        ? [
            {
              rule: 'liveness',
              status,
              title: `The container "${container.name}" of ${ownerOf(each)} is killed because its ${event.message.startsWith('Startup') ? 'startup' : 'liveness'} probe fails`,
              detail: event.message,
              predictor,
              since: event.firstSeen?.toISOString(),
              confidence: 'certain' as const,
              evidence: [eventAsEvidence(event), ...podEvidence(each, [])],
              remedy:
                'Compare path and port of the probe with what the container serves. If it is merely slow, raise timeoutSeconds, failureThreshold or initialDelaySeconds of the probe.',
              container: logsOf(container, pods),
            },
          ]
        : [];
    }),
};

function killed(cluster: ClusterFacts): Killed[] {
  const found = new Map<string, Killed>();
  for (const pod of cluster.model.pods.filter(each => !isOver(each))) {
    for (const container of pod.containers) {
      const event = livenessFailure(pod, container, cluster.events);
      const key = JSON.stringify([pod.predictor, container.name]);
      const known = found.get(key);
      if (event && known) {
        known.pods.push(pod);
      } else if (event) {
        found.set(key, {
          predictor: pod.predictor,
          container,
          pods: [pod],
          event,
        });
      }
    }
  }
  return [...found.values()];
}

/** Killed once and up again since is nobody's business. */
function statusOf(
  cluster: ClusterFacts,
  { container, pods, predictor }: Killed,
  { now, thresholds }: RuleContext,
): HealthStatus | undefined {
  const isDown = pods.some(pod =>
    pod.containers.some(
      each => each.name === container.name && troubleOf(each) === 'crash-loop',
    ),
  );
  if (isDown) {
    return severityOfOutage(cluster, predictor);
  }
  return pods.some(pod =>
    pod.containers.some(
      each => each.name === container.name && isClimbing(each, thresholds, now),
    ),
  )
    ? 'degraded'
    : undefined;
}
