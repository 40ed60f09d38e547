import path from 'node:path';
import { ensureDependencies, ensureYarn } from './dependencies.mjs';
import { ensureNode } from './node.mjs';
import { ensurePrograms } from './programs.mjs';

/**
 * Makes a bare machine ready: right Node, Yarn, dependencies, and the programs asked for. Each step is
 * skipped when it is done. Answers how to run things.
 *
 * @param {{ programs?: ('prometheus' | 'promtool' | 'chromium')[] }} [needs]
 */
export async function prepare({ programs = [] } = {}) {
  const node = await ensureNode();
  const yarn = await ensureYarn();
  const PATH = [path.dirname(node), process.env.PATH].join(path.delimiter);
  const env = { ...process.env, PATH, FORCE_COLOR: '0' };
  await ensureDependencies({ node, yarn, env });
  return {
    node,
    env: { ...env, ...(await ensurePrograms(programs)) },
    /** A Yarn command, a script of package.json, or a binary of a dependency. */
    yarn: (...args) => [node, yarn, ...args],
  };
}

/** Did `yarn <script>` call us? Then a developer expects Backstage's own commands. */
export function calledByYarn(env = process.env) {
  return (env.npm_config_user_agent ?? '').startsWith('yarn');
}
