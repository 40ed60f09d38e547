import { prunedFields, type StructuralSchema } from './prunedFields';
import {
  predictorOf,
  renderRequest,
  requestOf,
} from './__testUtils__/renderRequest';

const text: StructuralSchema = { type: 'string' };
const object = (
  properties: Record<string, StructuralSchema>,
): StructuralSchema => ({ type: 'object', properties });
const list = (items: StructuralSchema): StructuralSchema => ({
  type: 'array',
  items,
});
const anything: StructuralSchema = {
  'x-kubernetes-preserve-unknown-fields': true,
};

describe('the fields that a cluster would drop', () => {
  it.each<[string, StructuralSchema, unknown, string[]]>([
    ['none of those it knows', object({ a: text }), { a: 'x' }, []],
    ['one it does not know', object({ a: text }), { b: { c: 1 } }, ['b']],
    [
      'one deep in a list',
      object({ a: list(object({ b: text })) }),
      { a: [{ b: 'x' }, { c: 'x' }] },
      ['a.1.c'],
    ],
    ['none of a map', { additionalProperties: text }, { a: 'x', b: 'y' }, []],
    [
      'one in a map of objects',
      { additionalProperties: object({ a: text }) },
      { x: { b: 1 } },
      ['x.b'],
    ],
    ['none where everything is kept', anything, { a: { b: 1 } }, []],
    [
      'one below what is known where the rest is kept',
      { ...anything, properties: { a: object({ b: text }) } },
      { a: { c: 1 }, z: 1 },
      ['a.c'],
    ],
    [
      'none of what makes an object an object',
      { 'x-kubernetes-embedded-resource': true, type: 'object' },
      { apiVersion: 'v1', kind: 'A', metadata: { name: 'a' }, spec: {} },
      ['spec'],
    ],
    ['what only looks inherited', object({}), { toString: 1 }, ['toString']],
  ])('are %s', (_, schema, value, pruned) => {
    expect(prunedFields(value, schema).map(path => path.join('.'))).toEqual(
      pruned,
    );
  });
});

describe('a request to a cluster whose CRD is known', () => {
  const schema = (more: {
    predictor?: Record<string, StructuralSchema>;
    hpaSpec?: Record<string, StructuralSchema>;
  }) =>
    object({
      protocol: text,
      predictors: list(
        object({
          name: text,
          replicas: text,
          labels: { additionalProperties: text },
          graph: anything,
          componentSpecs: list(
            object({
              spec: anything,
              hpaSpec: object({
                minReplicas: text,
                maxReplicas: text,
                metrics: list(anything),
                ...more.hpaSpec,
              }),
            }),
          ),
          ...more.predictor,
        }),
      ),
    });
  const render = (
    predictor: Parameters<typeof predictorOf>[0],
    known: StructuralSchema,
  ) =>
    renderRequest(requestOf({ predictors: [predictorOf(predictor)] }), {
      seldon: { schema: known },
    }).manifests[0].spec;
  const autoscaling = { minReplicas: 1, maxReplicas: 3, cpuPercent: 70 };

  it('is refused with a field that would be dropped', () => {
    expect(() => render({ progressDeadlineSeconds: 60 }, schema({}))).toThrow(
      'deployment.predictors.0.progressDeadlineSeconds: would be dropped without a word: the SeldonDeployment CRD of this cluster does not know it',
    );
    expect(() => render({ patch: { shado: true } }, schema({}))).toThrow(
      'deployment.predictors.0.patch.shado: would be dropped without a word',
    );
  });

  it('is rendered with it where it is kept', () => {
    const known = schema({ predictor: { progressDeadlineSeconds: text } });
    expect(render({ progressDeadlineSeconds: 60 }, known)).toMatchObject({
      predictors: [{ progressDeadlineSeconds: 60 }],
    });
  });

  it('scales by metrics in the shape that the cluster keeps', () => {
    expect(render({ autoscaling }, schema({}))).toMatchObject({
      predictors: [
        {
          componentSpecs: [
            {
              hpaSpec: {
                minReplicas: 1,
                maxReplicas: 3,
                metrics: [
                  {
                    type: 'Resource',
                    resource: { name: 'cpu', targetAverageUtilization: 70 },
                  },
                ],
              },
            },
          ],
        },
      ],
    });
    const newer = schema({ hpaSpec: { metricsv2: list(anything) } });
    expect(render({ autoscaling }, newer)).toMatchObject({
      predictors: [
        {
          componentSpecs: [
            {
              hpaSpec: {
                metricsv2: [
                  {
                    type: 'Resource',
                    resource: {
                      name: 'cpu',
                      target: { type: 'Utilization', averageUtilization: 70 },
                    },
                  },
                ],
              },
            },
          ],
        },
      ],
    });
  });
});
