import fc from 'fast-check';
import { badSince } from './hysteresis';

/** `x` is bad, `.` good, `_` a minute in which too little was measured. */
const minutes = (text: string) =>
  [...text].map(each => (each === '_' ? undefined : each === 'x'));

describe('a number that is judged by its minutes', () => {
  it.each<[string, string, number | undefined]>([
    ['is good without any', '', undefined],
    ['is good after one bad minute', '.........x', undefined],
    ['is good after two that lie apart', '.......x..x', undefined],
    ['is bad after two in a row', '........xx', 8],
    ['is bad after two of three', '.......x.x', 7],
    ['is bad after two with a gap between', '.......x_x', 7],
    ['stays bad while good for less than five minutes', '....xx....', 4],
    ['is good again after five good minutes', '...xx.....', undefined],
    ['stays bad through minutes without measurement', '....xx____', 4],
    ['does not count gaps as good', '..xx.._.._', 2],
    ['does not flap when it swings about its limit', '.x.xx..x.x', 1],
    ['began long before what it is judged by', `${'x'.repeat(30)}`, 0],
    ['began anew after it was good', 'xxxxx.......xxxx', 12],
    [
      'has forgotten what was more than ten minutes ago',
      'xx__________',
      undefined,
    ],
  ])('%s', (_, text, since) => {
    expect(badSince(minutes(text))).toBe(since);
  });

  it('is never better for a minute that is worse', () => {
    const anyMinutes = fc.array(fc.constantFrom(true, false, undefined), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(anyMinutes, fc.nat(29), (before, index) => {
        fc.pre(index < before.length && before[index] === false);
        const worse = before.with(index, true);
        expect(
          badSince(before) === undefined || badSince(worse) !== undefined,
        ).toBe(true);
      }),
    );
  });

  it('is judged alike by who knows more of its past', () => {
    const past = fc.array(fc.boolean(), { maxLength: 50 });
    const last = fc.array(fc.boolean(), { minLength: 10, maxLength: 10 });
    fc.assert(
      fc.property(past, last, (earlier, minutesAgo) => {
        expect(badSince([...earlier, ...minutesAgo]) === undefined).toBe(
          badSince(minutesAgo) === undefined,
        );
      }),
    );
  });
});
