import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { runStages } from './runStages.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'stages-'));
after(() => rmSync(folder, { recursive: true }));

const stage = (name, script, more = {}) => ({
  name,
  title: `planted ${name}`,
  command: () => [process.execPath, '-e', script],
  ...more,
});
/** Writes when it began and ended. */
const noted = file =>
  `const note = text => require('node:fs').appendFileSync(${JSON.stringify(file)}, text + '\\n');
   note('begins'); setTimeout(() => note('ends'), 300);`;
const linesOf = file => readFileSync(file, 'utf8').trim().split('\n');
const ok = '';
const broken = 'process.exit(1)';
const tools = { node: process.execPath, env: process.env };

describe('stages', () => {
  it('count as one test each, and all run though one fails', async () => {
    assert.deepEqual(
      await runStages(
        [stage('a', ok), stage('b', broken), stage('c', ok)],
        tools,
      ),
      { passed: 2, failed: 1 },
    );
  });

  it('are left out and failed when what they need failed', async () => {
    const ran = path.join(folder, 'ran');
    const writes = `require('node:fs').writeFileSync(${JSON.stringify(ran)}, '')`;
    assert.deepEqual(
      await runStages(
        [
          stage('a', broken),
          stage('b', writes, {
            needs: 'a',
            report: ran,
            counts: () => ({ passed: 1, failed: 0 }),
          }),
        ],
        tools,
      ),
      { passed: 0, failed: 2 },
    );
  });

  it('with a report count what it says', async () => {
    const report = path.join(folder, 'report');
    const writes = `require('node:fs').writeFileSync(${JSON.stringify(report)}, '')`;
    const counts = () => ({ passed: 7, failed: 0 });
    assert.deepEqual(
      await runStages([stage('a', writes, { report, counts })], tools),
      { passed: 7, failed: 0 },
    );
  });

  it('that break although every test passed are failed', async () => {
    const report = path.join(folder, 'report');
    const writes = `require('node:fs').writeFileSync(${JSON.stringify(report)}, ''); process.exit(1)`;
    const counts = () => ({ passed: 7, failed: 0 });
    assert.deepEqual(
      await runStages([stage('a', writes, { report, counts })], tools),
      { passed: 7, failed: 1 },
    );
  });

  it('that leave no report are failed', async () => {
    const report = path.join(folder, 'none');
    const counts = () => ({ passed: 7, failed: 0 });
    assert.deepEqual(
      await runStages([stage('a', ok, { report, counts })], tools),
      { passed: 0, failed: 1 },
    );
  });

  it('that wait run beside those that work', async () => {
    const file = path.join(folder, 'beside');
    const endsOnceTwoHaveBegun = `
      const { appendFileSync, readFileSync } = require('node:fs');
      const file = ${JSON.stringify(file)};
      appendFileSync(file, 'x');
      setTimeout(() => process.exit(1), 30_000);
      setInterval(() => readFileSync(file).length === 2 && process.exit(0), 20);`;
    assert.deepEqual(
      await runStages(
        [
          stage('a', endsOnceTwoHaveBegun, { waits: true }),
          stage('b', endsOnceTwoHaveBegun),
        ],
        tools,
      ),
      { passed: 2, failed: 0 },
    );
  });

  for (const waits of [true, false]) {
    it(`run one after the other where they ${waits ? 'wait' : 'work'} alike`, async () => {
      const file = path.join(folder, `alike-${waits}`);
      await runStages(
        [
          stage('a', noted(file), { waits }),
          stage('b', noted(file), { waits }),
        ],
        tools,
      );
      assert.deepEqual(linesOf(file), ['begins', 'ends', 'begins', 'ends']);
    });
  }

  it('come after others that may fail', async () => {
    const file = path.join(folder, 'after');
    assert.deepEqual(
      await runStages(
        [
          stage('a', noted(file), { waits: true, after: 'b' }),
          stage('b', `${noted(file)} process.exitCode = 1`),
        ],
        tools,
      ),
      { passed: 1, failed: 1 },
    );
    assert.deepEqual(linesOf(file), ['begins', 'ends', 'begins', 'ends']);
  });

  it('that wait for each other are refused', async () => {
    await assert.rejects(
      runStages(
        [stage('a', ok, { needs: 'b' }), stage('b', ok, { after: 'a' })],
        tools,
      ),
      { message: 'These stages wait for each other: a, b' },
    );
  });
});
