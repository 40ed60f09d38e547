import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { formatKubeconfig } from '../kube/kubeconfig';

export interface User {
  name: string;
  groups: string[];
}

/** Path of a file in the control plane's own folder. */
export type InFolder = (name: string) => string;

export const credentialFiles = {
  tokens: 'tokens.csv',
  serviceAccountPrivateKey: 'service-account.key',
  serviceAccountPublicKey: 'service-account.pub',
} as const;

/** Makes a token per user and the key that service account tokens are signed with. Answers the tokens. */
export async function writeCredentials(
  inFolder: InFolder,
  users: User[],
): Promise<Record<string, string>> {
  const tokens = Object.fromEntries(
    users.map(user => [user.name, randomBytes(24).toString('hex')]),
  );
  const rows = users.map(
    ({ name, groups }) =>
      `${tokens[name]},${name},${name},"${groups.join(',')}"`,
  );
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  await writeSecret(inFolder(credentialFiles.tokens), `${rows.join('\n')}\n`);
  await writeSecret(
    inFolder(credentialFiles.serviceAccountPrivateKey),
    privateKey,
  );
  await writeSecret(
    inFolder(credentialFiles.serviceAccountPublicKey),
    publicKey,
  );
  return tokens;
}

export const writeKubeconfig = (
  path: string,
  access: { url: string; caData: string; tokens: Record<string, string> },
) =>
  writeSecret(
    path,
    formatKubeconfig({
      cluster: 'control-plane',
      server: access.url,
      caData: access.caData,
      tokens: access.tokens,
    }),
  );

const writeSecret = (path: string, content: string) =>
  writeFile(path, content, { mode: 0o600 });
