import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { go, moduleDirectory } from './go';
import { MissingPartError } from './MissingPartError';
import {
  builtOnce,
  missingFrom,
  pathsIn,
  type BuildOptions,
  type Packages,
} from './programCache';
import type { FoundProgram } from './programs';

const run = promisify(execFile);

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
  const { environment = process.env } = options;
  const given = environment.KUBEBUILDER_ASSETS;
  if (given) {
    return { paths: await requireAll(given), origin: 'KUBEBUILDER_ASSETS' };
  }
  return built(packages, options);
}

/** The client of the same minor, so that what it says does not depend on the machine. */
export async function findKubectl(
  options: BuildOptions,
): Promise<FoundProgram> {
  const given = (options.environment ?? process.env).KUBEBUILDER_ASSETS;
  const isGiven = given && !(await missingFrom(given, ['kubectl'])).length;
  const { kubectl: path } = isGiven
    ? pathsIn(given, ['kubectl'])
    : (await built({ kubectl: 'k8s.io/kubernetes/cmd/kubectl' }, options))
        .paths;
  const { stdout } = await run(path, [
    ...['version', '--client', '--output', 'json'],
  ]);
  const { gitVersion } = JSON.parse(stdout).clientVersion;
  const origin = isGiven ? 'from KUBEBUILDER_ASSETS' : 'built from source';
  return { path, title: `kubectl ${gitVersion} (${origin})` };
}

const built = <Name extends string>(
  of: Packages<Name>,
  options: BuildOptions,
) =>
  builtOnce(of, {
    ...options,
    directory: moduleDirectory,
    linkerFlags: () => kubernetesLinkerFlags(options.signal),
  });

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
