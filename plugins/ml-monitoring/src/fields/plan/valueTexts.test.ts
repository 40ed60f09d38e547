import { valueTexts } from './valueTexts';

const long = 'a'.repeat(1000);

describe('valueTexts', () => {
  it.each([
    ['a', 'b', ['a', 'b']],
    [1, undefined, ['1', undefined]],
    [undefined, { replicas: 2 }, [undefined, '{"replicas":2}']],
    [undefined, long, [undefined, `${'a'.repeat(300)}…`]],
  ])('writes %j and %j', (before, after, texts) => {
    expect(valueTexts(before, after)).toEqual(texts);
  });

  it('shows of long values where they begin to differ', () => {
    expect(valueTexts(`${long}x`, `${long}y${long}`)).toEqual([
      `…${'a'.repeat(80)}x`,
      `…${'a'.repeat(80)}y${'a'.repeat(219)}…`,
    ]);
  });

  it('ends where the shorter of two values ends', () => {
    expect(valueTexts(long, `${long}y`)).toEqual([
      `…${'a'.repeat(80)}`,
      `…${'a'.repeat(80)}y`,
    ]);
  });
});
