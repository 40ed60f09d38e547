import { troubleOf } from '../pods';
import {
  logsOf,
  ownerOf,
  podEvidence,
  troubledContainers,
  type TroubledContainer,
} from '../troubles';
import type { ClusterFacts } from '../facts';
import { isClimbing, livenessFailure } from '../restarts';
import type { ClusterRule, Judgement } from './types';

/** A container that runs at the moment, between two ends. */
export const restarts: ClusterRule = {
  findings: {
    restarts: {
      means:
        'a container runs, and has been restarted several times of late: each time the requests under way are lost',
      usually: 'the same as a crash loop, only slower: read its last lines',
    },
  },
  judge: (cluster, { now, thresholds }) =>
    troubledContainers(cluster, (pod, container) =>
      container.state === 'running' &&
      isClimbing(container, thresholds, now) &&
      // These are told by rules of their own.
      !troubleOf(container) &&
      !livenessFailure(pod, container, cluster.events)
        ? 'degraded'
        : undefined,
    ).map(troubled => judge(cluster, troubled)),
};

function judge(cluster: ClusterFacts, troubled: TroubledContainer): Judgement {
  const { container, pods, predictor, status } = troubled;
  const { endedAfterSeconds, endedMessage, exitCode } = container;
  return {
    rule: 'restarts',
    status,
    title: `The container "${container.name}" of ${ownerOf(troubled)} runs, and was restarted ${container.restarts} times`,
    detail: [
      endedAfterSeconds === undefined
        ? undefined
        : `The last time it ran for ${Math.round(endedAfterSeconds)} s`,
      exitCode === undefined
        ? undefined
        : `it ended with exit code ${exitCode}`,
      endedMessage && `its last words: ${endedMessage}`,
    ]
      .filter(Boolean)
      .join('; '),
    predictor,
    since: container.endedAt,
    confidence: 'certain',
    evidence: podEvidence(troubled, cluster.events),
    remedy:
      'Read the last log lines of the run before; look for memory that grows and for requests that make it end.',
    container: logsOf(container, pods),
  };
}
