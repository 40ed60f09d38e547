import { arrangePanels } from './arrangePanels';
import type { PanelDefinition } from './catalogue';

const panel = (id: string): PanelDefinition => ({
  id,
  title: id,
  group: 'custom',
  unit: 'none',
  by: [],
  windowed: false,
  queries: [],
});
const panels = ['a', 'b', 'c', 'd'].map(panel);

describe('arrangePanels', () => {
  it('shows what is mentioned first, in that order, and leaves out what is hidden', () => {
    expect(
      arrangePanels(panels, [
        { id: 'c', hidden: false, title: 'C', unit: 'ratio' },
        { id: 'elsewhere', hidden: false, title: 'E' },
        { id: 'a', hidden: true },
        { id: 'b', hidden: false },
      ]),
    ).toEqual([
      { ...panel('c'), title: 'C', unit: 'ratio' },
      panel('b'),
      panel('d'),
    ]);
  });

  it('leaves all as they are where nothing is said', () => {
    expect(arrangePanels(panels, [])).toEqual(panels);
  });
});
