import fc from 'fast-check';
import { jsonPatch, type PatchStep } from './jsonPatch';

/** As RFC 6902 has it, for the operations we use. */
function applied(document: unknown, steps: PatchStep[]): unknown {
  const root = { '': structuredClone(document) };
  for (const step of steps) {
    const keys = step.path
      .split('/')
      .map(key => key.replaceAll('~1', '/').replaceAll('~0', '~'));
    const last = keys.pop()!;
    const parent: any = keys.reduce<any>((node, key) => node[key], root);
    if (step.op === 'remove') {
      delete parent[last];
    } else {
      parent[last] = step.value;
    }
  }
  return root[''];
}

const json = fc.jsonValue({ maxDepth: 4 });
const document = fc.dictionary(
  fc
    .oneof(fc.stringMatching(/^[a-z~/.]{1,4}$/), fc.string())
    .filter(key => key !== '__proto__'),
  json,
);

describe('jsonPatch', () => {
  it('goes as deep as the values differ', () => {
    const model = (replicas: number, image: string) => ({
      predictors: [
        { name: 'main', replicas: 1 },
        { name: 'canary', replicas, containers: [{ image }] },
      ],
    });
    expect(jsonPatch(model(1, 'x:1'), model(3, 'x:2'))).toEqual([
      { op: 'replace', path: '/predictors/1/replicas', value: 3 },
      {
        op: 'replace',
        path: '/predictors/1/containers/0/image',
        value: 'x:2',
      },
    ]);
  });

  it('replaces a list of another length', () => {
    expect(jsonPatch({ a: [1] }, { a: [1, 2] })).toEqual([
      { op: 'replace', path: '/a', value: [1, 2] },
    ]);
  });

  it('writes keys as JSON pointers', () => {
    expect(jsonPatch({ 'a/b': 1 }, { 'c~d': 1 })).toEqual([
      { op: 'remove', path: '/a~1b' },
      { op: 'add', path: '/c~0d', value: 1 },
    ]);
  });

  it('leads from any document to any other', () => {
    fc.assert(
      fc.property(document, document, (before, after) => {
        expect(applied(before, jsonPatch(before, after))).toEqual(after);
      }),
    );
  });
});
