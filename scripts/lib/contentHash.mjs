import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';

const SKIPPED = new Set(['node_modules', 'dist', 'dist-types', 'coverage']);

/**
 * One hash of files and folders by name and content, so that a step is repeated when what it works on
 * has changed and only then. What does not exist counts as absent.
 *
 * @param {string} base what names are relative to
 * @param {string[]} paths
 * @param {{ facts?: string[], ignore?: RegExp }} [options]
 */
export function contentHash(base, paths, { facts = [], ignore } = {}) {
  const hash = createHash('sha256').update(JSON.stringify(facts));
  const add = relative => {
    const absolute = path.join(base, relative);
    if (!existsSync(absolute) || ignore?.test(relative)) {
      return;
    }
    if (statSync(absolute).isDirectory()) {
      readdirSync(absolute)
        .filter(name => !SKIPPED.has(name))
        .sort()
        .forEach(name => add(`${relative}/${name}`));
    } else {
      const content = readFileSync(absolute);
      hash.update(`${relative}\0${content.length}\0`).update(content);
    }
  };
  paths.forEach(add);
  return hash.digest('hex');
}
