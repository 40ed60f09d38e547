import { containersWith, ownerOf, podEvidence, troubledSince } from '../pods';
import { severityOfOutage } from '../predictors';
import type { ClusterRule } from './types';

const KILLED = 137;

/** Seldon downloads the model of a prepackaged server in a container of this kind. */
const DOWNLOADER = /-model-initializer$/;

export const crashLoop: ClusterRule = {
  findings: {
    'model-download': {
      means: 'the container that fetches the trained model fails',
      usually: 'wrong model URI or missing credentials for the store',
    },
    'crash-loop': {
      means:
        'a container ends again and again; the exit code and its last words are shown',
      usually: "the model's own error: read its log",
    },
  },
  judge: cluster =>
    containersWith('crash-loop', cluster).map(troubled => {
      const { container, predictor, pods } = troubled;
      const owner = ownerOf(troubled);
      const downloads = DOWNLOADER.test(container.name);
      const exit =
        container.exitCode === undefined
          ? ''
          : ` with exit code ${container.exitCode}`;
      return {
        rule: downloads ? 'model-download' : 'crash-loop',
        status: severityOfOutage(cluster, predictor),
        title: downloads
          ? `The model of ${owner} cannot be downloaded`
          : `The container "${container.name}" of ${owner} keeps ending${exit}`,
        detail: container.message,
        predictor,
        since: troubledSince(pods, cluster.events),
        confidence: 'certain',
        evidence: podEvidence(troubled, cluster.events),
        remedy: remedyFor(downloads, container.exitCode),
      };
    }),
};

function remedyFor(downloads: boolean, exitCode: number | undefined): string {
  if (downloads) {
    return 'Check the model URI, and that the secret or service account named beside it may read there.';
  }
  return exitCode === KILLED
    ? 'It was killed: look for memory use near its limit and for failing liveness probes, then read its last log lines.'
    : 'Read the last log lines of the container; the reason usually stands in the last of them.';
}
