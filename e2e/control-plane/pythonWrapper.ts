import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { moduleDirectory } from './go';
import { MissingPartError } from './MissingPartError';
import { cacheDirectory } from './programCache';

const run = promisify(execFile);
const requirements = join(
  moduleDirectory,
  'programs/python-wrapper/requirements.txt',
);
/** What the pinned packages run on. */
const suitable = /^Python 3\.(9|10|11)\./;

/** Seldon's Python wrapper, installed once into the user's cache. */
export async function findPythonWrapper(options: {
  log: (line: string) => void;
}): Promise<{ path: string; title: string }> {
  const pinned = await readFile(requirements, 'utf8');
  const [, version] = /^seldon-core==(.+)$/m.exec(pinned)!;
  const python = await findPython();
  const key = createHash('sha256')
    .update(`${python.version}\n${pinned}`)
    .digest('hex')
    .slice(0, 16);
  const folder = join(cacheDirectory(process.env), 'python-wrapper', key);
  const complete = join(folder, 'complete');
  const path = join(folder, 'bin/seldon-core-microservice');
  const title = `Python wrapper seldon-core ${version}, on ${python.version}`;
  if (existsSync(complete)) return { path, title };
  options.log(`installing seldon-core ${version}`);
  // A virtual environment knows its own path, so it cannot be made elsewhere and moved.
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  try {
    await run(python.path, ['-m', 'venv', folder]);
    await run(join(folder, 'bin/pip'), [
      ...['install', '--quiet', '--disable-pip-version-check'],
      ...['--requirement', requirements],
    ]);
  } catch (error) {
    throw new MissingPartError(
      `seldon-core ${version} could not be installed: ${lastLine(error)}`,
    );
  }
  await writeFile(complete, '');
  return { path, title };
}

async function findPython(): Promise<{ path: string; version: string }> {
  const { PYTHON_BINARY: path = 'python3' } = process.env;
  const version = await run(path, ['--version']).then(
    ({ stdout }) => stdout.trim(),
    () => 'none',
  );
  if (!suitable.test(version)) {
    throw new MissingPartError(
      `the wrapper needs Python 3.9, 3.10 or 3.11, and ${path} is ${version}: install one, and name it by PYTHON_BINARY`,
    );
  }
  return { path, version };
}

const lastLine = (error: unknown) =>
  String((error as { stderr?: string }).stderr || (error as Error).message)
    .trim()
    .split('\n')
    .at(-1);
