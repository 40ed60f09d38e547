import type { Panel } from 'backstage-plugin-ml-monitoring-common';
import { chosenPanels, toggled, unknownNames } from './chosenPanels';

const panel = (id: string, own: Partial<Panel> = {}): Panel => ({
  id,
  title: id,
  group: 'custom',
  unit: 'none',
  status: 'ok',
  series: [],
  queries: [],
  ...own,
});
const panels = [
  panel('a'),
  panel('b', { title: 'Hits', tags: ['tier'] }),
  panel('n', {
    group: 'nodes',
    series: [
      {
        id: 'x',
        name: 'x',
        labels: { predictor_name: 'default', model_name: 'classifier' },
        values: [],
      },
    ],
  }),
];
const ids = (of: Panel[]) => of.map(({ id }) => id);

describe('the panels that are shown', () => {
  it.each([
    [undefined, ['a', 'b', 'n']],
    [
      ['b', 'a', 'gone'],
      ['a', 'b'],
    ],
    [['gone'], []],
  ])('of %j are %j, in the order of the page', (chosen, shown) => {
    expect(ids(chosenPanels(panels, chosen))).toEqual(shown);
  });

  it.each([
    ['all but one, once it is taken away', undefined, 'b', ['a', 'n']],
    ['one more, in its place', ['n'], 'a', ['a', 'n']],
    ['all, once the last is added', ['a', 'n'], 'b', undefined],
    ['none of those that are gone', ['gone', 'a'], 'b', ['a', 'b']],
  ])('are %s', (_, chosen, id, next) => {
    expect(toggled(panels, chosen, id)).toEqual(next);
  });
});

describe('names in the address', () => {
  it('that nothing is known of are told, each once', () => {
    expect(
      unknownNames(panels, {
        panels: ['a', 'gone'],
        by: { b: 'shop', gone: 'tier', a: 'tier' },
        node: { predictor: 'default', node: 'scaler' },
      }),
    ).toEqual([
      { kind: 'panel', name: 'gone' },
      { kind: 'tag', panel: 'Hits', tag: 'shop', tags: ['tier'] },
      { kind: 'tag', panel: 'a', tag: 'tier', tags: [] },
      { kind: 'node', predictor: 'default', node: 'scaler' },
    ]);
  });

  it('that are known are not', () => {
    expect(
      unknownNames(panels, {
        panels: ['b'],
        by: { b: 'tier' },
        node: { predictor: 'default', node: 'classifier' },
      }),
    ).toEqual([]);
  });
});
