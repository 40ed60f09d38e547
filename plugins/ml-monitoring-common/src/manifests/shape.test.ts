import { shapeOfSpec, type SeldonSpecOfShape } from './shape';

type Predictor = SeldonSpecOfShape['predictors'][number];

const predictor = (more: Partial<Predictor> = {}): Predictor => ({
  name: 'main',
  annotations: {},
  shadow: false,
  graph: { name: 'classifier', children: [] },
  componentSpecs: [
    { spec: { containers: [{ name: 'classifier', image: 'ml/model:1' }] } },
  ],
  ...more,
});
const shapeOf = (
  only: Partial<Predictor> = {},
  spec: Partial<SeldonSpecOfShape> = {},
) =>
  shapeOfSpec('fraud', {
    annotations: {},
    predictors: [predictor(only)],
    ...spec,
  });
const classifier = {
  name: 'classifier',
  image: 'ml/model:1',
  implementation: undefined,
  besideOrchestrator: true,
  metricsPort: 6000,
};

describe('the shape of a model', () => {
  it('follows from its SeldonDeployment', () => {
    expect(shapeOf({ traffic: 100 })).toEqual({
      protocol: 'seldon',
      predictors: [
        {
          name: 'main',
          serviceName: 'fraud-main',
          traffic: 100,
          shadow: false,
          containers: [classifier],
        },
      ],
    });
  });

  it.each([
    [undefined, 'seldon'],
    ['seldon', 'seldon'],
    ['tensorflow', 'tensorflow'],
    ['v2', 'v2'],
    ['kfserving', 'v2'],
  ])('with the protocol %s speaks %s', (protocol, spoken) => {
    expect(shapeOf({}, { protocol }).protocol).toBe(spoken);
  });

  it('has the Service that its annotation names', () => {
    const { predictors } = shapeOf({
      annotations: { 'seldon.io/svc-name': 'mine' },
    });
    expect(predictors[0].serviceName).toBe('mine');
  });

  it.each([
    [[{ name: 'http', containerPort: 7000 }], 7000],
    [[{ name: 'grpc', containerPort: 7000 }], 9000],
    [undefined, 9000],
  ])(
    'without orchestrator answers on the port of its container, of %j: %i',
    (ports, httpPort) => {
      const { predictors } = shapeOf({
        annotations: { 'seldon.io/no-engine': 'false' },
        componentSpecs: [
          { spec: { containers: [{ name: 'classifier', ports }] } },
        ],
      });
      expect(predictors[0].withoutEngine).toEqual({ httpPort });
    },
  );

  it('counts a container before the one that answers', () => {
    const { predictors } = shapeOf({
      annotations: { 'seldon.io/no-engine': '' },
      componentSpecs: [
        { spec: { containers: [{ name: 'proxy' }, { name: 'classifier' }] } },
      ],
    });
    expect(predictors[0].withoutEngine).toEqual({ httpPort: 9001 });
  });

  it('has containers apart from the orchestrator where that has a pod of its own', () => {
    const annotations = { 'seldon.io/engine-separate-pod': 'true' };
    expect(shapeOf({}, { annotations }).predictors[0].containers).toEqual([
      { ...classifier, besideOrchestrator: false },
    ]);
  });

  it('has containers of further pod templates apart', () => {
    const { predictors } = shapeOf({
      graph: {
        name: 'classifier',
        children: [{ name: 'scaler', children: [] }],
      },
      componentSpecs: [
        ...predictor().componentSpecs,
        { spec: { containers: [{ name: 'scaler' }] } },
        { spec: null },
      ],
    });
    expect(
      predictors[0].containers.map(({ name, besideOrchestrator }) => [
        name,
        besideOrchestrator,
      ]),
    ).toEqual([
      ['classifier', true],
      ['scaler', false],
    ]);
  });

  it('has a container for every prepackaged server, and none for what the orchestrator computes', () => {
    const { predictors } = shapeOf({
      graph: {
        name: 'average',
        implementation: 'AVERAGE_COMBINER',
        children: [
          { name: 'one', implementation: 'SKLEARN_SERVER', children: [] },
          { name: 'two', implementation: 'MY_SERVER', children: [] },
        ],
      },
      componentSpecs: [
        { spec: { containers: [{ name: 'two', image: 'ml/own:1' }] } },
      ],
    });
    expect(predictors[0].containers).toEqual([
      {
        name: 'two',
        image: 'ml/own:1',
        implementation: 'MY_SERVER',
        besideOrchestrator: true,
        metricsPort: 6000,
      },
      {
        name: 'one',
        implementation: 'SKLEARN_SERVER',
        besideOrchestrator: true,
        metricsPort: 6001,
      },
    ]);
  });

  it('has the ports for metrics counted through all predictors', () => {
    const triton = {
      name: 'triton',
      graph: { name: 'm', implementation: 'TRITON_SERVER', children: [] },
      componentSpecs: [],
    };
    const declared = {
      name: 'declared',
      componentSpecs: [
        {
          spec: {
            containers: [
              {
                name: 'classifier',
                ports: [{ name: 'metrics', containerPort: 7000 }],
              },
            ],
          },
        },
      ],
    };
    const { predictors } = shapeOfSpec('fraud', {
      annotations: {},
      predictors: [
        predictor(),
        predictor(triton),
        predictor(declared),
        predictor({ name: 'canary' }),
      ],
    });
    expect(
      predictors.map(({ name, containers }) => [
        name,
        containers.map(({ metricsPort }) => metricsPort),
      ]),
    ).toEqual([
      ['main', [6000]],
      ['triton', [undefined]],
      ['declared', [7000]],
      ['canary', [6001]],
    ]);
  });

  it.each([
    ['seldon.io/istio-gateway', 'Istio'],
    ['seldon.io/ambassador-config', 'Ambassador'],
    ['getambassador.io/config', 'Ambassador'],
    ['seldon.io/rest-timeout', undefined],
  ])('with the annotation %s is led to by %s', (name, mesh) => {
    expect(shapeOf({}, { annotations: { [name]: 'x' } }).mesh).toBe(mesh);
    expect(shapeOf({ annotations: { [name]: 'x' } }).mesh).toBe(mesh);
  });
});
