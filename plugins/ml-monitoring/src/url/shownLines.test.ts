import fc from 'fast-check';
import {
  asByItself,
  everyLine,
  isShown,
  readShownLines,
  toggleLine,
  writeShownLines,
  type ShownLines,
} from './shownLines';

describe('the lines in the address', () => {
  it('are written for their panel and read again, and leave the rest as it is', () => {
    const lines: ShownLines = {
      show: new Set(['a/b&c', '']),
      hide: new Set(['d']),
    };
    const params = writeShownLines(
      new URLSearchParams('range=1h&show.cpu=old&show.memory=x'),
      'cpu',
      lines,
    );
    expect(`${params}`).toBe(
      'range=1h&show.memory=x&show.cpu=a%2Fb%26c&show.cpu=&hide.cpu=d',
    );
    expect(readShownLines(params, 'cpu')).toEqual(lines);
  });

  it('leave no trace where nothing is chosen', () => {
    expect(
      `${writeShownLines(new URLSearchParams('hide.cpu=a'), 'cpu', asByItself)}`,
    ).toBe('');
  });
});

describe('a line', () => {
  it('that is drawn by itself, or not, is drawn as the reader wants', () => {
    const chosen = { show: new Set(['b']), hide: new Set(['a']) };
    expect(isShown(chosen, 'a', true)).toBe(false);
    expect(isShown(chosen, 'b', false)).toBe(true);
    expect(isShown(chosen, 'c', true)).toBe(true);
    expect(isShown(chosen, 'c', false)).toBe(false);
    expect(isShown(everyLine, 'c', false)).toBe(true);
  });

  it('is switched by its switch, whatever was chosen before, and no other is', () => {
    const id = fc.constantFrom('a', 'b', 'c', '*x');
    const chosen = fc.record({
      show: fc.array(fc.oneof(id, fc.constant('*'))).map(ids => new Set(ids)),
      hide: fc.array(id).map(ids => new Set(ids)),
    });
    fc.assert(
      fc.property(
        chosen,
        id,
        id,
        fc.boolean(),
        (before, one, other, byItself) => {
          const after = toggleLine(before, one, byItself);
          expect(isShown(after, one, byItself)).toBe(
            !isShown(before, one, byItself),
          );
          fc.pre(one !== other);
          expect(isShown(after, other, byItself)).toBe(
            isShown(before, other, byItself),
          );
        },
      ),
    );
  });
});
