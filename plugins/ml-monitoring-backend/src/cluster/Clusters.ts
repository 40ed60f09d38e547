import { InputError, NotFoundError } from '@backstage/errors';
import { ONLY_CLUSTER } from 'backstage-plugin-ml-monitoring-common';
import type {
  ClusterConnections,
  ClusterDescription,
} from './ClusterConnections';
import { KubeClient } from './KubeClient';
import type { RetryPolicy } from './retry';
import { singleFlight } from './singleFlight';

const DESCRIPTIONS_TTL_MS = 30_000;

/** The clusters of the portal, by name. */
export class Clusters {
  private readonly clients = new Map<string, Promise<KubeClient>>();
  private readonly descriptions: (
    signal?: AbortSignal,
  ) => Promise<ClusterDescription[]>;

  constructor(
    private readonly connections: ClusterConnections,
    private readonly options: { retryPolicy?: RetryPolicy } = {},
  ) {
    this.descriptions = singleFlight(
      () => connections.describe({}),
      DESCRIPTIONS_TTL_MS,
    );
  }

  describe(options: { signal?: AbortSignal }): Promise<ClusterDescription[]> {
    return this.descriptions(options.signal);
  }

  /** The names of those that can be used. */
  async names(options: { signal?: AbortSignal } = {}): Promise<string[]> {
    return (await this.describe(options))
      .filter(({ usable }) => usable)
      .map(({ name }) => name);
  }

  /** The real name of a usable cluster, where `_` stands for the only one. */
  async resolve(
    name: string,
    options: { signal?: AbortSignal } = {},
  ): Promise<string> {
    const described = await this.describe(options);
    const usable = described.filter(cluster => cluster.usable);
    if (name === ONLY_CLUSTER) {
      if (usable.length !== 1) {
        throw new InputError(
          usable.length
            ? `cluster: must be one of ${usable.map(each => each.name).join(', ')} (got ${name}, which stands for the only cluster)`
            : 'cluster: no cluster can be used; configure one with a service credential in the Kubernetes plugin (got _)',
        );
      }
      return usable[0].name;
    }
    const found = described.find(cluster => cluster.name === name);
    if (!found) {
      throw new NotFoundError(
        `The portal's Kubernetes plugin knows no cluster ${name}`,
      );
    }
    if (!found.usable) {
      throw new InputError(`cluster: ${name} cannot be used. ${found.reason}`);
    }
    return found.name;
  }

  client(name: string): Promise<KubeClient> {
    let client = this.clients.get(name);
    if (!client) {
      client = this.connections
        .kubeConfig(name)
        .then(kubeConfig => new KubeClient(name, kubeConfig, this.options));
      client.catch(() => this.clients.delete(name));
      this.clients.set(name, client);
    }
    return client;
  }
}
