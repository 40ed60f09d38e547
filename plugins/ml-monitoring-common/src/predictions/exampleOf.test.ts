import fc from 'fast-check';
import { exampleOf } from './exampleOf';

const PROTOCOLS = ['seldon', 'tensorflow', 'v2'] as const;
const ENOUGH = 1024 * 1024;

const example = (
  protocol: (typeof PROTOCOLS)[number],
  metadata?: unknown,
  maximumBytes = ENOUGH,
) => exampleOf({ protocol, metadata, maximumBytes });

const message = (messagetype: string, schema?: object) => ({
  name: 'classifier',
  inputs: [{ messagetype, ...(schema && { schema }) }],
});
const signatures = (inputs: object, name = 'serving_default') => ({
  metadata: { signature_def: { signature_def: { [name]: { inputs } } } },
});
const tfTensor = (dtype: string, sizes?: (string | number)[]) => ({
  dtype,
  name: 'x:0',
  tensor_shape: {
    dim: (sizes ?? []).map(size => ({ size, name: '' })),
    unknown_rank: !sizes,
  },
});

describe('an example from metadata', () => {
  it.each([
    [
      'seldon',
      'a row with named columns',
      message('ndarray', { names: ['a', 'b'], shape: [2] }),
      { data: { names: ['a', 'b'], ndarray: [[0, 0]] } },
    ],
    [
      'seldon',
      'columns alone',
      message('ndarray', { names: ['a', 'b', 'c'] }),
      { data: { names: ['a', 'b', 'c'], ndarray: [[0, 0, 0]] } },
    ],
    [
      'seldon',
      'a tensor of any number of rows',
      message('tensor', { shape: [-1, 3] }),
      { data: { tensor: { shape: [1, 3], values: [0, 0, 0] } } },
    ],
    ['seldon', 'a text', message('strData'), { strData: 'text' }],
    ['seldon', 'JSON', message('jsonData', { a: 1 }), { jsonData: {} }],
    ['seldon', 'bytes', message('binData'), { binData: 'AA==' }],
    [
      'seldon',
      'the graph before its nodes',
      {
        ...message('strData'),
        graphinputs: [{ name: 'x', datatype: 'BYTES', shape: [1] }],
      },
      { data: { ndarray: [['text']] } },
    ],
    [
      'v2',
      'every tensor, flat',
      {
        name: 'iris',
        inputs: [
          { name: 'x', datatype: 'FP32', shape: [-1, 2] },
          { name: 'on', datatype: 'BOOL', shape: [1] },
          { name: 'text', datatype: 'BYTES', shape: [-1] },
        ],
      },
      {
        inputs: [
          { name: 'x', datatype: 'FP32', shape: [1, 2], data: [0, 0] },
          { name: 'on', datatype: 'BOOL', shape: [1], data: [false] },
          { name: 'text', datatype: 'BYTES', shape: [1], data: ['text'] },
        ],
      },
    ],
    [
      'tensorflow',
      'rows of one input',
      signatures({ x: tfTensor('DT_FLOAT', ['-1', '1']) }),
      { instances: [[0]] },
    ],
    [
      'tensorflow',
      'rows of several inputs',
      signatures({
        age: tfTensor('DT_INT64', ['-1']),
        name: tfTensor('DT_STRING', [-1]),
      }),
      { instances: [{ age: 0, name: 'text' }] },
    ],
    [
      'tensorflow',
      'inputs of a fixed size',
      signatures({ x: tfTensor('DT_BOOL', ['2']) }),
      { inputs: [false, false] },
    ],
    [
      'tensorflow',
      'an unusual signature',
      signatures({ x: tfTensor('DT_FLOAT') }, 'score'),
      { signature_name: 'score', instances: [[0]] },
    ],
  ] as const)('of the %s protocol has %s', (protocol, _, metadata, payload) => {
    expect(example(protocol, metadata)).toMatchObject({
      payload,
      source: 'metadata',
      shortened: false,
    });
  });

  it('tells what the model said', () => {
    expect(
      example('seldon', message('ndarray', { names: ['a'], shape: [-1, 1] }))
        .inputs,
    ).toEqual([{ name: 'ndarray', shape: [-1, 1], columns: ['a'] }]);
    expect(
      example('tensorflow', signatures({ x: tfTensor('DT_FLOAT', ['-1']) }))
        .inputs,
    ).toEqual([{ name: 'x', datatype: 'DT_FLOAT', shape: [-1] }]);
  });

  it('cuts the largest sizes, and says so', () => {
    const image = { name: 'x', datatype: 'UINT8', shape: [-1, 224, 224, 3] };
    const { payload, shortened } = example('v2', { inputs: [image] });
    expect(shortened).toBe(true);
    expect(payload).toMatchObject({ inputs: [{ shape: [1, 1, 224, 3] }] });
  });
});

describe('an example without metadata', () => {
  it.each([
    undefined,
    null,
    'html',
    {},
    { inputs: [] },
    { inputs: 'x' },
    message('ours', { a: 1 }),
    { metadata: {} },
    { inputs: [{ name: 7 }] },
  ])('of %j is the smallest body of the protocol', metadata => {
    expect(PROTOCOLS.map(each => example(each, metadata).payload)).toEqual([
      { data: { ndarray: [[0]] } },
      { instances: [[0]] },
      {
        inputs: [
          { name: 'input-0', shape: [1, 1], datatype: 'FP64', data: [0] },
        ],
      },
    ]);
    expect(example('seldon', metadata).source).toBe('protocol');
  });

  it('is none where nothing is short enough', () => {
    expect(example('seldon', undefined, 3)).toEqual({
      source: 'protocol',
      shortened: false,
      inputs: [],
    });
  });
});

const size = fc.oneof(
  fc.integer({ min: -1, max: 5 }),
  fc.constantFrom(-1, 0, 224, 1e9, 2 ** 53, 1e308, -7),
);
const shape = fc.array(size, { maxLength: 12 });
const datatype = fc.constantFrom('FP32', 'BYTES', 'BOOL', 'DT_STRING', '🦊');
const inputName = fc.oneof(
  fc.string({ minLength: 1 }),
  fc.constantFrom('__proto__', 'constructor', '"'),
);
const tensors = fc.array(fc.record({ name: inputName, datatype, shape }), {
  minLength: 1,
  maxLength: 30,
});

const bytesOf = (payload: unknown) =>
  Buffer.byteLength(JSON.stringify(payload));

function sizesOf(value: unknown): number[] {
  return Array.isArray(value) ? [value.length, ...sizesOf(value[0])] : [];
}

function expectDeclared(
  made: readonly number[],
  declared: readonly number[],
  shortened: boolean,
) {
  made.forEach((each, index) => {
    const most = Math.max(declared[index], 1);
    expect(each).toBeLessThanOrEqual(most);
    expect(shortened || each === most).toBe(true);
  });
  expect(shortened || made.length === declared.length).toBe(true);
}

describe('any metadata at all', () => {
  it('gives a bounded body of the declared shapes, as tensors', () => {
    fc.assert(
      fc.property(
        tensors,
        fc.integer({ min: 100, max: 20_000 }),
        (inputs, maximumBytes) => {
          const made = example('v2', { inputs }, maximumBytes);
          expect(bytesOf(made.payload)).toBeLessThanOrEqual(maximumBytes);
          const body = (made.payload as any).inputs as {
            name: string;
            shape: number[];
            data: unknown[];
          }[];
          for (const each of body) {
            expect(each.data).toHaveLength(
              each.shape.reduce((all, one) => all * one, 1),
            );
          }
          const declared = made.source === 'metadata' ? body : [];
          declared.forEach((each, index) => {
            expect(each.name).toBe(inputs[index].name);
            expectDeclared(each.shape, inputs[index].shape, made.shortened);
          });
        },
      ),
    );
  });

  it('gives a bounded body of the declared shape, as arrays within arrays', () => {
    fc.assert(
      fc.property(shape, datatype, (declared, dtype) => {
        const made = example(
          'tensorflow',
          signatures({ x: tfTensor(dtype, declared) }),
          20_000,
        );
        expect(made.source).toBe('metadata');
        expect(bytesOf(made.payload)).toBeLessThanOrEqual(20_000);
        const { instances, inputs } = made.payload as any;
        // Any number below zero stands for any number of rows.
        const told = declared[0] < 0 ? sizesOf(instances) : sizesOf(inputs);
        expectDeclared(told, declared, made.shortened);
      }),
    );
  });

  it('is never trusted to be what it should be', () => {
    const anyting = fc.letrec(tie => ({
      json: fc.oneof(
        { maxDepth: 6 },
        fc.jsonValue(),
        shape,
        fc.dictionary(
          fc.constantFrom(
            'inputs',
            'graphinputs',
            'metadata',
            'signature_def',
            'serving_default',
            'messagetype',
            'schema',
            'names',
            'shape',
            'tensor_shape',
            'dim',
            'size',
          ),
          tie('json'),
        ),
        fc.array(tie('json'), { maxLength: 4 }),
      ),
    })).json;
    fc.assert(
      fc.property(
        fc.constantFrom(...PROTOCOLS),
        anyting,
        fc.integer({ min: 100, max: 5_000 }),
        (protocol, metadata, maximumBytes) => {
          const { payload } = example(protocol, metadata, maximumBytes);
          expect(bytesOf(payload)).toBeLessThanOrEqual(maximumBytes);
        },
      ),
    );
  });
});
