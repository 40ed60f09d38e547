import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { normalise } from './normalise';

const particulars = {
  namespace: 'check-1a2b',
  server: 'https://127.0.0.1:6443',
};

describe('normalise', () => {
  test('replaces what differs between any two runs', () => {
    assert.deepEqual(
      normalise(
        {
          metadata: {
            namespace: 'check-1a2b',
            uid: '3f2c1b7e-9a4d-4c56-8e21-0b6f5d7a9c10',
            resourceVersion: '4711',
            creationTimestamp: '2026-01-02T03:04:05Z',
          },
          message:
            'Get "https://127.0.0.1:6443/api": too old resource version: 5 (12)',
        },
        particulars,
      ),
      {
        metadata: {
          namespace: '<namespace>',
          uid: '<uid>',
          resourceVersion: '<resourceVersion>',
          creationTimestamp: '<time>',
        },
        message: 'Get "<server>/api": too old resource version: <version>',
      },
    );
  });

  test('keeps an empty version, which says that there is none', () => {
    assert.deepEqual(normalise({ continue: '' }, particulars), {
      continue: '',
    });
  });

  test('leaves out members that are not sent', () => {
    assert.deepEqual(normalise({ a: undefined, b: null }, particulars), {
      b: null,
    });
  });

  test('names a cause once, in an order of its own', () => {
    const uid = { field: 'metadata.uid', message: 'field is immutable' };
    const name = { field: 'metadata.name', message: 'field is immutable' };
    assert.deepEqual(normalise({ causes: [uid, name, uid] }, particulars), {
      causes: [name, uid],
    });
  });
});
