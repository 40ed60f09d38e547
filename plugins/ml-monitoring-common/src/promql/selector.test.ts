import fc from 'fast-check';
import { equals, oneOf, selector } from './selector';

/** What Prometheus reads between the quotes of the only matcher. */
function readBack(text: string): string {
  const match = /^up\{x="((?:[^"\\\n]|\\.)*)"\}$/u.exec(text);
  expect(match).not.toBeNull();
  return match![1].replace(/\\(u([0-9a-f]{4})|.)/g, (_, escaped, code) =>
    code ? String.fromCharCode(parseInt(code, 16)) : escaped,
  );
}

describe('selector', () => {
  it('renders metric and matchers', () => {
    expect(
      selector('up', [
        ...equals({ namespace: 'ml-mon', pod: 'a' }),
        { label: 'code', operator: '!~', value: '5..' },
      ]),
    ).toBe('up{namespace="ml-mon",pod="a",code!~"5.."}');
  });

  it('keeps any value inside its quotes, and the value itself', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.string({ unit: 'grapheme' }),
        ),
        value => {
          expect(readBack(selector('up', equals({ x: value })))).toBe(value);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('puts the replacement character for half a character', () => {
    expect(selector('up', equals({ x: '\ud800' }))).toBe('up{x="\\ufffd"}');
  });

  it('matches exactly the given names, whatever they contain', () => {
    const hostile = fc.string({
      unit: fc.constantFrom(...'ab.*+?()[]{}|^$\\"\n'),
      maxLength: 6,
    });
    fc.assert(
      fc.property(hostile, hostile, hostile, (a, b, other) => {
        const { value } = oneOf('x', [a, b]);
        expect(new RegExp(`^(?:${value})$`).test(other)).toBe(
          other === a || other === b,
        );
      }),
    );
  });

  it.each(['', '1x', 'a-b', 'x"} or up{', 'ü', 'a.b'])(
    'refuses %j as the name of a label, and quotes it as the name of a metric',
    name => {
      expect(() => selector('up', equals({ [name]: 'x' }))).toThrow(TypeError);
      expect(selector(name, equals({ a: 'b' }))).toBe(
        selector(undefined, equals({ __name__: name, a: 'b' })),
      );
    },
  );
});
