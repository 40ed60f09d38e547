import { existsSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { contentHash } from './contentHash.mjs';
import { root } from './paths.mjs';
import { step } from './run.mjs';
import { StepError } from './say.mjs';
import { isDone, markDone } from './stamp.mjs';

const READY_WITHIN_MS = 90_000;
const TAIL_LINES = 30;
/** It would wait for every open page to close, and keeps nothing that could be lost. */
const PATIENCE_MS = 3_000;

/** Packages of frontends, with what each is made of beside the others' parts. */
const frontends = {
  app: { folder: 'packages/app', stamp: 'portal-frontend', parts: [] },
  'bench-portal': {
    folder: 'bench/portal',
    stamp: 'bench-frontend',
    parts: ['bench/portal'],
  },
};

/** @param {keyof typeof frontends} name */
const frontendHash = name =>
  contentHash(
    root,
    [
      ...frontends[name].parts,
      'yarn.lock',
      'app-config.yaml',
      'packages/app',
      'plugins/ml-monitoring',
      'plugins/ml-monitoring-common',
      'plugins/ml-monitoring-backend/config.d.ts',
      'plugins/catalog-backend-module-ml-monitoring/config.d.ts',
    ],
    { ignore: /\.test\.tsx?$|\.md$|__testUtils__/ },
  );

/**
 * Builds a frontend of the portal for production, unless what it is made of is unchanged.
 *
 * @param {keyof typeof frontends} [name]
 */
export async function ensureFrontend(tools, name = 'app') {
  const { folder, stamp } = frontends[name];
  const built = existsSync(path.join(root, folder, 'dist/index.html'));
  // Of before the build: what changes meanwhile is not in it.
  const hash = frontendHash(name);
  if (built && isDone(stamp, hash)) {
    return;
  }
  await step(
    'Portal, built for production',
    tools.yarn('workspace', name, 'backstage-cli', 'package', 'build'),
    {
      note: 'a minute or two',
      env: tools.env,
      remedy: 'Mend what the log names and try again.',
    },
  );
  markDone(stamp, hash);
}

/** For a build of everything, which builds the frontend too. */
export function markFrontendBuilt() {
  markDone(frontends.app.stamp, frontendHash('app'));
}

/**
 * Starts the backend, which serves the built frontend on the same port, and waits until both answer.
 *
 * @param {{ node: string, env: NodeJS.ProcessEnv }} tools
 * @param {{ children: import('./children.mjs').Children, port: number, env: Record<string, string>,
 *   args?: string[], onLine?: (line: string) => void }} options
 */
export async function startPortal(tools, options) {
  const { children, port, env, args = [], onLine } = options;
  const child = children.start(
    [
      tools.node,
      '--require',
      path.join(
        root,
        'node_modules/@backstage/cli-node/config/nodeTransform.cjs',
      ),
      'src/index',
      ...args,
    ],
    {
      cwd: path.join(root, 'packages/backend'),
      env: {
        ...tools.env,
        NODE_ENV: 'production',
        LOG_LEVEL: tools.env.LOG_LEVEL ?? 'info',
        PORT: String(port),
        PORTAL_FRONTEND_PORT: String(port),
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
      patienceMs: PATIENCE_MS,
    },
  );
  const said = [];
  for (const input of [child.stdout, child.stderr]) {
    createInterface({ input }).on('line', line => {
      said.push(line);
      said.splice(0, said.length - TAIL_LINES);
      onLine?.(line);
    });
  }
  let ended;
  child.once('exit', code => {
    ended = `ended with ${code}`;
  });
  child.once('error', error => {
    ended = `could not start: ${error.message}`;
  });
  const url = `http://localhost:${port}`;
  const deadline = Date.now() + READY_WITHIN_MS;
  while (!(await isReady(url))) {
    if (ended || Date.now() > deadline) {
      throw new StepError(
        `The portal ${ended ?? `was not ready within ${READY_WITHIN_MS / 1000} s`}`,
        { log: said, remedy: 'With LOG_LEVEL=debug it says more.' },
      );
    }
    await new Promise(resolve => setTimeout(resolve, 250));
  }
  return { child, url };
}

async function isReady(url) {
  try {
    const readiness = await fetch(`${url}/.backstage/health/v1/readiness`, {
      signal: AbortSignal.timeout(2_000),
    });
    await readiness.arrayBuffer();
    return readiness.ok;
  } catch {
    return false;
  }
}
