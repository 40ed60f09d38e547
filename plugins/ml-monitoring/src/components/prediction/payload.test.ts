import fc from 'fast-check';
import { prettyJson } from './prettyJson';
import { readPayload } from './readPayload';
import { shownAnswer } from './shownAnswer';

describe('a payload', () => {
  it.each([
    ['  ', { kind: 'empty', bytes: 2 }],
    ['null', { kind: 'empty', bytes: 4 }],
    ['{ "a": [ 1 ] }', { kind: 'ready', bytes: 9, value: { a: [1] } }],
    ['"ä"', { kind: 'ready', bytes: 4, value: 'ä' }],
    ['{\n1', { kind: 'invalid', bytes: 3, problem: { kind: 'key', line: 2 } }],
    [`"${'x'.repeat(19)}"`, { kind: 'tooLarge', bytes: 21 }],
    [`${'['.repeat(101)}${']'.repeat(101)}`, { kind: 'tooDeep', bytes: 202 }],
  ])('%j is %j', (text, expected) => {
    expect(readPayload(text, 20)).toEqual(expected);
  });
});

describe('prettyJson', () => {
  it('keeps rows in one line', () => {
    expect(
      prettyJson({ data: { names: ['a'], ndarray: [[1, 2], []] }, meta: {} }),
    ).toBe(
      [
        '{',
        '  "data": {',
        '    "names": ["a"],',
        '    "ndarray": [',
        '      [1, 2],',
        '      []',
        '    ]',
        '  },',
        '  "meta": {}',
        '}',
      ].join('\n'),
    );
  });

  it('changes nothing of what is said', () => {
    fc.assert(
      fc.property(fc.jsonValue(), value => {
        const json = JSON.stringify(value);
        expect(JSON.stringify(JSON.parse(prettyJson(value)))).toBe(json);
      }),
    );
  });
});

describe('an answer', () => {
  it('is shown whole, or in part and said so', () => {
    expect(shownAnswer({ a: 1 })).toEqual({ text: '{\n  "a": 1\n}' });
    expect(shownAnswer('<html>')).toEqual({ text: '<html>' });
    const long = shownAnswer('x'.repeat(30_000));
    expect(long.text).toHaveLength(20_001);
    expect(long.cutFrom).toBe(30_000);
    const deep = shownAnswer(
      Array.from({ length: 90 }).reduce<unknown>(
        inner => [inner],
        Array.from({ length: 40_000 }, () => ({})),
      ),
    );
    expect(deep.text).toHaveLength(20_001);
  });
});
