import { execFile, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { MissingPartError } from './MissingPartError';

const run = promisify(execFile);

const lowestPriority = 19;

/** The folder with the `go.mod` that pins what is built. */
export const moduleDirectory = dirname(fileURLToPath(import.meta.url));

const [, ...minimumVersion] = /^go (\d+)\.(\d+)/m
  .exec(readFileSync(join(moduleDirectory, 'go.mod'), 'utf8'))!
  .map(Number);

/** A developer's own workspace or flags must not change what is pinned. */
const environment = (): NodeJS.ProcessEnv => ({
  ...process.env,
  CGO_ENABLED: '0',
  GOFLAGS: '-mod=readonly',
  GOTOOLCHAIN: 'local',
  GOWORK: 'off',
});

export interface GoOptions {
  signal?: AbortSignal;
  /** Modules named with their version are looked up outside any module. */
  cwd?: string;
}

export async function go(
  args: string[],
  { signal, cwd = moduleDirectory }: GoOptions = {},
): Promise<string> {
  try {
    const { stdout } = await run('go', args, {
      cwd,
      env: environment(),
      maxBuffer: 16 * 1024 * 1024,
      signal,
    });
    return stdout;
  } catch (error) {
    if (isAbsent(error)) throw goIsAbsent();
    throw error;
  }
}

const isAbsent = (error: unknown) =>
  (error as NodeJS.ErrnoException).code === 'ENOENT';

const goIsAbsent = () =>
  new MissingPartError(
    `Go is not installed: install Go ${minimumVersion.join('.')} or newer, which builds the control plane (unless KUBEBUILDER_ASSETS names a folder with its programs) and fetches the CRDs`,
  );

export interface GoPlatform {
  version: string;
  os: string;
  architecture: string;
}

/** Which Go builds here. Refuses one that is too old for the pinned modules. */
export async function readGoPlatform(options?: GoOptions): Promise<GoPlatform> {
  const answer = await go(['env', 'GOVERSION', 'GOOS', 'GOARCH'], options);
  const [version, os, architecture] = answer.trim().split('\n');
  if (!isRecentEnough(version)) {
    throw new MissingPartError(
      `Go is ${version}: ${minimumVersion.join('.')} or newer is needed to build the control plane`,
    );
  }
  return { version, os, architecture };
}

function isRecentEnough(version: string): boolean {
  const [, major, minor] = /^go(\d+)\.(\d+)/.exec(version) ?? [];
  return (
    Number(major) > minimumVersion[0] ||
    (Number(major) === minimumVersion[0] && Number(minor) >= minimumVersion[1])
  );
}

/** Builds at the lowest priority, because a control plane takes minutes of every core. */
export function goBuild(
  options: {
    package: string;
    output: string;
    linkerFlags: string;
    tags: readonly string[];
  },
  { signal, cwd = moduleDirectory }: GoOptions = {},
): Promise<void> {
  const args = [
    'build',
    '-trimpath',
    '-tags',
    options.tags.join(','),
    '-ldflags',
    options.linkerFlags,
    '-o',
    options.output,
    options.package,
  ];
  return new Promise((resolve, reject) => {
    const child = spawn('go', args, {
      cwd,
      env: environment(),
      stdio: ['ignore', 'ignore', 'pipe'],
      signal,
    });
    if (child.pid) setPriority(child.pid, lowestPriority);
    let complaint = '';
    child.stderr.on('data', chunk => {
      complaint = (complaint + chunk).slice(-4096);
    });
    child.on('error', error => reject(isAbsent(error) ? goIsAbsent() : error));
    child.on('close', code => {
      if (code === 0) resolve();
      else
        reject(
          new MissingPartError(
            `${options.package} did not build with Go: ${complaint.trim()}`,
          ),
        );
    });
  });
}
