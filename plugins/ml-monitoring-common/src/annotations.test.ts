import fc from 'fast-check';
import type { Entity } from '@backstage/catalog-model';
import { modelsOfEntity, promiseOfEntity } from './annotations';

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

describe('promiseOfEntity', () => {
  it.each([
    [{}, {}, []],
    [
      {
        'ml-monitoring/slo-availability': ' 99.9 ',
        'ml-monitoring/slo-latency-p95': '250ms',
      },
      { availabilityPercent: 99.9, latencyP95: '250ms' },
      [],
    ],
    [
      {
        'ml-monitoring/slo-availability': '100',
        'ml-monitoring/slo-latency-p95': '250',
      },
      {},
      [
        '"100" in ml-monitoring/slo-availability is not a percentage between 0 and 100 such as 99.9',
        '"250" in ml-monitoring/slo-latency-p95 is not a duration such as 250ms or 1.5s',
      ],
    ],
    [
      {
        'ml-monitoring/slo-availability': '99,9 %',
        'ml-monitoring/slo-latency-p95': '1.5s',
      },
      { latencyP95: '1.5s' },
      [
        '"99,9 %" in ml-monitoring/slo-availability is not a percentage between 0 and 100 such as 99.9',
      ],
    ],
  ])('reads %j as %j', (annotations, promise, problems) => {
    expect(promiseOfEntity(entity(annotations))).toEqual({ promise, problems });
  });
});
