import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CheckResult } from './runChecks';
import { outlived, verdictOf } from './verdicts';

const result = (change: Partial<CheckResult> = {}): CheckResult => ({
  title: 'watch: order',
  reference: { outcome: 'observed', facts: {} },
  other: { outcome: 'observed', facts: {} },
  differences: [],
  ...change,
});

const difference = { at: 'answer.body.message', reference: 'a', other: 'b' };

const kept = (at: string) => [
  { check: 'watch: order', at, reason: 'nobody reads it' },
];

describe('a verdict', () => {
  test('is "same" when nothing differs', () => {
    assert.deepEqual(verdictOf(result(), []), { outcome: 'same' });
  });

  test('is "left out" when the machine lacks what may be lacking', () => {
    assert.deepEqual(verdictOf(result({ leftOut: 'no Python' }), []), {
      outcome: 'left out',
      reason: 'no Python',
    });
  });

  test('is "differs" with what is not kept', () => {
    assert.deepEqual(
      verdictOf(result({ differences: [difference] }), kept('answer.status')),
      { outcome: 'differs', differences: [difference] },
    );
  });

  for (const at of ['', 'answer', 'answer.body', 'answer.body.message']) {
    test(`is "kept" when "${at}" is kept`, () => {
      assert.deepEqual(
        verdictOf(result({ differences: [difference] }), kept(at)),
        { outcome: 'kept', reasons: ['nobody reads it'] },
      );
    });
  }

  test('does not mistake one name for the beginning of another', () => {
    assert.equal(
      verdictOf(result({ differences: [difference] }), kept('answ')).outcome,
      'differs',
    );
  });

  test('is "could not run" when the reference was not observed', () => {
    assert.deepEqual(
      verdictOf(
        result({ reference: { outcome: 'failed', reason: 'no kubectl' } }),
        kept(''),
      ),
      { outcome: 'could not run', reason: 'no kubectl' },
    );
  });
});

describe('a kept difference', () => {
  test('is outlived when it is not met any more', () => {
    assert.deepEqual(outlived([result()], kept('answer')), kept('answer'));
    assert.deepEqual(
      outlived([result({ differences: [difference] })], kept('answer')),
      [],
    );
  });
});
