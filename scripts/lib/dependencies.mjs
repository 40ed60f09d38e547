import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { contentHash } from './contentHash.mjs';
import { installCommand, npmConfig, yarnEnvironment } from './npm.mjs';
import { root, toolsDir } from './paths.mjs';
import { step } from './run.mjs';
import { isDone, markDone } from './stamp.mjs';

const YARN_VERSION = '4.18.1';

const OFFLINE =
  'Is the npm registry reachable? Check with: npm ping. Behind a proxy or mirror, tell npm ' +
  '(npm config set registry/https-proxy/cafile …); Yarn is told the same.';

/** Yarn's code for a lockfile that it may not, but would have to, change. */
const LOCKFILE_OUT_OF_DATE = 'YN0028';

/** Where Yarn is, from the npm registry, so that none need be installed. */
export async function ensureYarn() {
  const folder = path.join(toolsDir, 'yarn');
  const home = path.join(folder, 'node_modules/@yarnpkg/cli-dist');
  const manifest = path.join(home, 'package.json');
  const version =
    existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).version;
  if (version !== YARN_VERSION) {
    await step(
      `Yarn ${YARN_VERSION} from the npm registry, into .tools`,
      installCommand(`@yarnpkg/cli-dist@${YARN_VERSION}`, folder),
      { remedy: OFFLINE },
    );
  }
  return path.join(home, 'bin/yarn.js');
}

/** Installs exactly what yarn.lock says, unless that was done. */
export async function ensureDependencies({ node, yarn, env }) {
  const manifests = ['packages', 'plugins'].flatMap(folder =>
    readdirSync(path.join(root, folder)).map(
      name => `${folder}/${name}/package.json`,
    ),
  );
  const hash = contentHash(
    root,
    ['package.json', 'yarn.lock', '.yarnrc.yml', ...manifests],
    { facts: [process.platform, process.arch] },
  );
  if (isDone('dependencies', hash)) {
    return;
  }
  await step(
    'Dependencies from the npm registry',
    [node, yarn, 'install', '--immutable'],
    {
      note: 'the first time: 2 GB and some minutes',
      env: { ...env, ...yarnEnvironment(await npmConfig()) },
      remedy: tail =>
        tail.some(line => line.includes(LOCKFILE_OUT_OF_DATE))
          ? 'A package.json and yarn.lock disagree: run yarn install, and commit yarn.lock.'
          : OFFLINE,
    },
  );
  markDone('dependencies', hash);
}
