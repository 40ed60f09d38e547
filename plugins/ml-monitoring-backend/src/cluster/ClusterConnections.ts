import type { KubeConfig } from '@kubernetes/client-node';

/** A cluster the portal knows. */
export interface ClusterDescription {
  name: string;
  title: string;
  usable: boolean;
  /** Why it is not usable, and what would change that. */
  reason?: string;
}

/** How the clusters are reached. */
export interface ClusterConnections {
  describe(options: { signal?: AbortSignal }): Promise<ClusterDescription[]>;
  /** The current context of the answer is the cluster. */
  kubeConfig(cluster: string): Promise<KubeConfig>;
}
