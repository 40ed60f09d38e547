import type { ClusterFacts } from '../facts';
import { troubledSince } from '../podEvents';
import { isDownloader, type ContainerFact } from '../pods';
import {
  containersWith,
  logsOf,
  ownerOf,
  podEvidence,
  type TroubledContainer,
} from '../troubles';
import type { ClusterRule, Judgement } from './types';

/** How rclone, Seldon's own downloader, ends when the directory or file is not there. */
const RCLONE_NOT_FOUND = [3, 4];
const RCLONE = /rclone/;

const NOT_FOUND =
  /not found|no such (?:file|key|bucket|object|directory)|NoSuch(?:Key|Bucket)|does not exist|status(?: code)?:? 404|unsupported protocol|didn't find section in config/i;
const REFUSED =
  /access ?denied|forbidden|unauthori[sz]ed|status(?: code)?:? 40[13]|invalid ?access ?key|signature ?does ?not ?match|credentials|anonymous caller|permission|secret "[^"]*" not found/i;

/** The container in which Seldon fetches the trained model of a server. Mostly it leaves only its exit code behind. */
export const modelDownload: ClusterRule = {
  findings: {
    'model-uri': {
      means: 'there is no trained model at the address that the model names',
      usually: 'a typo in `modelUri`, or the bucket was tidied up',
    },
    'model-credentials': {
      means: 'the store of the trained model does not let it be fetched',
      usually:
        'the secret or service account beside `modelUri` is missing, has expired, or may not read there',
    },
    'model-download': {
      means:
        'the container that fetches the trained model fails, and does not say why',
      usually: 'read its last lines; then the address or the credentials',
    },
  },
  judge: cluster => [
    ...containersWith('crash-loop', cluster)
      .filter(({ container }) => isDownloader(container))
      .map(troubled => judge(cluster, troubled, causeOf(troubled))),
    ...containersWith('container-config', cluster)
      .filter(({ container }) => lacksCredentials(container))
      .map(troubled =>
        judge(cluster, troubled, {
          rule: 'model-credentials',
          confidence: 'certain',
        }),
      ),
  ],
};

/** It cannot even be made: the secret with its credentials is not there. */
export function lacksCredentials(container: ContainerFact): boolean {
  return isDownloader(container) && /secret/i.test(container.message ?? '');
}

type Cause = Pick<Judgement, 'rule' | 'confidence'>;

function causeOf({ container }: TroubledContainer): Cause {
  const { endedMessage, message, exitCode, image } = container;
  const words = endedMessage ?? message ?? '';
  if (REFUSED.test(words)) {
    return { rule: 'model-credentials', confidence: 'likely' };
  }
  if (NOT_FOUND.test(words)) {
    return { rule: 'model-uri', confidence: 'likely' };
  }
  if (RCLONE.test(image) && exitCode !== undefined) {
    return RCLONE_NOT_FOUND.includes(exitCode)
      ? { rule: 'model-uri', confidence: 'certain' }
      : { rule: 'model-credentials', confidence: 'possible' };
  }
  return { rule: 'model-download', confidence: 'certain' };
}

const TEXTS: Record<
  string,
  (owner: string) => Pick<Judgement, 'title' | 'remedy'>
> = {
  'model-uri': owner => ({
    title: `There is no trained model where ${owner} looks for it`,
    remedy:
      'Correct `modelUri` in the SeldonDeployment, or put the trained model there.',
  }),
  'model-credentials': owner => ({
    title: `The trained model of ${owner} may not be fetched from its store`,
    remedy:
      'Check the secret (`envSecretRefName`) or service account beside `modelUri`: it has to be in this namespace, and its credentials may have to read that bucket.',
  }),
  'model-download': owner => ({
    title: `The trained model of ${owner} cannot be downloaded`,
    remedy:
      'Check `modelUri`, and that the secret or service account named beside it may read there.',
  }),
};

function judge(
  cluster: ClusterFacts,
  troubled: TroubledContainer,
  cause: Cause,
): Judgement {
  const { container, pods, predictor, status } = troubled;
  const { exitCode } = container;
  const uris = cluster.model.predictors
    .filter(({ name }) => name === predictor)
    .flatMap(({ graph }) => urisOf(graph));
  return {
    ...cause,
    ...TEXTS[cause.rule](ownerOf(troubled)),
    status,
    detail: [
      uris.length ? `modelUri: ${uris.join(', ')}` : undefined,
      container.endedMessage ?? container.message,
      exitCode === undefined ? undefined : `exit code ${exitCode}`,
    ]
      .filter(Boolean)
      .join('; '),
    predictor,
    since: troubledSince(pods, cluster.events, container),
    evidence: podEvidence(troubled, cluster.events),
    ...(container.state === 'waiting' && !container.restarts
      ? {}
      : { container: logsOf(container, pods) }),
  };
}

type Node = ClusterFacts['model']['predictors'][number]['graph'];

function urisOf({ modelUri, children }: Node): string[] {
  return [...(modelUri ? [modelUri] : []), ...children.flatMap(urisOf)];
}
