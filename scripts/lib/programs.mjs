import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { step } from './run.mjs';
import { StepError, say } from './say.mjs';

/** Programs that no npm package brings. */
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
  if (missing.length) {
    await aptInstall(missing);
  }
  return Object.fromEntries(
    wanted.map(program => {
      const found = find(program);
      if (!found) {
        throw notFound(program);
      }
      return [program.variable, found];
    }),
  );
}

function find({ title, variable, names }, env = process.env) {
  if (env[variable]) {
    if (!runs(env[variable])) {
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
    .find(file => isExecutable(file) && runs(file));
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
function runs(file) {
  try {
    execFileSync(file, ['--version'], { stdio: 'ignore', timeout: 20_000 });
    return true;
  } catch {
    return false;
  }
}

async function aptInstall(missing) {
  const packages = [...new Set(missing.flatMap(p => p.aptPackages))];
  if (!isExecutable('/usr/bin/apt-get') || process.getuid?.() !== 0) {
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
