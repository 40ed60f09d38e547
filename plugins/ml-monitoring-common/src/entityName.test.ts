import { KubernetesValidatorFunctions } from '@backstage/catalog-model';
import fc from 'fast-check';
import { modelRefSchema, stringifyModelRef, type ModelRef } from './contract';
import { modelEntityName } from './entityName';

describe('modelEntityName', () => {
  it('says cluster, namespace and name', () => {
    expect(
      modelEntityName({ cluster: 'eu', namespace: 'ml-mon', name: 'fraud' }),
    ).toBe('eu.ml-mon.fraud');
  });

  it.each<[string, ModelRef, ModelRef]>([
    [
      'that differ only past the 63rd character',
      {
        cluster: 'production-eu-west-1',
        namespace: 'machine-learning-fraud-detection',
        name: 'challenger-a',
      },
      {
        cluster: 'production-eu-west-1',
        namespace: 'machine-learning-fraud-detection',
        name: 'challenger-b',
      },
    ],
    [
      'whose parts have dots',
      { cluster: 'eu.prod', namespace: 'ml', name: 'fraud' },
      { cluster: 'eu', namespace: 'prod', name: 'ml.fraud' },
    ],
    [
      'of clusters that differ in case',
      { cluster: 'EU', namespace: 'ml', name: 'fraud' },
      { cluster: 'eu', namespace: 'ml', name: 'fraud' },
    ],
  ])('keeps models apart %s', (_, one, other) => {
    expect(modelEntityName(one).toLowerCase()).not.toBe(
      modelEntityName(other).toLowerCase(),
    );
  });

  const part = fc.stringMatching(/^[a-z0-9]([-a-z0-9]{0,40}[a-z0-9])?$/);
  const anyRef = fc
    .record({
      cluster: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,60}$/),
      namespace: part,
      name: fc
        .array(part, { minLength: 1, maxLength: 3 })
        .map(p => p.join('.')),
    })
    .filter(ref => modelRefSchema.safeParse(ref).success);

  it('is a valid entity name for every model, and distinct for distinct models', () => {
    fc.assert(
      fc.property(anyRef, anyRef, (one, other) => {
        const names = [one, other].map(modelEntityName);
        for (const name of names) {
          expect(KubernetesValidatorFunctions.isValidObjectName(name)).toBe(
            true,
          );
        }
        expect(names[0].toLowerCase() === names[1].toLowerCase()).toBe(
          stringifyModelRef(one) === stringifyModelRef(other),
        );
      }),
    );
  });
});
