import { go, moduleDirectory } from './go';
import { MissingPartError } from './MissingPartError';
import {
  builtOnce,
  missingFrom,
  pathsIn,
  type BuildOptions,
} from './programCache';

/** The programs of a control plane and the Go packages they are built from. */
const packages = {
  etcd: 'go.etcd.io/etcd/server/v3',
  'kube-apiserver': 'k8s.io/kubernetes/cmd/kube-apiserver',
  'kube-controller-manager': 'k8s.io/kubernetes/cmd/kube-controller-manager',
} as const;

export type Program = keyof typeof packages;

const programs = Object.keys(packages) as Program[];

export interface Binaries {
  paths: Record<Program, string>;
  origin: 'KUBEBUILDER_ASSETS' | 'cache' | 'built';
}

/**
 * The programs of a control plane: those of `KUBEBUILDER_ASSETS`, or else built once from the
 * pinned modules and kept in the user's cache.
 */
export async function findBinaries(options: BuildOptions): Promise<Binaries> {
  const { signal, environment = process.env } = options;
  const given = environment.KUBEBUILDER_ASSETS;
  if (given) {
    return { paths: await requireAll(given), origin: 'KUBEBUILDER_ASSETS' };
  }
  return builtOnce(packages, {
    ...options,
    directory: moduleDirectory,
    linkerFlags: () => kubernetesLinkerFlags(signal),
  });
}

async function requireAll(folder: string) {
  const missing = await missingFrom(folder, programs);
  if (missing.length) {
    throw new MissingPartError(
      `KUBEBUILDER_ASSETS is ${folder}, which has no ${missing.join(' and no ')}: put it there, or unset the variable to have all of them built with Go`,
    );
  }
  return pathsIn(folder, programs);
}

/** A release stamps its version at link time; without it `/version` answers a placeholder. */
async function kubernetesLinkerFlags(signal?: AbortSignal): Promise<string> {
  const version = (
    await go(['list', '-m', '-f', '{{.Version}}', 'k8s.io/kubernetes'], {
      signal,
    })
  ).trim();
  const [major, minor] = version.slice(1).split('.');
  const stamp = (name: string, value: string) =>
    `-X k8s.io/component-base/version.${name}=${value}`;
  return [
    '-s -w',
    stamp('gitVersion', version),
    stamp('gitMajor', major),
    stamp('gitMinor', minor),
  ].join(' ');
}
