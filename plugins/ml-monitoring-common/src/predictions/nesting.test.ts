import { isNestedTooDeeply } from './nesting';

describe('isNestedTooDeeply', () => {
  it.each([
    ['', false],
    ['{"a":[[1]],"b":{}}', false],
    ['['.repeat(100) + ']'.repeat(100), false],
    ['['.repeat(101) + ']'.repeat(101), true],
    ['{"a":'.repeat(500_000), true],
    [JSON.stringify('[\\"['.repeat(500)), false],
    [JSON.stringify(Array(500).fill([])), false],
  ])('%.20s…: %s', (json, deep) => {
    expect(isNestedTooDeeply(json)).toBe(deep);
  });
});
