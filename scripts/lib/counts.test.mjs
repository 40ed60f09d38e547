import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { jestCounts, storyCounts, sum, tapCounts } from './counts.mjs';

describe('counts', () => {
  it('take a test file that could not run for a failure', () => {
    assert.deepEqual(
      jestCounts({
        numPassedTests: 12,
        numFailedTests: 1,
        numRuntimeErrorTestSuites: 2,
      }),
      { passed: 12, failed: 3 },
    );
  });

  it('take a cancelled test for a failure', () => {
    const tap =
      'TAP version 13\n# tests 9\n# pass 6\n# fail 1\n# cancelled 2\n';
    assert.deepEqual(tapCounts(tap), { passed: 6, failed: 3 });
  });

  it('take a flaky story and an error outside of stories for failures', () => {
    assert.deepEqual(
      storyCounts({
        stats: { expected: 4, unexpected: 1, flaky: 1, skipped: 2 },
        errors: [{}],
      }),
      { passed: 4, failed: 3 },
    );
  });

  it('add up', () => {
    assert.deepEqual(
      sum([
        { passed: 1, failed: 0 },
        { passed: 2, failed: 3 },
      ]),
      { passed: 3, failed: 3 },
    );
  });
});
