import { mergePatch, parsePatch } from './patch';
import {
  predictorOf,
  renderRequest,
  requestOf,
} from './__testUtils__/renderRequest';

describe('a merge patch', () => {
  // The examples of RFC 7396.
  it.each<[unknown, unknown, unknown]>([
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
    [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
    [{ a: 'b' }, { a: null }, {}],
    [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
    [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
    [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
    [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
    [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
    [
      ['a', 'b'],
      ['c', 'd'],
      ['c', 'd'],
    ],
    [{ a: 'b' }, ['c'], ['c']],
    [{ a: 'foo' }, null, null],
    [{ a: 'foo' }, 'bar', 'bar'],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [[1, 2], { a: 'b', c: null }, { a: 'b' }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ])('of %j with %j is %j', (target, patch, merged) => {
    expect(mergePatch(target, patch)).toEqual(merged);
  });

  it('leaves what it was given as it was', () => {
    const target = { a: { b: 1 }, c: 2 };
    mergePatch(target, { a: { b: null, d: 3 }, c: null });
    expect(target).toEqual({ a: { b: 1 }, c: 2 });
  });
});

describe('a patch', () => {
  const parse = (patch: string | Record<string, unknown>) => () =>
    parsePatch(patch, 'deployment.patch');

  it('reads the same from YAML as from an object', () => {
    const text = 'explainer:\n  type: AnchorTabular\n  replicas: 1\n';
    expect(parse(text)()).toEqual({
      explainer: { type: 'AnchorTabular', replicas: 1 },
    });
  });

  it('may use an anchor', () => {
    expect(parse('a: &x {b: 1}\nc: *x\n')()).toEqual({
      a: { b: 1 },
      c: { b: 1 },
    });
  });

  const bomb = [
    'a0: &a0 [x, x, x, x, x, x, x, x, x, x]',
    ...Array.from({ length: 12 }, (_, index) => {
      const alias = `*a${index}`;
      return `a${index + 1}: &a${index + 1} [${Array(10).fill(alias).join(', ')}]`;
    }),
  ].join('\n');

  it.each<[string, string | Record<string, unknown>, string]>([
    ['aliases of aliases', bomb, 'deployment.patch: must be YAML (got'],
    [
      'a long list, aliased again and again',
      `a: &a [${Array(200).fill('x').join(', ')}]\n${Array.from({ length: 40 }, (_, index) => `b${index}: *a`).join('\n')}`,
      'deployment.patch: must have at most 5000 values, aliases counted as often as they are used',
    ],
    [
      'thousands of brackets',
      `a: ${'['.repeat(30_000)}`,
      'deployment.patch: must be YAML (got',
    ],
    [
      'objects 40 levels deep',
      Array.from({ length: 40 }).reduce<Record<string, unknown>>(
        inner => ({ a: inner }),
        {},
      ),
      'deployment.patch: must be at most 32 levels deep',
    ],
    ['an alias of itself', 'a: &a {b: *a}', 'deployment.patch: must be'],
    [
      'a slip of the pen',
      'a: 1\nb: [1, 2',
      'deployment.patch: must be YAML (got what no parser takes: Flow sequence in block collection must be sufficiently indented and end with a ] at line 2, column 9)',
    ],
    [
      'a key twice',
      'a: 1\na: 2',
      'deployment.patch: must be YAML (got what no parser takes: Map keys must be unique at line 2, column 1)',
    ],
    [
      'a tag of another language',
      'a: !!python/object:os.system x',
      'deployment.patch: must be YAML (got what no parser takes: Unresolved tag',
    ],
    ['two documents', 'a: 1\n---\nb: 2', 'deployment.patch: must be YAML'],
    [
      'a list',
      '- a',
      'deployment.patch: must be an object, so a mapping in YAML (got a list)',
    ],
    [
      'a text',
      'just words',
      'must be an object, so a mapping in YAML (got the string just words)',
    ],
    ['nothing', '', 'must be an object, so a mapping in YAML (got nothing)'],
    [
      'a prototype',
      JSON.parse('{"a": {"__proto__": {"polluted": true}}}'),
      'deployment.patch.a: must not have the key __proto__',
    ],
    [
      'a prototype in YAML',
      'constructor: {prototype: {polluted: true}}',
      'deployment.patch: must not have the key constructor',
    ],
    ['no number', 'a: .nan', 'deployment.patch.a: must be a text, a number'],
  ])('is refused when it is %s', (_, patch, message) => {
    expect(parse(patch)).toThrow(message);
    expect({}).not.toHaveProperty('polluted');
  });
});

describe('a patched model', () => {
  const specOf = (request: unknown) =>
    renderRequest(request).manifests[0].spec as Record<string, any>;

  it('is what the patches make of it', () => {
    const spec = specOf(
      requestOf({
        predictors: [
          predictorOf({
            patch: [
              'replicas: null',
              'explainer:',
              '  type: AnchorTabular',
              '  modelUri: gs://models/explainer',
              'graph:',
              '  logger: {mode: all}',
            ].join('\n'),
          }),
        ],
        patch: { transport: 'rest', annotations: { 'seldon.io/a': 'b' } },
      }),
    );
    expect(spec).toEqual({
      protocol: 'seldon',
      transport: 'rest',
      annotations: { 'seldon.io/a': 'b' },
      predictors: [
        {
          name: 'main',
          labels: { 'backstage.io/kubernetes-id': 'local.ml-mon.fraud' },
          graph: { name: 'classifier', type: 'MODEL', logger: { mode: 'all' } },
          explainer: {
            type: 'AnchorTabular',
            modelUri: 'gs://models/explainer',
          },
          componentSpecs: [
            {
              spec: {
                containers: [{ name: 'classifier', image: 'seldonio/x:1' }],
              },
            },
          ],
        },
      ],
    });
  });

  it.each<[string, unknown, string]>([
    [
      'its predictors',
      requestOf({ patch: { predictors: [] } }),
      'deployment.patch.predictors: cannot be patched: each predictor takes a patch of its own',
    ],
    [
      'its metadata',
      requestOf({ patch: 'metadata: {name: other}' }),
      'deployment.patch.metadata: cannot be patched: the patch is of the spec',
    ],
    [
      'the name of a predictor',
      requestOf({ predictors: [predictorOf({ patch: { name: 'other' } })] }),
      'deployment.predictors.0.patch.name: cannot be patched: it is set beside the patch',
    ],
  ])('keeps %s', (_, request, message) => {
    expect(() => renderRequest(request)).toThrow(message);
  });

  it('is exposed and measured as it is patched', () => {
    const { manifests } = renderRequest(
      requestOf(
        {
          predictors: [
            predictorOf({
              patch: { annotations: { 'seldon.io/svc-name': 'mine' } },
            }),
          ],
        },
        { exposure: { kind: 'route' } },
      ),
    );
    expect(manifests[1].spec.to).toEqual({
      kind: 'Service',
      name: 'mine',
      weight: 100,
    });
  });
});
