import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, afterEach, beforeEach, describe, it } from 'node:test';
import { ensurePrograms } from './programs.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'programs-'));
after(() => rmSync(folder, { recursive: true }));

const program = (name, script) => {
  const file = path.join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
};

describe('for whoever may install nothing', () => {
  const { PATH, PROMTOOL_BINARY, PYTHON_BINARY } = process.env;
  const { getuid } = process;

  beforeEach(() => {
    process.env.PATH = folder;
    delete process.env.PROMTOOL_BINARY;
    delete process.env.PYTHON_BINARY;
    process.getuid = () => 1000;
  });
  afterEach(() => {
    Object.assign(process.env, {
      PATH,
      ...(PROMTOOL_BINARY && { PROMTOOL_BINARY }),
      ...(PYTHON_BINARY && { PYTHON_BINARY }),
    });
    process.getuid = getuid;
  });

  it('a program on PATH is named by its variable', async () => {
    const file = program('promtool', 'exit 0');
    assert.deepEqual(await ensurePrograms(['promtool']), {
      PROMTOOL_BINARY: file,
    });
  });

  it('one that is needed and absent is told of, with what to do', async () => {
    program('promtool', 'exit 1');
    await assert.rejects(ensurePrograms(['promtool']), {
      name: 'StepError',
      remedy: /sudo apt-get install prometheus\..*PROMTOOL_BINARY/,
    });
  });

  it('one that may be lacking is left out', async () => {
    program('python3', 'exit 1');
    assert.deepEqual(await ensurePrograms(['python']), {});
  });
});
