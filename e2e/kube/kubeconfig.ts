import { readFile } from 'node:fs/promises';
import { parse, stringify } from 'yaml';
import { z } from 'zod/v3';

/** How one person reaches one cluster. */
export interface KubeAccess {
  server: string;
  /** PEM. Absent for plain HTTP and for certificates the system trusts. */
  caData?: string;
  token?: string;
}

const kubeconfigSchema = z.object({
  'current-context': z.string(),
  contexts: z.array(
    z.object({
      name: z.string(),
      context: z.object({ cluster: z.string(), user: z.string() }),
    }),
  ),
  clusters: z.array(
    z.object({
      name: z.string(),
      cluster: z.object({
        server: z.string(),
        'certificate-authority-data': z.string().optional(),
        'certificate-authority': z.string().optional(),
      }),
    }),
  ),
  users: z.array(
    z.object({
      name: z.string(),
      user: z.object({ token: z.string().optional() }),
    }),
  ),
});

/** Reads the current context of a kubeconfig file. */
export async function readKubeconfig(path: string): Promise<KubeAccess> {
  const config = kubeconfigSchema.parse(parse(await readFile(path, 'utf8')));
  const { context } = named(config.contexts, config['current-context'], path);
  const { cluster } = named(config.clusters, context.cluster, path);
  const { user } = named(config.users, context.user, path);
  return {
    server: cluster.server,
    caData: await readCa(cluster),
    token: user.token,
  };
}

function named<T extends { name: string }>(
  entries: T[],
  name: string,
  path: string,
): T {
  const found = entries.find(entry => entry.name === name);
  if (!found) {
    throw new Error(
      `${path}: nothing is called "${name}", yet it is referred to`,
    );
  }
  return found;
}

async function readCa(cluster: {
  'certificate-authority-data'?: string;
  'certificate-authority'?: string;
}): Promise<string | undefined> {
  const data = cluster['certificate-authority-data'];
  if (data) return Buffer.from(data, 'base64').toString('utf8');
  const file = cluster['certificate-authority'];
  return file ? readFile(file, 'utf8') : undefined;
}

/** A kubeconfig with one context per user. The first user's context is current. */
export function formatKubeconfig(options: {
  cluster: string;
  server: string;
  caData?: string;
  tokens: Record<string, string>;
}): string {
  const { cluster, server, caData, tokens } = options;
  const users = Object.keys(tokens);
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': users[0],
    clusters: [
      {
        name: cluster,
        cluster: {
          server,
          ...(caData && {
            'certificate-authority-data':
              Buffer.from(caData).toString('base64'),
          }),
        },
      },
    ],
    contexts: users.map(user => ({ name: user, context: { cluster, user } })),
    users: users.map(user => ({ name: user, user: { token: tokens[user] } })),
  });
}
