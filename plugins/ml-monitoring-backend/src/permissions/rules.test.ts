import { mlModelPermissionRules, type MlModelResource } from '.';

const { isInCluster, isInNamespace, hasLabel, isOwnedBy } =
  mlModelPermissionRules;
const model: MlModelResource = {
  ref: { cluster: 'prod-eu', namespace: 'ml-fraud', name: 'fraud' },
  labels: { tier: 'gold' },
  owner: 'group:default/fraud',
};

describe('permission rules', () => {
  it.each([
    [
      'a cluster by name',
      isInCluster.apply(model, { clusters: ['prod-eu'] }),
      true,
    ],
    [
      'a cluster by pattern',
      isInCluster.apply(model, { clusters: ['prod-*'] }),
      true,
    ],
    [
      'another cluster',
      isInCluster.apply(model, { clusters: ['test'] }),
      false,
    ],
    ['a namespace', isInNamespace.apply(model, { namespaces: ['ml-*'] }), true],
    [
      'another namespace',
      isInNamespace.apply(model, { namespaces: ['ml'] }),
      false,
    ],
    ['a label', hasLabel.apply(model, { label: 'tier' }), true],
    [
      'a label with its value',
      hasLabel.apply(model, { label: 'tier', value: 'gold' }),
      true,
    ],
    [
      'a label with another value',
      hasLabel.apply(model, { label: 'tier', value: 'tin' }),
      false,
    ],
    [
      'a label that every object has',
      hasLabel.apply(model, { label: 'constructor' }),
      false,
    ],
    [
      'an owner',
      isOwnedBy.apply(model, { owners: ['group:default/fraud'] }),
      true,
    ],
    [
      'an owner in short',
      isOwnedBy.apply(
        { ...model, owner: 'fraud' },
        { owners: ['group:default/fraud'] },
      ),
      true,
    ],
    [
      'an owner in capitals',
      isOwnedBy.apply(model, { owners: ['Group:default/Fraud'] }),
      true,
    ],
    [
      'another owner',
      isOwnedBy.apply(model, { owners: ['group:default/iris'] }),
      false,
    ],
    [
      'nobody’s model',
      isOwnedBy.apply(
        { ...model, owner: undefined },
        { owners: ['group:default/fraud'] },
      ),
      false,
    ],
    [
      'an owner that is none',
      isOwnedBy.apply({ ...model, owner: '::' }, { owners: ['::'] }),
      false,
    ],
  ])('judge %s: %s', (_, applied, expected) => {
    expect(applied).toBe(expected);
  });
});
