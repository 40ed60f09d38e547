import fc from 'fast-check';
import type { Entity } from '@backstage/catalog-model';
import { modelsOfEntity } from './annotations';

function entity(annotations: Record<string, string | undefined>): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'fraud',
      annotations: annotations as Record<string, string>,
    },
  };
}

describe('modelsOfEntity', () => {
  it.each([
    {
      when: 'cluster, namespace and name are given',
      annotations: { 'ml-monitoring/model': 'prod:ml-mon/fraud' },
      refs: [{ cluster: 'prod', namespace: 'ml-mon', name: 'fraud' }],
    },
    {
      when: 'the cluster is left to the Kubernetes annotation',
      annotations: {
        'ml-monitoring/model': 'ml-mon/fraud',
        'backstage.io/kubernetes-cluster': 'prod',
      },
      refs: [{ cluster: 'prod', namespace: 'ml-mon', name: 'fraud' }],
    },
    {
      when: 'no cluster is named at all, which means the only one',
      annotations: { 'ml-monitoring/model': 'ml-mon/fraud' },
      refs: [{ cluster: '_', namespace: 'ml-mon', name: 'fraud' }],
    },
    {
      when: 'there are several environments',
      annotations: { 'ml-monitoring/model': 'dev:a/fraud, prod:b/fraud' },
      refs: [
        { cluster: 'dev', namespace: 'a', name: 'fraud' },
        { cluster: 'prod', namespace: 'b', name: 'fraud' },
      ],
    },
    { when: 'there is no annotation', annotations: {}, refs: [] },
  ])('reads the models when $when', ({ annotations, refs }) => {
    expect(modelsOfEntity(entity(annotations))).toEqual({ refs, problems: [] });
  });

  it('keeps the good part and explains the bad one', () => {
    expect(
      modelsOfEntity(
        entity({ 'ml-monitoring/model': 'ml-mon/fraud, ML Mon/x, y' }),
      ),
    ).toEqual({
      refs: [{ cluster: '_', namespace: 'ml-mon', name: 'fraud' }],
      problems: [
        '"ML Mon/x" in ml-monitoring/model is not [<cluster>:]<namespace>/<SeldonDeployment>',
        '"y" in ml-monitoring/model is not [<cluster>:]<namespace>/<SeldonDeployment>',
      ],
    });
  });

  it('never throws and accounts for every part, whatever is written there', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        const { refs, problems } = modelsOfEntity(
          entity({ 'ml-monitoring/model': text }),
        );
        const parts = text.split(',').filter(part => part.trim());
        expect(refs.length + problems.length).toBe(parts.length);
      }),
    );
  });
});
