import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';

const LongestFirst = createRequire(import.meta.url)('./longestFirst.cjs');

test('what waits longest is begun first, so that nothing else waits for it in the end', () => {
  const context = {
    config: { cache: false, cacheDirectory: '/nowhere', id: 'x' },
    hasteFS: { getSize: () => 1 },
  };
  const tests = ['a.test.ts', 'b.wire.test.ts', 'faults.wire.test.ts'].map(
    name => ({ path: `/src/${name}`, context }),
  );
  const sequencer = new LongestFirst({
    contexts: new Set([context]),
    globalConfig: {},
  });
  assert.deepEqual(
    sequencer.sort(tests).map(({ path }) => path),
    ['/src/faults.wire.test.ts', '/src/b.wire.test.ts', '/src/a.test.ts'],
  );
});
