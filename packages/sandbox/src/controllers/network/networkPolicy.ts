import type { Cluster, KubeObject } from '../../api/Cluster';
import { matchesSelector, type LabelSelector } from '../../api/labelSelector';
import { NAMESPACES, NETWORK_POLICIES } from '../runtime/resources';

/** Who wants to connect to a pod. */
export interface Peer {
  namespace: string;
  namespaceLabels: Record<string, string>;
  podLabels: Record<string, string>;
}

interface PolicyPeer {
  podSelector?: LabelSelector;
  namespaceSelector?: LabelSelector;
}

export const peerOf = (cluster: Cluster, { metadata }: KubeObject): Peer => {
  const namespace = metadata.namespace ?? '';
  return {
    namespace,
    namespaceLabels:
      cluster.get(NAMESPACES, { name: namespace })?.metadata.labels ?? {},
    podLabels: metadata.labels ?? {},
  };
};

/** Whether the policies about a pod let somebody in. Ports are not looked at. */
export function isLetIn(cluster: Cluster, pod: KubeObject, from: Peer) {
  const { namespace, labels } = pod.metadata;
  const about = cluster
    .list(NETWORK_POLICIES, { namespace })
    .filter(
      ({ spec }) =>
        (spec?.policyTypes ?? ['Ingress']).includes('Ingress') &&
        matchesSelector(spec?.podSelector ?? {}, labels ?? {}),
    );
  return (
    about.length === 0 ||
    about.some(({ spec }) =>
      (spec?.ingress ?? []).some(
        ({ from: peers }: { from?: PolicyPeer[] }) =>
          !peers?.length ||
          peers.some(peer => isMeant(peer, from, namespace ?? '')),
      ),
    )
  );
}

function isMeant(
  { podSelector, namespaceSelector }: PolicyPeer,
  from: Peer,
  namespace: string,
) {
  const inNamespace = namespaceSelector
    ? matchesSelector(namespaceSelector, from.namespaceLabels)
    : from.namespace === namespace;
  return inNamespace && matchesSelector(podSelector ?? {}, from.podLabels);
}
