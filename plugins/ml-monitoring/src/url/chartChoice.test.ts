import fc from 'fast-check';
import {
  earlierChoices,
  readChartChoice,
  writeChartChoice,
  type ChartChoice,
} from './chartChoice';

const read = (query: string) => readChartChoice(new URLSearchParams(query));

describe('what the charts show, in the address', () => {
  it.each<[string, ChartChoice]>([
    ['', { by: {} }],
    ['compare=1d', { compare: '1d', by: {} }],
    ['panels=latency,requests', { panels: ['latency', 'requests'], by: {} }],
    ['panels=latency, latency,,', { panels: ['latency'], by: {} }],
    ['panels=', { by: {} }],
    ['by=custom:hits=tier', { by: { 'custom:hits': 'tier' } }],
    [
      'by=custom:hits=tier,custom:rows=shop',
      { by: { 'custom:hits': 'tier', 'custom:rows': 'shop' } },
    ],
    [
      'node=default/classifier',
      { by: {}, node: { predictor: 'default', node: 'classifier' } },
    ],
  ])('"%s" is understood', (query, choice) => {
    expect(read(query)).toEqual({ choice, problems: [] });
  });

  it.each([
    ['compare=2d', { name: 'compare', value: '2d' }],
    ['compare=constructor', { name: 'compare', value: 'constructor' }],
    ['by=custom:hits', { name: 'by', value: 'custom:hits' }],
    ['by==tier', { name: 'by', value: '=tier' }],
    ['by=latency=tier', { name: 'by', value: 'latency=tier' }],
    ['by=custom:hits=2nd', { name: 'by', value: 'custom:hits=2nd' }],
    ['node=classifier', { name: 'node', value: 'classifier' }],
    ['node=a/b/c', { name: 'node', value: 'a/b/c' }],
  ])('of "%s" it is told what cannot be understood', (query, problem) => {
    expect(read(query)).toEqual({ choice: { by: {} }, problems: [problem] });
  });

  it('splits a panel by the first of several tags, and tells of the others', () => {
    expect(read('by=custom:hits=tier,custom:hits=shop')).toEqual({
      choice: { by: { 'custom:hits': 'tier' } },
      problems: [{ name: 'by', value: 'custom:hits=shop' }],
    });
  });

  const name = fc.stringMatching(/^[^,=/\s]+$/);
  const anyChoice: fc.Arbitrary<ChartChoice> = fc.record(
    {
      compare: fc.constantFrom(...earlierChoices),
      panels: fc.uniqueArray(name, { minLength: 1 }),
      by: fc.dictionary(
        name.map(metric => `custom:${metric}`),
        fc.stringMatching(/^t[a-z_]{0,8}$/),
        { noNullPrototype: true },
      ),
      node: fc.record({ predictor: name, node: name }),
    },
    { requiredKeys: ['by'] },
  );

  it('is read as it was written, in its order, beside everything else', () => {
    fc.assert(
      fc.property(anyChoice, choice => {
        const before = new URLSearchParams('range=6h&section=graph');
        const after = writeChartChoice(before, choice);
        // Through the text of an address, which is what a colleague gets.
        const { choice: back, problems } = read(after.toString());
        expect({ ...back, by: Object.entries(back.by) }).toEqual({
          ...choice,
          by: Object.entries(choice.by),
        });
        expect(problems).toEqual([]);
        expect(after.get('range')).toBe('6h');
        expect(after.get('section')).toBe('graph');
      }),
    );
  });

  it('comes of any text whatever, and names all that it leaves out', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('compare', 'by', 'node'),
        fc.string({ minLength: 1 }),
        (which, text) => {
          const { choice, problems } = readChartChoice(
            new URLSearchParams({ [which]: text }),
          );
          const entries = text
            .split(',')
            .map(entry => entry.trim())
            .filter(Boolean);
          const asked = which === 'by' ? new Set(entries).size : 1;
          const understood =
            which === 'by'
              ? Object.keys(choice.by).length
              : Number(choice[which as 'compare' | 'node'] !== undefined);
          expect(understood + problems.length).toBeLessThanOrEqual(asked);
          expect(problems.length > 0 || understood > 0 || asked === 0).toBe(
            true,
          );
        },
      ),
    );
  });

  it('goes from the address once it is no longer chosen', () => {
    expect(
      `${writeChartChoice(
        new URLSearchParams('compare=1d&panels=a&by=a%3Db&node=a%2Fb&range=1h'),
        { compare: undefined, panels: undefined, by: {}, node: undefined },
      )}`,
    ).toBe('range=1h');
  });

  it('stays but for what is chosen anew', () => {
    expect(
      `${writeChartChoice(new URLSearchParams('compare=1d&panels=a'), {
        panels: ['a', 'b'],
      })}`,
    ).toBe('compare=1d&panels=a%2Cb');
  });
});
