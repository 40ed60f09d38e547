import fc from 'fast-check';
import { jsonProblem } from './jsonProblem';

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('jsonProblem', () => {
  it.each([
    ['', 'unfinished', 1],
    ['{"data":\n  [1,\n   2\n', 'unfinished', 4],
    ['{\n  "a": 1,\n}', 'key', 3],
    ['{a: 1}', 'key', 1],
    ["{'a': 1}", 'key', 1],
    ['{"a" 1}', 'colon', 1],
    ['[1,\n\n 2 3]', 'listComma', 3],
    ['{"a": 1\n "b": 2}', 'objectComma', 2],
    ['[1,]', 'value', 1],
    ['[NaN]', 'value', 1],
    ['{"a": None}', 'value', 1],
    ['["a\\x"]', 'text', 1],
    ['[1, "open]\n', 'text', 1],
    ['{}\n{}', 'after', 2],
    ['[01]', 'listComma', 1],
  ])('%j: %s in line %i', (text, kind, line) => {
    expect(jsonProblem(text)).toEqual({ kind, line });
  });

  it('finds one exactly where a parser would', () => {
    const pieces = fc
      .array(
        fc.constantFrom(
          ...'[]{}:,'.split(''),
          ...['"a"', '"\\u00e4"', '"\\"', '1', '-0.5e+3', '00', '1.', 'true'],
          ...['nul', ' ', '\n', '\t', '\u00a0', '"\n"', '/', 'NaN'],
        ),
        { maxLength: 12 },
      )
      .map(parts => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string(), pieces), text => {
        expect(jsonProblem(text) === undefined).toBe(isJson(text));
      }),
      { numRuns: 2_000 },
    );
  });

  it('is not worn down by length or depth', () => {
    expect(jsonProblem('['.repeat(500_000))?.kind).toBe('unfinished');
    expect(jsonProblem(JSON.stringify('\\'.repeat(200_000)))).toBeUndefined();
  });
});
