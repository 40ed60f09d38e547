import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { root } from './lib/paths.mjs';

const rulesDir = path.join(
  root,
  'plugins/ml-monitoring-common/src/health/rules',
);

function rulesInSource() {
  return new Set(
    readdirSync(rulesDir)
      .filter(name => !name.endsWith('.test.ts'))
      .flatMap(name =>
        readFileSync(path.join(rulesDir, name), 'utf8')
          .split('\n')
          .filter(line => /\brule: /.test(line))
          .flatMap(line => [...line.matchAll(/'([a-z]+(?:-[a-z]+)*)'/g)])
          .map(([, rule]) => rule),
      ),
  );
}

function rulesInDocs() {
  const text = readFileSync(path.join(root, 'docs/on-call.md'), 'utf8');
  return new Set(
    [...text.matchAll(/^\| `([a-z-]+)`/gm)].map(([, rule]) => rule),
  );
}

test('docs/on-call.md explains every rule that can be found, and no other', () => {
  assert.deepEqual([...rulesInDocs()].sort(), [...rulesInSource()].sort());
});
