import { NotFoundError } from '@backstage/errors';
import type { KubeConfig } from '@kubernetes/client-node';
import type {
  ClusterConnections,
  ClusterDescription,
} from './ClusterConnections';

/** Reaches clusters directly by a kubeconfig, one context each. For tests and tools. */
export class KubeconfigConnections implements ClusterConnections {
  /** @param kubeconfigs - by the name the cluster has in the portal */
  constructor(private readonly kubeconfigs: Record<string, string>) {}

  async describe(): Promise<ClusterDescription[]> {
    return Object.keys(this.kubeconfigs).map(name => ({
      name,
      title: name,
      usable: true,
    }));
  }

  async kubeConfig(cluster: string): Promise<KubeConfig> {
    const text = this.kubeconfigs[cluster];
    if (text === undefined) {
      throw new NotFoundError(`There is no cluster ${cluster}`);
    }
    const client = await import('@kubernetes/client-node');
    const kubeConfig = new client.KubeConfig();
    kubeConfig.loadFromString(text);
    return kubeConfig;
  }
}
