import type { TokenUser } from './http/authentication';

export interface KubeconfigOptions {
  url: string;
  caData: string;
  users: TokenUser[];
  /** The name of the cluster, and the prefix of the contexts. */
  name?: string;
  namespace?: string;
}

/** A kubeconfig with one context per user; the first user's is current. JSON is YAML, so kubectl reads it. */
export function kubeconfig({
  url,
  caData,
  users,
  name = 'sandbox',
  namespace,
}: KubeconfigOptions): string {
  const contextOf = ({ name: user }: TokenUser) => `${name}-${user}`;
  return JSON.stringify(
    {
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [
        {
          name,
          cluster: { server: url, 'certificate-authority-data': caData },
        },
      ],
      users: users.map(({ name: user, token }) => ({
        name: user,
        user: { token },
      })),
      contexts: users.map(user => ({
        name: contextOf(user),
        context: {
          cluster: name,
          user: user.name,
          ...(namespace && { namespace }),
        },
      })),
      'current-context': users.length > 0 ? contextOf(users[0]) : '',
    },
    undefined,
    2,
  );
}
