import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { leftOutWithout, neverRun } from './neverRun';

test('the docs name each part that does not run, or not everywhere, with the reason', async () => {
  const page = new URL('../../docs/conformance.md', import.meta.url);
  const text = await readFile(page, 'utf8');
  for (const { part, reason } of [
    ...neverRun,
    ...Object.values(leftOutWithout),
  ]) {
    assert.match(
      text,
      new RegExp(`\\| ${part} +\\| ${reason.replace(/[.()]/g, '\\$&')} *\\|`),
    );
  }
});
