import type { KubeObject } from '../api/Cluster';
import { ENGINE } from '../controllers/seldon/containers';
import type { Container } from '../controllers/seldon/types';
import type { Scenario } from './types';

const modelContainers = (pod: KubeObject): Container[] =>
  pod.spec.containers.filter(({ name }: Container) => name !== ENGINE);

/** Puts the faulty model in the place of the model's own container. */
const withFaultyModel =
  (env: Record<string, string>) =>
  (pod: KubeObject): void => {
    for (const container of modelContainers(pod)) {
      container.image = 'sandbox/faulty-model:1';
      container.env = [
        ...(container.env ?? []).filter(({ name }) => !(name in env)),
        ...Object.entries(env).map(([name, value]) => ({ name, value })),
      ];
    }
  };

export const modelScenarios: Scenario[] = [
  {
    name: 'image-not-found',
    description: 'The registry no longer has the model’s image',
    changePod(pod) {
      for (const container of modelContainers(pod)) {
        container.image = 'registry.example.com/ml/removed:1';
      }
    },
  },
  {
    name: 'crash-loop',
    description: 'The model’s process ends with an error soon after it starts',
    changePod: withFaultyModel({ EXIT_CODE: '1' }),
  },
  {
    name: 'out-of-memory',
    description: 'The model needs more memory than it may have',
    changePod: withFaultyModel({ OUT_OF_MEMORY: 'true' }),
  },
  {
    name: 'never-ready',
    description: 'The model’s server never opens its port',
    changePod: withFaultyModel({ NEVER_READY: 'true' }),
  },
  {
    name: 'no-endpoints',
    description: 'No pod carries the label that the predictor Service selects',
    changePod(pod) {
      delete pod.metadata.labels?.['seldon-app'];
    },
  },
  {
    name: 'server-errors',
    description: 'The model fails on 7 % of the predictions',
    changePod: withFaultyModel({ ERROR_RATIO: '0.07' }),
  },
  {
    name: 'slow',
    description:
      'Of 100 predictions 90 take 20 ms, 9 take 200 ms and one takes a second',
    changePod: withFaultyModel({ LATENCY: '20ms:90,200ms:9,1s:1' }),
  },
  {
    name: 'insufficient-cpu',
    description: 'The model requests more CPU than any node has',
    changePod(pod) {
      for (const container of modelContainers(pod)) {
        container.resources = { requests: { cpu: '1000' } };
      }
    },
  },
  {
    name: 'model-not-found',
    description: 'The bucket no longer has the trained model',
    changePod(pod) {
      for (const container of pod.spec.initContainers ?? []) {
        container.args = ['gs://removed/model', ...container.args.slice(1)];
      }
    },
  },
];
