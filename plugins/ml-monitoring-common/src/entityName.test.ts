import { KubernetesValidatorFunctions } from '@backstage/catalog-model';
import { modelEntityName } from './entityName';

describe('modelEntityName', () => {
  it('says cluster, namespace and name', () => {
    expect(
      modelEntityName({ cluster: 'eu', namespace: 'ml-mon', name: 'fraud' }),
    ).toBe('eu.ml-mon.fraud');
  });

  it('stays a valid and distinct entity name where those are long', () => {
    const ref = (name: string) => ({
      cluster: 'production-eu-west-1',
      namespace: 'machine-learning-fraud-detection',
      name,
    });
    const names = ['challenger-a', 'challenger-b'].map(name =>
      modelEntityName(ref(name)),
    );
    expect(new Set(names).size).toBe(2);
    for (const name of names) {
      expect(KubernetesValidatorFunctions.isValidObjectName(name)).toBe(true);
    }
  });
});
