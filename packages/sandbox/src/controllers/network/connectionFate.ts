import type { IncomingMessage } from 'node:http';
import type { Cluster, KubeObject } from '../../api/Cluster';
import { PODS } from '../runtime/resources';
import { isLetIn, peerOf, type Peer } from './networkPolicy';
import { isInMesh } from './serviceMesh';

/** A packet that is dropped is never answered; one that is refused ends the connection. */
export type Fate = 'let-in' | 'dropped' | 'reset';

const ROUTER: Peer = {
  namespace: 'openshift-ingress',
  namespaceLabels: { 'network.openshift.io/policy-group': 'ingress' },
  podLabels: {},
};

/**
 * What the network does to a connection. Everybody shares one loopback here,
 * so who it comes from is told by what it says; the node itself always gets in.
 */
export function connectionFate(
  cluster: Cluster,
  pod: KubeObject,
  { headers }: Pick<IncomingMessage, 'headers'>,
): Fate {
  if (headers['user-agent']?.startsWith('Prometheus/')) {
    const [prometheus] = cluster
      .list(PODS)
      .filter(
        ({ metadata }) => metadata.labels?.['operator.prometheus.io/name'],
      );
    if (prometheus && !isLetIn(cluster, pod, peerOf(cluster, prometheus))) {
      return 'dropped';
    }
    return isInMesh(pod) && !(prometheus && isInMesh(prometheus))
      ? 'reset'
      : 'let-in';
  }
  return headers['x-forwarded-host'] && !isLetIn(cluster, pod, ROUTER)
    ? 'dropped'
    : 'let-in';
}
