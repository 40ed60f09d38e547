import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { differences } from './compare';

describe('differences', () => {
  test('are none between equal values, whatever the order of members', () => {
    assert.deepEqual(differences({ a: 1, b: [2] }, { b: [2], a: 1 }), []);
  });

  test('are named by the path of the smallest part', () => {
    assert.deepEqual(
      differences(
        { answer: { items: [{ name: 'a' }, { name: 'b' }] } },
        { answer: { items: [{ name: 'a' }, { name: 'c' }] } },
      ),
      [{ at: 'answer.items[1].name', reference: 'b', other: 'c' }],
    );
  });

  test('show lists of plain values whole', () => {
    assert.deepEqual(
      differences({ verbs: ['get'] }, { verbs: ['get', 'list'] }),
      [{ at: 'verbs', reference: ['get'], other: ['get', 'list'] }],
    );
  });

  test('show an object and a refusal whole', () => {
    const object = { kind: 'ConfigMap', data: {} };
    const refusal = { kind: 'Status', code: 409 };
    assert.deepEqual(differences({ body: object }, { body: refusal }), [
      { at: 'body', reference: object, other: refusal },
    ]);
  });

  test('tell an absent member from one that is null', () => {
    assert.deepEqual(differences({ a: null }, {}), [
      { at: 'a', reference: null, other: undefined },
    ]);
  });

  test('leave out numbers that differ by less than they may', () => {
    const options = { tolerance: 1e-3 };
    assert.deepEqual(
      differences({ values: [2, 100] }, { values: [2, 100.05] }, options),
      [],
    );
    assert.deepEqual(
      differences({ values: [2, 100] }, { values: [2, 101] }, options),
      [{ at: 'values', reference: [2, 100], other: [2, 101] }],
    );
  });
});
