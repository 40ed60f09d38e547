import type {
  AuthService,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import { ServiceUnavailableError } from '@backstage/errors';
import type { KubeConfig } from '@kubernetes/client-node';
import { limitedFetch } from 'backstage-plugin-ml-monitoring-common';
import { z } from 'zod/v3';
import type {
  ClusterConnections,
  ClusterDescription,
} from './ClusterConnections';

const KUBERNETES = 'kubernetes';
const AUTH_PROVIDER = 'backstage';
const LIMITS = { timeoutMs: 10_000, maximumBytes: 8 * 1024 * 1024 };

/** With these the credential of a cluster lives in the browser of each user. */
const CLIENT_SIDE_AUTH = ['aks', 'google', 'oidc', 'pinniped'];

const clustersSchema = z.object({
  items: z.array(
    z.object({
      name: z.string(),
      title: z.string().nullish(),
      authProvider: z.string().nullish(),
    }),
  ),
});

/** Reaches clusters through the Kubernetes backend of the portal, which knows their addresses and credentials. */
export class ProxyConnections implements ClusterConnections {
  constructor(
    private readonly services: {
      auth: AuthService;
      discovery: DiscoveryService;
    },
  ) {}

  async describe(options: {
    signal?: AbortSignal;
  }): Promise<ClusterDescription[]> {
    const base = await this.services.discovery.getBaseUrl(KUBERNETES);
    const response = await limitedFetch(fetch, LIMITS)(`${base}/clusters`, {
      headers: { Authorization: await this.authorization() },
      signal: options.signal,
    }).catch(error => {
      throw options.signal?.aborted
        ? error
        : new ServiceUnavailableError(
            'The Kubernetes plugin of the portal did not answer',
            error,
          );
    });
    if (response.status === 404) {
      throw new ServiceUnavailableError(
        'The Kubernetes plugin of the portal has no clusters: install @backstage/plugin-kubernetes-backend and configure kubernetes.clusterLocatorMethods',
      );
    }
    if (!response.ok) {
      throw new ServiceUnavailableError(
        `The Kubernetes plugin of the portal could not list its clusters: HTTP ${response.status}`,
      );
    }
    const { items } = clustersSchema.parse(await response.json());
    return items.map(({ name, title, authProvider }) => {
      const usable = !CLIENT_SIDE_AUTH.includes(authProvider ?? '');
      return {
        name,
        title: title ?? name,
        usable,
        ...(!usable && {
          reason: `It is signed in to from the browser (authProvider: ${authProvider}). Give it a service credential, such as serviceAccount, in the configuration of the Kubernetes plugin`,
        }),
      };
    });
  }

  async kubeConfig(cluster: string): Promise<KubeConfig> {
    const client = await import('@kubernetes/client-node');
    const base = await this.services.discovery.getBaseUrl(KUBERNETES);
    const kubeConfig = new client.KubeConfig();
    kubeConfig.loadFromOptions({
      clusters: [
        {
          name: cluster,
          server: `${base}/proxy`,
          // The client refuses plain http without it, and backends of a portal mostly speak that among themselves.
          skipTLSVerify: base.startsWith('http:'),
        },
      ],
      users: [
        {
          name: AUTH_PROVIDER,
          authProvider: { name: AUTH_PROVIDER, config: {} },
        },
      ],
      contexts: [{ name: cluster, cluster, user: AUTH_PROVIDER }],
      currentContext: cluster,
    });
    kubeConfig.addAuthenticator({
      isAuthProvider: user => user.authProvider?.name === AUTH_PROVIDER,
      applyAuthentication: async (_user, options) => {
        options.headers = {
          ...options.headers,
          authorization: await this.authorization(),
          'Backstage-Kubernetes-Cluster': cluster,
          // Compressed by the portal, the events of a watch would be held back until it closes.
          'Accept-Encoding': 'identity',
        };
      },
    });
    return kubeConfig;
  }

  /** Tokens are short-lived: a fresh one for each request. */
  private async authorization(): Promise<string> {
    const { auth } = this.services;
    const { token } = await auth.getPluginRequestToken({
      onBehalfOf: await auth.getOwnServiceCredentials(),
      targetPluginId: KUBERNETES,
    });
    return `Bearer ${token}`;
  }
}
