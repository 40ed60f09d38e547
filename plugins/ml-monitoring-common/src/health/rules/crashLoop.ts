import type { HealthStatus } from '../../contract/health';
import type { ClusterFacts } from '../facts';
import { troubledSince } from '../podEvents';
import { isDownloader, type ContainerFact, type PodFact } from '../pods';
import {
  containersWith,
  logsOf,
  ownerOf,
  podEvidence,
  type TroubledContainer,
} from '../troubles';
import { isPassing } from '../passing';
import { severityOfOutage } from '../predictors';
import { livenessFailure } from '../restarts';
import type { ClusterRule, Judgement, RuleContext } from './types';

const KILLED = 137;
const SEGMENTATION_FAULT = 139;
const TERMINATED = 143;

export const crashLoop: ClusterRule = {
  findings: {
    'crash-loop': {
      means:
        'a container ends again and again; the exit code and its last words are shown',
      usually: "the model's own error: read its log",
    },
  },
  judge: (cluster, context) =>
    containersWith('crash-loop', cluster, (pod, container) =>
      statusOf(cluster, { pod, container }, context),
    ).map(troubled => judge(cluster, troubled)),
};

function judge(cluster: ClusterFacts, troubled: TroubledContainer): Judgement {
  const { container, predictor, pods, status } = troubled;
  const { endedMessage, exitCode, message } = container;
  const exit = exitCode === undefined ? '' : ` with exit code ${exitCode}`;
  return {
    rule: 'crash-loop',
    status,
    title: `The container "${container.name}" of ${ownerOf(troubled)} ${status === 'progressing' ? 'has ended' : 'keeps ending'}${exit}`,
    detail: endedMessage ? `Its last words: ${endedMessage}` : message,
    predictor,
    since: troubledSince(pods, cluster.events, container),
    confidence: 'certain',
    evidence: podEvidence(troubled, cluster.events),
    remedy: remedyFor(exitCode, endedMessage),
    container: logsOf(container, pods),
  };
}

function statusOf(
  cluster: ClusterFacts,
  { pod, container }: { pod: PodFact; container: ContainerFact },
  context: RuleContext,
): HealthStatus | undefined {
  if (
    isDownloader(container) ||
    livenessFailure(pod, container, cluster.events)
  ) {
    return undefined;
  }
  return endedJustNowForTheFirstTime(container, context)
    ? 'progressing'
    : severityOfOutage(cluster, pod.predictor);
}

/** Once is no loop: the kubelet starts it again at once. */
function endedJustNowForTheFirstTime(
  { endedAt, restarts, state }: ContainerFact,
  context: RuleContext,
): boolean {
  return (
    state === 'terminated' &&
    restarts === 0 &&
    endedAt !== undefined &&
    isPassing(new Date(endedAt), context)
  );
}

function remedyFor(
  exitCode: number | undefined,
  lastWords: string | undefined,
): string {
  switch (exitCode) {
    case KILLED:
      return 'It was killed: look for memory use near its limit and for failing liveness probes, then read its last log lines.';
    case SEGMENTATION_FAULT:
      return 'Its native code crashed (segmentation fault): look at its last log lines, and for libraries built for another processor or version.';
    case TERMINATED:
      return 'It was asked to end: look for who restarts it, then read its last log lines.';
    default:
      return lastWords
        ? 'Mend what its last words name; its last log lines tell more.'
        : 'Read the last log lines of the container; the reason usually stands in the last of them.';
  }
}
