import fc from 'fast-check';
import { builtinResources } from '../builtinResources';
import { jsonPatch } from './jsonPatch';
import { mergePatch } from './mergePatch';
import { strategicMerge } from './strategicMerge';

const deployment = builtinResources.find(({ kind }) => kind === 'Deployment')!;
const podSpec = (spec: object) => ({ spec: { template: { spec } } });
const merged = (target: object, patch: object) =>
  strategicMerge(target, patch, deployment.schema);

describe('a strategic merge patch', () => {
  it.each([
    {
      what: 'merges containers by name and their variables too, new ones first',
      before: {
        containers: [
          { name: 'a', image: 'x', env: [{ name: 'A', value: '1' }] },
          { name: 'b' },
        ],
      },
      patch: {
        containers: [
          { name: 'a', env: [{ name: 'B', value: '2' }] },
          { name: 'c' },
        ],
      },
      after: {
        containers: [
          {
            name: 'a',
            image: 'x',
            env: [
              { name: 'B', value: '2' },
              { name: 'A', value: '1' },
            ],
          },
          { name: 'c' },
          { name: 'b' },
        ],
      },
    },
    {
      what: 'deletes an item that says so',
      before: { containers: [{ name: 'a' }, { name: 'b' }] },
      patch: { containers: [{ $patch: 'delete', name: 'a' }] },
      after: { containers: [{ name: 'b' }] },
    },
    {
      what: 'replaces a list that says so',
      before: { containers: [{ name: 'a' }] },
      patch: { containers: [{ $patch: 'replace' }, { name: 'b' }] },
      after: { containers: [{ name: 'b' }] },
    },
    {
      what: 'replaces a map that says so',
      before: { securityContext: { runAsUser: 1 } },
      patch: { securityContext: { $patch: 'replace', fsGroup: 2 } },
      after: { securityContext: { fsGroup: 2 } },
    },
    {
      what: 'replaces lists without a merge key',
      before: { tolerations: [{ key: 'a' }] },
      patch: { tolerations: [{ key: 'b' }] },
      after: { tolerations: [{ key: 'b' }] },
    },
    {
      what: 'orders items as told',
      before: { containers: [{ name: 'a' }, { name: 'b' }] },
      patch: {
        '$setElementOrder/containers': [{ name: 'b' }, { name: 'a' }],
        containers: [{ name: 'a', image: 'x' }],
      },
      after: { containers: [{ name: 'b' }, { name: 'a', image: 'x' }] },
    },
    {
      what: 'keeps only the keys it is told to retain',
      before: { volumes: [{ name: 'v', emptyDir: {} }] },
      patch: {
        volumes: [
          {
            $retainKeys: ['name', 'configMap'],
            name: 'v',
            configMap: { name: 'c' },
          },
        ],
      },
      after: { volumes: [{ name: 'v', configMap: { name: 'c' } }] },
    },
    {
      what: 'deletes with null',
      before: { restartPolicy: 'Always', dnsPolicy: 'None' },
      patch: { restartPolicy: null },
      after: { dnsPolicy: 'None' },
    },
  ])('$what', ({ before, patch, after }) => {
    expect(merged(podSpec(before), podSpec(patch))).toEqual(podSpec(after));
  });

  it('merges and deletes plain values in finalizers', () => {
    const target = { metadata: { finalizers: ['a', 'b'] } };
    expect(merged(target, { metadata: { finalizers: ['c'] } })).toEqual({
      metadata: { finalizers: ['a', 'b', 'c'] },
    });
    expect(
      merged(target, {
        metadata: { '$deleteFromPrimitiveList/finalizers': ['a'] },
      }),
    ).toEqual({ metadata: { finalizers: ['b'] } });
  });

  it('refuses an item without its merge key', () => {
    expect(() =>
      merged(podSpec({}), podSpec({ containers: [{ image: 'x' }] })),
    ).toThrow('does not contain declared merge key: name');
  });

  it('leaves its target as it was', () => {
    const target = podSpec({ containers: [{ name: 'a' }] });
    merged(target, podSpec({ containers: [{ name: 'a', image: 'x' }] }));
    expect(target).toEqual(podSpec({ containers: [{ name: 'a' }] }));
  });
});

describe('a merge patch', () => {
  // The examples of RFC 7386, appendix A.
  it.each([
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
    [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
    [{ a: 'b' }, { a: null }, {}],
    [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
    [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
    [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ])('%j with %j becomes %j', (target, patch, result) => {
    expect(mergePatch(target, patch)).toEqual(result);
  });

  it('never reaches a prototype', () => {
    mergePatch({}, JSON.parse('{"__proto__":{"polluted":true}}'));
    expect(({} as any).polluted).toBeUndefined();
  });

  it('makes the target equal to a patch without nulls, where both have it', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.integer()),
        fc.dictionary(fc.string(), fc.integer()),
        (target, patch) => {
          expect(mergePatch(target, patch)).toEqual({ ...target, ...patch });
        },
      ),
    );
  });
});

describe('a JSON patch', () => {
  it('applies all operations', () => {
    expect(
      jsonPatch({ a: [1, 2] }, [
        { op: 'test', path: '/a/0', value: 1 },
        { op: 'remove', path: '/a/0' },
        { op: 'add', path: '/b~1c', value: true },
      ]),
    ).toEqual({ a: [2], 'b/c': true });
  });

  it('sets a member that it replaces, also one that was not there', () => {
    const before = { a: { b: 1 } };
    expect(
      jsonPatch(before, [
        { op: 'replace', path: '/a/b', value: 2 },
        { op: 'replace', path: '/a/c', value: 3 },
      ]),
    ).toEqual({ a: { b: 2, c: 3 } });
    expect(before).toEqual({ a: { b: 1 } });
  });

  it.each([
    ['a test that fails', [{ op: 'test', path: '/a', value: 2 }], 422],
    ['a path that is not there', [{ op: 'remove', path: '/x' }], 422],
    [
      'to replace below what is not there',
      [{ op: 'replace', path: '/x/y', value: 1 }],
      422,
    ],
    ['no operation at all', [null], 422],
    ['an unknown operation', [{ op: 'melt', path: '/a' }], 422],
    ['a prototype', [{ op: 'add', path: '/__proto__/x', value: 1 }], 422],
    ['something else', { op: 'remove' }, 400],
  ])('refuses %s', (_, patch, code) => {
    expect(() => jsonPatch({ a: 1 }, patch)).toThrow(
      expect.objectContaining({ status: expect.objectContaining({ code }) }),
    );
  });
});
