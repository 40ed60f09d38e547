import { tutorialModels } from 'sandbox/src/world/tutorialModels';
import { predictor, seldonDeployment, type Manifest } from '../objects';

const image = 'seldonio/mock_classifier:1.17.1';

const containers = (...names: string[]) => [
  { spec: { containers: names.map(name => ({ name, image })) } },
];

const model = (name: string, spec: object): Manifest => ({
  ...seldonDeployment(name),
  spec: { name, ...spec },
});

const longName = `seldon-model${'-1234567890'.repeat(4)}`;

/** Models of every shape that is offered, all of which a node of the sandbox can run. */
export const models: Record<string, Manifest> = {
  ...Object.fromEntries(
    tutorialModels.map(({ name, spec }) => [
      `the tutorial's ${name}`,
      { ...seldonDeployment(name), spec },
    ]),
  ),
  'a prepackaged server': model('iris', {
    predictors: [
      {
        name: 'default',
        replicas: 1,
        graph: {
          name: 'classifier',
          implementation: 'SKLEARN_SERVER',
          modelUri: 'gs://seldon-models/v1.17.1/sklearn/iris',
          envSecretRefName: 'credentials',
          parameters: [{ name: 'method', type: 'STRING', value: 'predict' }],
        },
      },
    ],
  }),
  'a prepackaged server of the Open Inference protocol': model('iris-v2', {
    protocol: 'v2',
    predictors: [
      {
        name: 'default',
        replicas: 1,
        graph: {
          name: 'classifier',
          implementation: 'SKLEARN_SERVER',
          modelUri: 'gs://seldon-models/sklearn/iris-0.23.2/lr_model',
        },
      },
    ],
  }),
  'TensorFlow Serving as a prepackaged server': model('half', {
    protocol: 'tensorflow',
    predictors: [
      {
        name: 'default',
        replicas: 1,
        graph: {
          name: 'halfplustwo',
          implementation: 'TENSORFLOW_SERVER',
          modelUri: 'gs://seldon-models/tfserving/half_plus_two',
        },
      },
    ],
  }),
  'a graph of a transformer and a model': model('graph', {
    predictors: [
      predictor('default', {
        graph: {
          name: 'scale',
          type: 'TRANSFORMER',
          children: [{ name: 'classifier', type: 'MODEL', children: [] }],
        },
        componentSpecs: containers('scale', 'classifier'),
      }),
    ],
  }),
  'two predictors, one of them scaled': model('canary', {
    annotations: { 'seldon.io/rest-timeout': '5000' },
    predictors: [
      predictor('default', {
        traffic: 80,
        labels: { team: 'fraud' },
        annotations: { version: 'one' },
        componentSpecs: containers('classifier'),
        svcOrchSpec: {
          env: [{ name: 'SELDON_LOG_LEVEL', value: 'DEBUG' }],
          resources: { requests: { cpu: '100m', memory: '64Mi' } },
        },
      }),
      predictor('canary', {
        traffic: 20,
        replicas: 2,
        componentSpecs: [
          {
            ...containers('classifier')[0],
            hpaSpec: {
              minReplicas: 2,
              maxReplicas: 3,
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
            pdbSpec: { maxUnavailable: 1 },
          },
        ],
      }),
    ],
  }),
  'a model without an orchestrator': model('bare', {
    predictors: [
      predictor('default', {
        annotations: { 'seldon.io/no-engine': 'true' },
        componentSpecs: containers('classifier'),
      }),
    ],
  }),
  'an orchestrator in a pod of its own': model('apart', {
    annotations: { 'seldon.io/engine-separate-pod': 'true' },
    predictors: [
      predictor('default', { componentSpecs: containers('classifier') }),
    ],
  }),
  'a shadow': model('shadowed', {
    predictors: [
      predictor('default', { componentSpecs: containers('classifier') }),
      predictor('shadow', {
        shadow: true,
        componentSpecs: containers('classifier'),
      }),
    ],
  }),
  'a name that is hashed': model(longName, {
    predictors: [
      predictor('example', { componentSpecs: containers('classifier') }),
    ],
  }),
};
