import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { contentHash } from './contentHash.mjs';

describe('a content hash', () => {
  let base;
  const write = (file, text) => {
    mkdirSync(path.dirname(path.join(base, file)), { recursive: true });
    writeFileSync(path.join(base, file), text);
  };
  const hash = options => contentHash(base, ['src', 'lock'], options);

  beforeEach(() => {
    base = mkdtempSync(path.join(tmpdir(), 'hash-'));
    write('src/a.ts', 'one');
    write('lock', 'x');
  });
  afterEach(() => rmSync(base, { recursive: true }));

  for (const [what, change] of [
    ['a file changes', () => write('src/a.ts', 'two')],
    ['a file is added', () => write('src/deep/b.ts', '')],
    ['a file goes', () => rmSync(path.join(base, 'lock'))],
    [
      'a file is renamed',
      () => {
        rmSync(path.join(base, 'src/a.ts'));
        write('src/b.ts', 'one');
      },
    ],
  ]) {
    it(`changes when ${what}`, () => {
      const before = hash();
      change();
      assert.notEqual(hash(), before);
    });
  }

  it('changes with the facts', () => {
    assert.notEqual(hash({ facts: ['v22'] }), hash({ facts: ['v24'] }));
  });

  it('stays when nothing that matters changes', () => {
    const ignore = /\.test\.ts$/;
    const before = hash({ ignore });
    write('src/a.test.ts', 'new');
    write('src/dist/a.js', 'built');
    write('elsewhere', 'new');
    assert.equal(hash({ ignore }), before);
  });
});
