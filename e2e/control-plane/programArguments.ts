import { credentialFiles, type InFolder } from './credentials';

/** The API server signs this for itself when it finds none. */
export const certificateFile = 'apiserver.crt';
export const controllerManagerKubeconfig = 'controller-manager.yaml';

const flags = (values: Record<string, string | number | boolean>) =>
  Object.entries(values).map(([name, value]) => `--${name}=${value}`);

export function etcdArguments(options: {
  inFolder: InFolder;
  etcdUrl: string;
  peerPort: number;
}): string[] {
  const peerUrl = `http://127.0.0.1:${options.peerPort}`;
  return flags({
    'data-dir': options.inFolder('etcd'),
    'listen-client-urls': options.etcdUrl,
    'advertise-client-urls': options.etcdUrl,
    'listen-peer-urls': peerUrl,
    'initial-advertise-peer-urls': peerUrl,
    'initial-cluster': `default=${peerUrl}`,
    // Its data lives as long as the test: no need to wait for the disk.
    'unsafe-no-fsync': true,
    'log-level': 'warn',
  });
}

export function apiServerArguments(options: {
  inFolder: InFolder;
  etcdUrl: string;
  apiPort: number;
}): string[] {
  const { inFolder } = options;
  return flags({
    'etcd-servers': options.etcdUrl,
    'bind-address': '127.0.0.1',
    'advertise-address': '127.0.0.1',
    'secure-port': options.apiPort,
    'cert-dir': inFolder('.'),
    'authorization-mode': 'RBAC',
    'token-auth-file': inFolder(credentialFiles.tokens),
    'service-account-issuer': 'https://kubernetes.default.svc',
    'service-account-key-file': inFolder(
      credentialFiles.serviceAccountPublicKey,
    ),
    'service-account-signing-key-file': inFolder(
      credentialFiles.serviceAccountPrivateKey,
    ),
    'service-cluster-ip-range': '10.0.0.0/24',
    // Endpoints may not lie on loopback, where this server does.
    'endpoint-reconciler-type': 'none',
    'allow-privileged': true,
  });
}

export const controllerManagerArguments = (inFolder: InFolder): string[] =>
  flags({
    kubeconfig: inFolder(controllerManagerKubeconfig),
    'bind-address': '127.0.0.1',
    'secure-port': 0,
    'leader-elect': false,
    'root-ca-file': inFolder(certificateFile),
    'service-account-private-key-file': inFolder(
      credentialFiles.serviceAccountPrivateKey,
    ),
  });
