import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './paths.mjs';

const minorOf = text => Number(/\bgo ?1\.(\d+)/.exec(text)?.[1] ?? NaN);

/** Why nothing can be built here with Go; `undefined` where it can. */
export function whyNoGo(env = process.env) {
  const { stdout, status } = spawnSync('go', ['version'], {
    encoding: 'utf8',
    env: { ...env, GOTOOLCHAIN: 'local' },
  });
  if (status !== 0) {
    return 'Go is not installed';
  }
  const pinned = readFileSync(path.join(root, 'e2e/control-plane/go.mod'));
  const [has, needs] = [minorOf(stdout), minorOf(pinned)];
  return has >= needs
    ? undefined
    : `Go is 1.${has}, and 1.${needs} or newer is needed`;
}
