import type { PlannedObject } from 'backstage-plugin-ml-monitoring-common';
import { describePlan, refusalOf, takeOverOf } from './describePlan';

function planned(overrides: Partial<PlannedObject> = {}): PlannedObject {
  return {
    apiVersion: 'machinelearning.seldon.io/v1',
    kind: 'SeldonDeployment',
    namespace: 'ml-mon',
    name: 'fraud',
    result: 'updated',
    manifest: {},
    changes: [],
    changesFrom: 'dry-run',
    ...overrides,
  };
}

const refused = planned({
  result: 'refused',
  refusal: {
    message: 'Apply failed with 1 conflict',
    conflicts: [{ manager: 'argocd-controller', field: '.spec.predictors' }],
    resourceVersion: '42',
  },
});

describe('describePlan', () => {
  it('says field by field what would change', () => {
    const objects = [
      planned({
        changes: [
          { path: 'spec.predictors[main].replicas', before: 1, after: 3 },
          { path: 'spec.predictors[main].labels.team', after: 'risk' },
          { path: 'spec.protocol', before: 'seldon' },
        ],
      }),
      planned({ kind: 'Route', result: 'unchanged', changesFrom: 'local' }),
    ];
    expect(describePlan({ objects })).toEqual([
      'SeldonDeployment ml-mon/fraud would be updated',
      '  spec.predictors[main].replicas: 1 → 3',
      '  spec.predictors[main].labels.team: set to "risk"',
      '  spec.protocol: removed, was "seldon"',
      'Route ml-mon/fraud would be unchanged, as far as can be told without trying it out',
    ]);
  });

  it('says who owns the fields that stand in the way', () => {
    expect(describePlan({ objects: [refused] })).toEqual([
      'SeldonDeployment ml-mon/fraud would be refused',
      '  Apply failed with 1 conflict',
      '  .spec.predictors belongs to argocd-controller',
    ]);
  });

  it('is bounded, and shows no secret', () => {
    const change = (index: number) => ({
      path: `spec.x${index}`,
      after: { password: 'hunter2', text: 'x'.repeat(1000) },
    });
    const lines = describePlan({
      objects: [
        planned({ changes: Array.from({ length: 60 }, (_, i) => change(i)) }),
      ],
    });
    expect(lines).toHaveLength(52);
    expect(lines.at(-1)).toBe('  and 10 more fields');
    expect(lines[1].length).toBeLessThan(200);
    expect(lines.join()).not.toContain('hunter2');
  });
});

describe('refusalOf', () => {
  it('is nothing for what can be applied', () => {
    expect(
      refusalOf({ objects: [planned()], applicable: true }),
    ).toBeUndefined();
  });

  it('names the object, the reason and the way around', () => {
    const objects = [planned(), refused];
    expect(refusalOf({ objects, applicable: false })).toBe(
      'SeldonDeployment ml-mon/fraud: Apply failed with 1 conflict. Apply it where it is managed, or name these objects in takeOver to take their fields over',
    );
    expect(takeOverOf({ objects })).toEqual([
      { kind: 'SeldonDeployment', name: 'fraud', resourceVersion: '42' },
    ]);
  });
});
