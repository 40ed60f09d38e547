import fc from 'fast-check';
import type { KubeObject } from '../Cluster';
import { builtinResources } from '../builtinResources';
import { FieldSet } from './FieldSet';
import { trackUpdate } from './managedFields';
import { serverSideApply } from './serverSideApply';

const schemaOf = (kind: string) =>
  builtinResources.find(each => each.kind === kind)!.schema;

const time = '2026-01-01T00:00:00Z';

function applied(
  live: KubeObject | undefined,
  config: KubeObject,
  by = 'a',
  force = false,
) {
  return serverSideApply({
    live,
    config,
    schema: schemaOf(config.kind),
    by: { manager: by, operation: 'Apply', apiVersion: config.apiVersion },
    force,
    time,
  });
}

const deployment = (spec: object, metadata = {}): KubeObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'ml', ...metadata },
  spec,
});

const containers = (...list: object[]) => ({
  template: { spec: { containers: list } },
});

const specOf = (object: KubeObject) => object.spec;
const listed = (object: KubeObject) => object.spec.template.spec.containers;

it('notes what the manager applied', () => {
  const object = applied(
    undefined,
    deployment(
      {
        selector: { matchLabels: { a: 'b' } },
        ...containers({
          name: 'main',
          image: 'x',
          ports: [{ containerPort: 80 }],
        }),
      },
      { labels: { 'a/b': 'c' } },
    ),
  );
  expect(object.metadata.managedFields).toEqual([
    {
      manager: 'a',
      operation: 'Apply',
      apiVersion: 'apps/v1',
      time,
      fieldsType: 'FieldsV1',
      fieldsV1: {
        'f:metadata': { 'f:labels': { 'f:a/b': {} } },
        'f:spec': {
          'f:selector': {},
          'f:template': {
            'f:spec': {
              'f:containers': {
                'k:{"name":"main"}': {
                  '.': {},
                  'f:image': {},
                  'f:name': {},
                  'f:ports': {
                    'k:{"containerPort":80,"protocol":"TCP"}': {
                      '.': {},
                      'f:containerPort': {},
                    },
                  },
                },
              },
            },
          },
        },
      },
    },
  ]);
});

it('removes what the manager no longer applies, and nothing of others', () => {
  const mine = applied(
    undefined,
    deployment({
      replicas: 1,
      paused: true,
      ...containers({ name: 'main', image: 'x' }, { name: 'mine', image: 'y' }),
    }),
  );
  const both = applied(
    mine,
    deployment(containers({ name: 'theirs', image: 'z' })),
    'b',
  );
  const less = applied(
    both,
    deployment({ replicas: 1, ...containers({ name: 'main', image: 'x' }) }),
  );
  expect(specOf(less)).toEqual({
    replicas: 1,
    ...containers({ name: 'main', image: 'x' }, { name: 'theirs', image: 'z' }),
  });
});

it('keeps a value that another manager applied too', () => {
  const one = applied(undefined, deployment({ replicas: 1 }));
  const both = applied(one, deployment({ replicas: 1 }), 'b');
  expect(specOf(applied(both, deployment({})))).toEqual({ replicas: 1 });
});

it('names the field and the other manager when they disagree', () => {
  const live = deployment(
    containers({ name: 'main', image: 'x', env: [{ name: 'A', value: '1' }] }),
  );
  trackUpdate({
    before: undefined,
    after: live,
    schema: schemaOf('Deployment'),
    by: { manager: 'kubectl', operation: 'Update', apiVersion: 'apps/v1' },
    time,
  });
  const config = deployment(containers({ name: 'main', image: 'y' }));
  const field = '.spec.template.spec.containers[name="main"].image';
  expect(() => applied(live, config)).toThrow(
    expect.objectContaining({
      status: expect.objectContaining({
        code: 409,
        reason: 'Conflict',
        message: `Apply failed with 1 conflict: conflict with "kubectl" using apps/v1: ${field}`,
        details: {
          causes: [
            {
              reason: 'FieldManagerConflict',
              message: 'conflict with "kubectl" using apps/v1',
              field,
            },
          ],
        },
      }),
    }),
  );
  const taken = applied(live, config, 'a', true);
  expect(listed(taken)).toEqual([
    { name: 'main', image: 'y', env: [{ name: 'A', value: '1' }] },
  ]);
  expect(() => applied(taken, config)).not.toThrow();
});

it('lists several conflicts by manager', () => {
  const one = applied(undefined, deployment({ replicas: 1, paused: true }));
  expect(() =>
    applied(one, deployment({ replicas: 2, paused: false }), 'b'),
  ).toThrow(
    'Apply failed with 2 conflicts: conflicts with "a":\n- .spec.paused\n- .spec.replicas',
  );
});

it('replaces a list without keys as a whole', () => {
  const sdep = (...predictors: object[]): KubeObject => ({
    apiVersion: 'machinelearning.seldon.io/v1',
    kind: 'SeldonDeployment',
    metadata: { name: 'm', namespace: 'ml' },
    spec: { predictors },
  });
  const one = applied(undefined, sdep({ name: 'a' }, { name: 'b' }));
  expect(specOf(applied(one, sdep({ name: 'a' })))).toEqual({
    predictors: [{ name: 'a' }],
  });
  expect(() => applied(one, sdep({ name: 'c' }), 'b')).toThrow(
    'conflict with "a": .spec.predictors',
  );
});

it('takes the order of the configuration and leaves others in their place', () => {
  const live = deployment(
    containers({ name: 'first' }, { name: 'a' }, { name: 'b' }),
  );
  const next = applied(
    live,
    deployment(containers({ name: 'b' }, { name: 'new' }, { name: 'a' })),
  );
  expect(listed(next).map(({ name }: any) => name)).toEqual([
    'first',
    'b',
    'new',
    'a',
  ]);
});

it('lets kubectl take over what it wrote by patch before', () => {
  const config = deployment({ replicas: 2 });
  const live = deployment(
    { replicas: 1 },
    {
      annotations: {
        'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify(
          deployment({ replicas: 1 }),
        ),
      },
    },
  );
  trackUpdate({
    before: undefined,
    after: live,
    schema: schemaOf('Deployment'),
    by: {
      manager: 'kubectl-client-side-apply',
      operation: 'Update',
      apiVersion: 'apps/v1',
    },
    time,
  });
  expect(specOf(applied(live, config, 'kubectl'))).toEqual({ replicas: 2 });
  expect(() => applied(live, config, 'other')).toThrow('.spec.replicas');
});

const json = fc.letrec(tie => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.string(), tie('value'), { maxKeys: 3 }),
  ),
})).value;

it('changes nothing when the same configuration is applied again', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), json), spec => {
      const once = applied(undefined, deployment(spec));
      expect(applied(once, deployment(spec))).toEqual(once);
    }),
    { numRuns: 100 },
  );
});

it('reads field sets as it wrote them', () => {
  const element = fc.constantFrom('f:a', 'f:b', 'k:{"name":"x"}', 'v:"y"');
  fc.assert(
    fc.property(fc.array(fc.array(element, { minLength: 1 })), paths => {
      const set = FieldSet.of(paths);
      expect(FieldSet.fromFieldsV1(set.toFieldsV1()).equals(set)).toBe(true);
    }),
  );
});
