import { modelList, source, summary } from '../__testUtils__/fixtures';
import { readModels } from './readModels';

const [a, b, c] = ['a', 'b', 'c'].map(name => summary(`local:ml/${name}`));

describe('readModels', () => {
  it('reads every page', async () => {
    const pages = {
      first: modelList([a, b], { totalItems: 3, nextCursor: 'second' }),
      second: modelList([c], { totalItems: 3 }),
    };
    const inventory = await readModels(
      async ({ cursor }) => pages[(cursor as 'second') ?? 'first'],
    );
    expect(inventory).toEqual({
      models: [a, b, c],
      clusters: ['local'],
      completeClusters: new Set(['local']),
      gaps: [],
    });
  });

  it('fails when one page fails', async () => {
    const read = readModels(async ({ cursor }) => {
      if (cursor) {
        throw new Error('gone');
      }
      return modelList([a], { totalItems: 2, nextCursor: 'second' });
    });
    await expect(read).rejects.toThrow('gone');
  });

  it.each(['partial', 'stale', 'forbidden', 'failed', 'absent'] as const)(
    'takes a cluster that is %s for incomplete, and says why',
    async status => {
      const { completeClusters, gaps } = await readModels(async () =>
        modelList([a], { sources: [source('local'), source('eu', status)] }),
      );
      expect(completeClusters).toEqual(new Set(['local']));
      expect(gaps).toEqual([`API of eu is ${status}`]);
    },
  );

  it('takes a cluster for incomplete that failed on one page only', async () => {
    const { completeClusters } = await readModels(async ({ cursor }) =>
      cursor
        ? modelList([b], {
            totalItems: 2,
            sources: [source('local', 'failed')],
          })
        : modelList([a], { totalItems: 2, nextCursor: 'second' }),
    );
    expect(completeClusters).toEqual(new Set());
  });

  it('takes no cluster for complete when the list changed between two pages', async () => {
    const { models, completeClusters } = await readModels(async ({ cursor }) =>
      cursor
        ? modelList([c], { totalItems: 3 })
        : modelList([a], { totalItems: 4, nextCursor: 'second' }),
    );
    expect(models).toEqual([a, c]);
    expect(completeClusters).toEqual(new Set());
  });

  it('does not mind a Prometheus that is away', async () => {
    const { completeClusters } = await readModels(async () =>
      modelList([a], {
        sources: [
          source('local'),
          { ...source('local', 'failed'), kind: 'prometheus' },
        ],
      }),
    );
    expect(completeClusters).toEqual(new Set(['local']));
  });

  it('gives up on a list without end', async () => {
    const read = readModels(async () =>
      modelList([a], { nextCursor: 'again' }),
    );
    await expect(read).rejects.toThrow('more than 1000 pages');
  });
});
