import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { whyNoGo } from './go.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'go-'));
after(() => rmSync(folder, { recursive: true }));

function withGo(version) {
  const file = path.join(folder, 'go');
  writeFileSync(
    file,
    `#!/bin/sh\necho "go version go${version} linux/amd64"\n`,
  );
  chmodSync(file, 0o755);
  return whyNoGo({ PATH: folder });
}

describe('Go', () => {
  it('may be absent', () => {
    assert.equal(whyNoGo({ PATH: '' }), 'Go is not installed');
  });

  for (const [version, why] of [
    ['1.19.8', 'Go is 1.19, and 1.26 or newer is needed'],
    ['1.26.0', undefined],
    ['1.30rc1', undefined],
  ]) {
    it(`may be ${version}`, () => {
      assert.equal(withGo(version), why);
    });
  }
});
