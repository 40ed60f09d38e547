import type { ClusterFacts } from '../facts';
import {
  containersWith,
  isDownloader,
  logsOf,
  ownerOf,
  podEvidence,
  troubledSince,
  type TroubledContainer,
} from '../pods';
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
    containersWith('crash-loop', cluster)
      .filter(({ container }) => !isDownloader(container))
      .filter(
        ({ container, pods }) =>
          !pods.some(pod => livenessFailure(pod, container, cluster.events)),
      )
      .map(troubled => judge(cluster, troubled, context)),
};

function judge(
  cluster: ClusterFacts,
  troubled: TroubledContainer,
  context: RuleContext,
): Judgement {
  const { container, predictor, pods } = troubled;
  const { endedMessage, exitCode, message } = container;
  const exit = exitCode === undefined ? '' : ` with exit code ${exitCode}`;
  const isFirst = endedJustNowForTheFirstTime(troubled, context);
  return {
    rule: 'crash-loop',
    status: isFirst ? 'progressing' : severityOfOutage(cluster, predictor),
    title: `The container "${container.name}" of ${ownerOf(troubled)} ${isFirst ? 'has ended' : 'keeps ending'}${exit}`,
    detail: endedMessage ? `Its last words: ${endedMessage}` : message,
    predictor,
    since: troubledSince(pods, cluster.events, container),
    confidence: 'certain',
    evidence: podEvidence(troubled, cluster.events),
    remedy: remedyFor(exitCode, endedMessage),
    container: logsOf(container, pods),
  };
}

/** Once is no loop: the kubelet starts it again at once. */
function endedJustNowForTheFirstTime(
  { container }: TroubledContainer,
  context: RuleContext,
): boolean {
  const { endedAt, restarts, state } = container;
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
