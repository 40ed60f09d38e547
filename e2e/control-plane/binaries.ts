import { createHash } from 'node:crypto';
import {
  access,
  constants,
  mkdir,
  mkdtemp,
  readFile,
  rename,
  rm,
} from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { go, goBuild, moduleDirectory, readGoPlatform } from './go';
import { MissingPartError } from './MissingPartError';

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

export interface FindBinariesOptions {
  log: (line: string) => void;
  signal?: AbortSignal;
  environment?: NodeJS.ProcessEnv;
}

/**
 * The programs of a control plane: those of `KUBEBUILDER_ASSETS`, or else built once from the
 * pinned modules and kept in the user's cache.
 */
export async function findBinaries({
  log,
  signal,
  environment = process.env,
}: FindBinariesOptions): Promise<Binaries> {
  const given = environment.KUBEBUILDER_ASSETS;
  if (given) {
    return { paths: await requireAll(given), origin: 'KUBEBUILDER_ASSETS' };
  }
  const kept = join(cacheDirectory(environment), await cacheKey(signal));
  if (!(await missingFrom(kept)).length) {
    return { paths: pathsIn(kept), origin: 'cache' };
  }
  await build({ into: kept, log, signal });
  return { paths: pathsIn(kept), origin: 'built' };
}

async function requireAll(folder: string) {
  const missing = await missingFrom(folder);
  if (missing.length) {
    throw new MissingPartError(
      `KUBEBUILDER_ASSETS is ${folder}, which has no ${missing.join(' and no ')}: put it there, or unset the variable to have all of them built with Go`,
    );
  }
  return pathsIn(folder);
}

const pathsIn = (folder: string) =>
  Object.fromEntries(
    programs.map(program => [program, join(folder, program)]),
  ) as Record<Program, string>;

async function missingFrom(folder: string): Promise<Program[]> {
  const absent = await Promise.all(
    Object.values(pathsIn(folder)).map(path =>
      access(path, constants.X_OK).then(
        () => false,
        () => true,
      ),
    ),
  );
  return programs.filter((_, index) => absent[index]);
}

function cacheDirectory(environment: NodeJS.ProcessEnv): string {
  const home = homedir();
  const base =
    environment.XDG_CACHE_HOME ||
    (process.platform === 'darwin'
      ? join(home, 'Library', 'Caches')
      : join(home, '.cache'));
  return join(base, 'ml-monitoring', 'control-plane');
}

/** Changes with everything that decides what a build yields. */
async function cacheKey(signal?: AbortSignal): Promise<string> {
  const { version, os, architecture } = await readGoPlatform({ signal });
  const hash = createHash('sha256').update(
    `${version} ${os} ${architecture}\n`,
  );
  for (const file of ['go.mod', 'go.sum']) {
    hash.update(await readFile(join(moduleDirectory, file)));
  }
  return hash.digest('hex').slice(0, 16);
}

/** Builds beside the final folder and moves it there whole, so that an interrupted build leaves nothing behind that looks complete. */
async function build(options: {
  into: string;
  log: (line: string) => void;
  signal?: AbortSignal;
}) {
  const { into, log, signal } = options;
  const linkerFlags = await kubernetesLinkerFlags(signal);
  await mkdir(dirname(into), { recursive: true });
  const draft = await mkdtemp(`${into}.`);
  try {
    for (const program of programs) {
      log(`building ${program} from ${packages[program]}`);
      await goBuild(
        {
          package: packages[program],
          output: join(draft, program),
          linkerFlags,
        },
        { signal },
      );
    }
    await moveUnlessThere(draft, into);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

async function moveUnlessThere(draft: string, into: string) {
  try {
    await rename(draft, into);
  } catch (error) {
    // Another run finished the same build first.
    if ((await missingFrom(into)).length) throw error;
  }
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
