import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './paths.mjs';

const fileOf = name =>
  path.join(root, 'node_modules/.cache/ml-monitoring', `${name}.stamp`);

/** Is a step done for this very input? Stamps live in `node_modules` and go with it. */
export function isDone(name, hash) {
  try {
    return readFileSync(fileOf(name), 'utf8') === hash;
  } catch {
    return false;
  }
}

export function markDone(name, hash) {
  mkdirSync(path.dirname(fileOf(name)), { recursive: true });
  writeFileSync(fileOf(name), hash);
}
