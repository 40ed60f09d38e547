import { troubledSince } from '../podEvents';
import { containersWith, ownerOf, podEvidence } from '../troubles';
import type { ClusterFacts } from '../facts';
import type { ClusterRule } from './types';

const REMEDIES: readonly { said: RegExp; remedy: string }[] = [
  {
    said: /not found|manifest unknown|does not exist|InvalidImageName|couldn't parse/i,
    remedy:
      'Correct the image name or tag in the SeldonDeployment, or push the image.',
  },
  {
    said: /unauthori[sz]ed|denied|authentication required|forbidden/i,
    remedy:
      'Give the pods an image pull secret that may read this repository, or correct the image name.',
  },
  {
    said: /too ?many ?requests|rate limit/i,
    remedy:
      'The registry limits pulls: pull with credentials, or mirror the image.',
  },
  {
    said: /no such host|i\/o timeout|connection refused|x509|TLS/i,
    remedy:
      'The node cannot reach the registry, or does not trust it: check its name, the network and the certificate.',
  },
];

export const imagePull: ClusterRule = {
  findings: {
    'image-pull': {
      means: 'a node cannot fetch the image of a container',
      usually:
        'a typo in image or tag, a missing pull secret, or the registry is down: correct the image, or abort the rollout',
    },
  },
  judge: cluster =>
    containersWith('image-pull', cluster).map(troubled => {
      const { container, predictor, pods, status } = troubled;
      const said = kubeletSays(cluster, troubled);
      return {
        rule: 'image-pull',
        status,
        title: `The image "${container.image}" of ${ownerOf(troubled)} cannot be pulled`,
        detail: said,
        predictor,
        since: troubledSince(pods, cluster.events, container),
        confidence: 'certain',
        evidence: podEvidence(troubled, cluster.events),
        remedy:
          REMEDIES.find(each => each.said.test(said))?.remedy ??
          'Check that the image exists and that the cluster may pull it.',
      };
    }),
};

/** The kubelet tells the registry's answer once, in an event; later it only tells that it waits. */
function kubeletSays(
  { events }: ClusterFacts,
  { container, pods }: ReturnType<typeof containersWith>[number],
): string {
  const objects = pods.map(({ name }) => `Pod ${name}`);
  const event = events.find(
    ({ object, message }) =>
      objects.includes(object) &&
      message.includes(container.image) &&
      /^(Failed to pull image|Failed to apply default image tag)/.test(message),
  );
  return [container.reason, event?.message ?? container.message]
    .filter(Boolean)
    .join(': ');
}
