import type { Entity } from '@backstage/catalog-model';
import { claim, defaults, summary } from '../__testUtils__/fixtures';
import type { ModelInventory } from './readModels';
import { reconcile } from './reconcile';
import { toEntity } from './toEntity';

const fraud = 'local:ml/fraud';
const churn = 'eu:ml/churn';

function inventory(
  ids: string[],
  overrides: Partial<ModelInventory> = {},
): ModelInventory {
  return {
    models: ids.map(id => summary(id)),
    clusters: ['local', 'eu'],
    completeClusters: new Set(['local', 'eu']),
    gaps: [],
    ...overrides,
  };
}

const ours = (id: string) => toEntity(summary(id), defaults) as Entity;

function changes(models: ModelInventory, claims: Entity[]) {
  const { added, removed } = reconcile({ inventory: models, claims, defaults });
  return { added: added.map(({ metadata }) => metadata.name), removed };
}

describe('reconcile', () => {
  it('adds every model that runs, also one that is failing', () => {
    const models = inventory([churn]);
    models.models.push(summary(fraud, { status: 'failing' }));
    expect(changes(models, [])).toEqual({
      added: ['eu.ml.churn', 'local.ml.fraud'],
      removed: [],
    });
  });

  it('removes a model that is gone from a cluster that was read completely', () => {
    expect(changes(inventory([churn]), [ours(fraud), ours(churn)])).toEqual({
      added: ['eu.ml.churn'],
      removed: ['component:default/local.ml.fraud'],
    });
  });

  it.each<[string, Partial<ModelInventory>]>([
    ['was not read completely', { completeClusters: new Set(['eu']) }],
    ['was not asked', { clusters: ['eu'], completeClusters: new Set(['eu']) }],
    ['nobody was asked', { clusters: [], completeClusters: new Set() }],
  ])('removes nothing of a cluster that %s', (_, gaps) => {
    expect(changes(inventory([], gaps), [ours(fraud)]).removed).toEqual([]);
  });

  it('keeps models of one name in two namespaces and clusters apart', () => {
    const { added } = changes(
      inventory(['local:ml/fraud', 'local:test/fraud', 'eu:ml/fraud']),
      [],
    );
    expect(new Set(added).size).toBe(3);
  });

  it.each([
    ['local:ml/fraud', ['local', 'eu']],
    ['eu:other/model, local:ml/fraud', ['local', 'eu']],
    ['ml/fraud', ['local']],
  ])(
    'leaves a model alone that another entity claims as "%s", and withdraws its own',
    (annotation, clusters) => {
      const models = inventory([fraud], { clusters });
      expect(changes(models, [claim(annotation), ours(fraud)])).toEqual({
        added: [],
        removed: ['component:default/local.ml.fraud'],
      });
    },
  );

  it('does not guess the cluster that a claim leaves out', () => {
    expect(changes(inventory([fraud]), [claim('ml/fraud')]).added).toEqual([
      'local.ml.fraud',
    ]);
  });

  it('comes back when the other claim is gone', () => {
    expect(changes(inventory([fraud]), [claim(churn)]).added).toEqual([
      'local.ml.fraud',
    ]);
  });

  it('never removes an entity of somebody else', () => {
    expect(changes(inventory([]), [claim(fraud)]).removed).toEqual([]);
  });

  it('is at rest once it has done its work', () => {
    const models = inventory([fraud, churn]);
    const { added } = reconcile({ inventory: models, claims: [], defaults });
    expect(reconcile({ inventory: models, claims: added, defaults })).toEqual({
      added,
      removed: [],
    });
  });
});
