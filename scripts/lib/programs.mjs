import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { step } from './run.mjs';
import { StepError, say } from './say.mjs';

/**
 * Programs that no npm package brings.
 *
 * @typedef {{
 *   title: string,
 *   variable: string,
 *   names: string[],
 *   aptPackages: string[],
 *   home: string,
 *   probe?: string[],
 *   mayLack?: string,
 * }} Program `probe`: arguments with which the right one ends with 0; `mayLack`: what is left out without it
 *
 * @type {Record<'prometheus' | 'promtool' | 'chromium' | 'postgres' | 'python', Program>}
 */
export const programs = {
  prometheus: {
    title: 'Prometheus',
    variable: 'PROMETHEUS_BINARY',
    names: ['prometheus'],
    aptPackages: ['prometheus'],
    home: 'https://prometheus.io/download',
  },
  promtool: {
    title: "Prometheus' promtool",
    variable: 'PROMTOOL_BINARY',
    names: ['promtool'],
    aptPackages: ['prometheus'],
    home: 'https://prometheus.io/download',
  },
  chromium: {
    title: 'Chromium',
    variable: 'CHROMIUM_BINARY',
    names: ['chromium', 'chromium-browser', 'google-chrome'],
    aptPackages: ['chromium', 'fonts-liberation'],
    home: 'https://www.chromium.org/getting-involved/download-chromium',
  },
  postgres: {
    title: 'PostgreSQL',
    // Tells where the server's programs are, which Debian keeps off the PATH.
    variable: 'PG_CONFIG_BINARY',
    names: ['pg_config'],
    aptPackages: ['postgresql'],
    home: 'https://www.postgresql.org/download',
    mayLack: 'the conformance of two portals on one database',
  },
  python: {
    title: 'Python 3.9, 3.10 or 3.11 with venv',
    variable: 'PYTHON_BINARY',
    names: ['python3.11', 'python3.10', 'python3.9', 'python3'],
    aptPackages: ['python3', 'python3-venv'],
    home: 'https://www.python.org/downloads',
    probe: [
      '-c',
      'import ensurepip, sys; assert (3, 9) <= sys.version_info[:2] <= (3, 11)',
    ],
    mayLack: "the conformance of Seldon's Python wrapper",
  },
};

/**
 * Finds programs by environment variable or on PATH; what is missing is installed by apt where that
 * needs no question: as root on Debian and its kin. Answers the variables that name them.
 *
 * @param {(keyof typeof programs)[]} names
 */
export async function ensurePrograms(names) {
  const wanted = names.map(name => programs[name]);
  const missing = wanted.filter(program => !find(program));
  const needed = missing.filter(({ mayLack }) => !mayLack);
  const wished = missing.filter(({ mayLack }) => mayLack);
  if (needed.length) {
    await aptInstall(needed);
  }
  if (wished.length && mayInstall()) {
    await aptInstall(wished).catch(({ message }) => say(`  ${message}`));
  }
  return Object.fromEntries(
    wanted.flatMap(program => {
      const found = find(program);
      if (found) {
        return [[program.variable, found]];
      }
      if (!program.mayLack) {
        throw notFound(program);
      }
      const { message, remedy } = notFound(program);
      say(`  Left out: ${program.mayLack}. ${message}.\n  ${remedy}`);
      return [];
    }),
  );
}

function find(program, env = process.env) {
  const { title, variable, names } = program;
  if (env[variable]) {
    if (!runs(env[variable], program)) {
      throw new StepError(
        `${title}: ${variable} is ${env[variable]}, which does not run`,
        { remedy: `Correct or unset ${variable}.` },
      );
    }
    return env[variable];
  }
  const folders = (env.PATH ?? '').split(path.delimiter);
  return names
    .flatMap(name => folders.map(folder => path.join(folder, name)))
    .find(file => isExecutable(file) && runs(file, program));
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Ubuntu's chromium-browser, for one, is a file that only says where to find Chromium. */
function runs(file, { probe = ['--version'] }) {
  try {
    execFileSync(file, probe, { stdio: 'ignore', timeout: 20_000 });
    return true;
  } catch {
    return false;
  }
}

const mayInstall = () =>
  isExecutable('/usr/bin/apt-get') && process.getuid?.() === 0;

async function aptInstall(missing) {
  const packages = [...new Set(missing.flatMap(p => p.aptPackages))];
  if (!mayInstall()) {
    throw notFound(missing[0]);
  }
  say(
    `  Not on this machine: ${missing.map(p => p.title).join(', ')}. Installing with apt: ${packages.join(' ')}`,
  );
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const remedy = `Install ${missing.map(p => p.title).join(' and ')} yourself, or say where: ${missing.map(p => p.variable).join(', ')}.`;
  await step('apt-get update', ['apt-get', 'update', '-q'], { env, remedy });
  await step(
    `apt-get install ${packages.join(' ')}`,
    ['apt-get', 'install', '-qy', '--no-install-recommends', ...packages],
    { env, remedy },
  );
}

function notFound({ title, variable, names, aptPackages, home }) {
  return new StepError(
    `${title} is needed, and none of ${names.join(', ')} on PATH runs`,
    {
      remedy: `Debian, Ubuntu: sudo apt-get install ${aptPackages.join(' ')}. Elsewhere: ${home}, then set ${variable} to the program.`,
    },
  );
}
