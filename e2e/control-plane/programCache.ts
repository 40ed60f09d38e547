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
import { basename, join } from 'node:path';
import { goBuild, readGoPlatform } from './go';

export interface BuildOptions {
  log: (line: string) => void;
  signal?: AbortSignal;
  environment?: NodeJS.ProcessEnv;
}

/** Programs by name, and the Go packages they are built from. */
export type Packages<Program extends string> = Record<Program, string>;

export const pathsIn = <Program extends string>(
  folder: string,
  programs: readonly Program[],
) =>
  Object.fromEntries(
    programs.map(program => [program, join(folder, program)]),
  ) as Record<Program, string>;

export async function missingFrom<Program extends string>(
  folder: string,
  programs: readonly Program[],
): Promise<Program[]> {
  const absent = await Promise.all(
    programs.map(program =>
      access(join(folder, program), constants.X_OK).then(
        () => false,
        () => true,
      ),
    ),
  );
  return programs.filter((_, index) => absent[index]);
}

export function cacheDirectory(environment: NodeJS.ProcessEnv): string {
  const home = homedir();
  const base =
    environment.XDG_CACHE_HOME ||
    (process.platform === 'darwin'
      ? join(home, 'Library', 'Caches')
      : join(home, '.cache'));
  return join(base, 'ml-monitoring');
}

/** Changes with everything that decides what a build yields. */
async function cacheKey(
  directory: string,
  tags: readonly string[],
  signal?: AbortSignal,
): Promise<string> {
  const { version, os, architecture } = await readGoPlatform({ signal });
  const hash = createHash('sha256').update(
    `${[version, os, architecture, ...tags].join(' ')}\n`,
  );
  for (const file of ['go.mod', 'go.sum']) {
    hash.update(await readFile(join(directory, file)));
  }
  return hash.digest('hex').slice(0, 16);
}

/** Programs of the modules that a folder's `go.mod` pins, built once and kept in the user's cache. */
export async function builtOnce<Program extends string>(
  packages: Packages<Program>,
  {
    directory,
    linkerFlags,
    tags = [],
    log,
    signal,
    environment = process.env,
  }: BuildOptions & {
    directory: string;
    linkerFlags: () => Promise<string>;
    /** Go's build tags. */
    tags?: readonly string[];
  },
): Promise<{ paths: Record<Program, string>; origin: 'cache' | 'built' }> {
  const programs = Object.keys(packages) as Program[];
  const into = join(
    cacheDirectory(environment),
    basename(directory),
    await cacheKey(directory, tags, signal),
  );
  const paths = pathsIn(into, programs);
  const missing = await missingFrom(into, programs);
  if (!missing.length) {
    return { paths, origin: 'cache' };
  }
  await mkdir(into, { recursive: true });
  // Beside the final folder, so that an interrupted build leaves nothing behind that looks complete.
  const draft = await mkdtemp(`${into}.`);
  try {
    const flags = await linkerFlags();
    for (const program of missing) {
      log(`building ${program} from ${packages[program]}`);
      const output = join(draft, program);
      await goBuild(
        { package: packages[program], output, linkerFlags: flags, tags },
        { signal, cwd: directory },
      );
      await rename(output, paths[program]);
    }
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return { paths, origin: 'built' };
}
