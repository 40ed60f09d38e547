import type { ModelRef } from 'backstage-plugin-ml-monitoring-common';
import { validate } from 'jsonschema';
import { parse } from 'yaml';
import type { Answers } from '../__testUtils__/contractServer';
import {
  healthReport,
  modelDetail,
  versionMetrics,
} from '../__testUtils__/fixtures';
import { actionsAt, runAction } from '../__testUtils__/runAction';

const actions = actionsAt('http://unused');

const object = {
  apiVersion: 'machinelearning.seldon.io/v1',
  kind: 'SeldonDeployment',
  namespace: 'ml-mon',
  name: 'fraud',
  result: 'created' as const,
};

const finished = (ref: ModelRef, stable: string) => ({
  ref,
  phase: 'finished' as const,
  settled: true,
  stable,
  summary: `${stable} is left`,
  objects: [{ ...object, result: 'updated' as const }],
  warnings: [],
});

const backend: Answers = {
  provisionModel: ({ cluster, namespace, name }) => ({
    ref: { cluster, namespace, name },
    objects: [object],
    warnings: [],
    entityRef: `component:default/${cluster}.${namespace}.${name}`,
  }),
  planModel: ({ cluster, namespace, name }) => ({
    ref: { cluster, namespace, name },
    objects: [
      {
        ...object,
        manifest: { kind: 'SeldonDeployment' },
        changes: [],
        changesFrom: 'dry-run',
      },
    ],
    warnings: [],
    applicable: true,
  }),
  getModel: () => modelDetail(),
  getModelHealth: () => healthReport(),
  predict: () => ({
    protocol: 'seldon',
    through: 'url',
    metrics: [],
    status: 200,
    ok: true,
    durationSeconds: 0.01,
    response: { data: { ndarray: [[0.3]] } },
  }),
  renderModel: ({ cluster, namespace, name }) => ({
    ref: { cluster, namespace, name },
    manifests: [
      {
        apiVersion: object.apiVersion,
        kind: object.kind,
        metadata: { name, namespace },
      },
    ],
    entity: { kind: 'Component', metadata: { name } },
    warnings: [],
  }),
  startRollout: ({ cluster, namespace, name, trafficPercent }) => ({
    ref: { cluster, namespace, name },
    phase: 'serving',
    settled: true,
    stable: 'main',
    candidate: 'v2',
    trafficPercent,
    summary: 'Predictor v2 has its share',
    objects: [{ ...object, result: 'updated' }],
    warnings: [],
  }),
  promoteRollout: ref => finished(ref, 'v2'),
  abortRollout: ref => finished(ref, 'main'),
  getModelMetrics: ref => versionMetrics(ref),
  deleteModel: ref => ({
    ref,
    objects: [{ ...object, result: 'deleted' }],
    warnings: [],
  }),
};

const examples = actions.flatMap(action =>
  action.examples!.map(({ description, example }) => ({
    id: action.id,
    description,
    step: parse(example).steps[0],
    outputSchema: action.schema!.output as object,
  })),
);

describe('the documented examples', () => {
  it.each(examples)('$id: $description', async ({ id, step, outputSchema }) => {
    expect(step.action).toBe(id);
    const { error, outputs } = await runAction(id, step.input, backend);
    expect(error).toBeUndefined();
    expect(validate(outputs, outputSchema).errors.map(String)).toEqual([]);
  });

  it.each(examples)(
    '$id: $description (dry run)',
    async ({ id, step, outputSchema }) => {
      const { error, outputs, calls } = await runAction(
        id,
        step.input,
        backend,
        {
          isDryRun: true,
        },
      );
      expect(error).toBeUndefined();
      expect(validate(outputs, outputSchema).errors.map(String)).toEqual([]);
      const harmless = ['planModel', 'renderModel'];
      expect(
        calls.filter(({ endpoint }) => !harmless.includes(endpoint)),
      ).toEqual([]);
    },
  );
});

describe('every action', () => {
  it.each(actions)('$id says what it takes, which model first', action => {
    const schema = action.schema!.input as any;
    expect(Object.keys(schema.properties).slice(0, 3)).toEqual([
      'cluster',
      'namespace',
      'name',
    ]);
    for (const [name, { description }] of Object.entries<any>(
      schema.properties,
    )) {
      expect([name, description]).toEqual([name, expect.any(String)]);
    }
  });

  it.each(actions)('$id says what it gives', action => {
    const schema = action.schema!.output as any;
    expect(Object.keys(schema.properties)).not.toHaveLength(0);
  });

  it.each(actions)(
    '$id refuses a name that is none, and unknown input',
    action => {
      const [{ example }] = action.examples!;
      const { input } = parse(example).steps[0];
      const check = (value: object) =>
        validate(value, action.schema!.input as object).errors.map(String);
      expect(check(input)).toEqual([]);
      expect(check({ ...input, name: 'Fraud!' })).toEqual([
        expect.stringContaining('instance.name does not match pattern'),
      ]);
      expect(check({ ...input, colour: 'red' })).toEqual([
        expect.stringContaining('additional property "colour"'),
      ]);
    },
  );

  it.each(actions)('$id can be tried in a dry run', action => {
    expect(action.supportsDryRun).toBe(true);
  });
});

describe('the graph of a predictor', () => {
  it('is checked at every depth', () => {
    const deploy = actions.find(({ id }) => id === 'seldon:model:deploy')!;
    const input = {
      cluster: 'local',
      namespace: 'ml-mon',
      name: 'fraud',
      predictors: [
        {
          name: 'main',
          graph: {
            name: 'a',
            children: [{ name: 'b', children: [{ name: 'NOT OK' }] }],
          },
        },
      ],
    };
    expect(
      validate(input, deploy.schema!.input as object).errors.map(String),
    ).toEqual([
      expect.stringContaining(
        'predictors[0].graph.children[0].children[0].name',
      ),
    ]);
  });
});
