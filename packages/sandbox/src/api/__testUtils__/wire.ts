import { randomUUID } from 'node:crypto';
import { createCluster, type ClusterOptions } from '../createCluster';
import { startApiServer, type ApiServerOptions } from '../startApiServer';
import { kubeconfig } from '../kubeconfig';

const users = [
  { name: 'admin', token: 'admin-token', groups: ['system:masters'] },
  { name: 'reader', token: 'reader-token' },
];

/** A cluster on the wire with the namespace `ml`, an administrator and somebody without rights. */
export async function startWire(
  options: Partial<ClusterOptions & ApiServerOptions> = {},
) {
  const cluster = createCluster({
    now: () => new Date(),
    newUid: randomUUID,
    ...options,
  });
  cluster.create({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'ml' },
  });
  const server = await startApiServer({ cluster, users, ...options });
  return {
    cluster,
    server,
    kubeconfig: kubeconfig({ ...server, users, namespace: 'ml' }),
  };
}

export type Wire = Awaited<ReturnType<typeof startWire>>;
