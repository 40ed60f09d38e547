import fc from 'fast-check';
import {
  isSelected,
  stringifySelector,
  type LabelSelector,
} from './labelSelector';

const all = (labels: Record<string, string>) => ({ labels, complete: true });
const some = (labels: Record<string, string>) => ({ labels, complete: false });
const expression = (operator: string, values?: string[]): LabelSelector => ({
  matchExpressions: [{ key: 'tier', operator, values }],
});

describe('a label selector', () => {
  it.each<
    [
      string,
      LabelSelector | undefined,
      Record<string, string>,
      boolean | undefined,
    ]
  >([
    ['that is absent selects nothing', undefined, { tier: 'ml' }, false],
    ['that is empty selects everything', {}, {}, true],
    [
      'wants each of its labels',
      { matchLabels: { tier: 'ml', a: 'b' } },
      { tier: 'ml' },
      false,
    ],
    [
      'takes further labels',
      { matchLabels: { tier: 'ml' } },
      { tier: 'ml', a: 'b' },
      true,
    ],
    [
      'with In wants one of the values',
      expression('In', ['ml', 'ai']),
      { tier: 'ai' },
      true,
    ],
    ['with In wants the label', expression('In', ['ml']), {}, false],
    [
      'with NotIn takes another value',
      expression('NotIn', ['ml']),
      { tier: 'web' },
      true,
    ],
    [
      'with NotIn takes what has no such label',
      expression('NotIn', ['ml']),
      {},
      true,
    ],
    [
      'with NotIn refuses the value',
      expression('NotIn', ['ml']),
      { tier: 'ml' },
      false,
    ],
    ['with Exists wants the label', expression('Exists'), { tier: '' }, true],
    ['with Exists refuses what lacks it', expression('Exists'), {}, false],
    ['with DoesNotExist wants it absent', expression('DoesNotExist'), {}, true],
    [
      'with DoesNotExist refuses what has it',
      expression('DoesNotExist'),
      { tier: 'x' },
      false,
    ],
    [
      'with an operator nobody knows decides nothing',
      expression('Gt', ['1']),
      { tier: '2' },
      undefined,
    ],
  ])('%s', (_, selector, labels, expected) => {
    expect(isSelected(selector, all(labels))).toBe(expected);
  });

  it.each<[string, LabelSelector, Record<string, string>, boolean | undefined]>(
    [
      [
        'decides nothing by a label that is not known',
        { matchLabels: { tier: 'ml' } },
        {},
        undefined,
      ],
      [
        'decides by a label that is',
        { matchLabels: { tier: 'ml' } },
        { tier: 'web' },
        false,
      ],
      [
        'refuses by one known label, whatever the others are',
        { matchLabels: { tier: 'ml', a: 'b' } },
        { tier: 'web' },
        false,
      ],
      ['without requirements needs no label to be known', {}, {}, true],
    ],
  )('%s', (_, selector, labels, expected) => {
    expect(isSelected(selector, some(labels))).toBe(expected);
  });

  const word = fc.constantFrom('a', 'b', 'c', 'toString', '__proto__');
  const labels = fc
    .array(fc.tuple(word, word), { maxLength: 4 })
    .map(pairs => Object.fromEntries(pairs));
  const selector = fc.record<LabelSelector>({
    matchLabels: labels,
    matchExpressions: fc.array(
      fc.record({
        key: word,
        operator: fc.constantFrom('In', 'NotIn', 'Exists', 'DoesNotExist'),
        values: fc.array(word, { maxLength: 3 }),
      }),
      { maxLength: 3 },
    ),
  });

  it('knows only more when it knows more labels', () => {
    fc.assert(
      fc.property(selector, labels, labels, (wanted, known, more) => {
        const early = isSelected(wanted, some(known));
        const late = isSelected(wanted, all({ ...more, ...known }));
        expect([undefined, late]).toContain(early);
      }),
    );
  });

  it('selects what has exactly the labels it asks for', () => {
    fc.assert(
      fc.property(labels, wanted => {
        expect(isSelected({ matchLabels: wanted }, all(wanted))).toBe(true);
      }),
    );
  });

  it('is In or NotIn, and never both', () => {
    fc.assert(
      fc.property(word, fc.array(word), labels, (key, values, known) => {
        const by = (operator: string) =>
          isSelected(
            { matchExpressions: [{ key, operator, values }] },
            all(known),
          );
        expect(by('NotIn')).toBe(!by('In'));
        expect(by('DoesNotExist')).toBe(!by('Exists'));
      }),
    );
  });

  it.each<[LabelSelector | undefined, string]>([
    [undefined, 'nothing'],
    [{}, 'everything'],
    [{ matchLabels: { release: 'main' } }, 'release=main'],
    [
      {
        matchLabels: { a: 'b' },
        matchExpressions: [
          { key: 'c', operator: 'NotIn', values: ['d', 'e'] },
          { key: 'f', operator: 'DoesNotExist' },
        ],
      },
      'a=b,c notin (d,e),!f',
    ],
  ])('%j is written as %s', (written, text) => {
    expect(stringifySelector(written)).toBe(text);
  });
});
