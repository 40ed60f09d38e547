import type { KubeObject } from '../api/Cluster';
import { newNode, POWER_ANNOTATION } from '../controllers/kubelet/nodes';
import { NODES } from '../controllers/runtime/resources';
import { edit, inTurn, put, whenAvailable } from './changes';
import type { Scenario } from './types';
import { eachModelContainer, withFaultyModel } from './modelContainers';

const DEDICATED = 'dedicated';

const nodeOf = ({ metadata }: KubeObject) =>
  `node-of-${metadata.labels?.['seldon-deployment-id']}`;

/** The model's process, and how its node treats it. */
export const podScenarios: Scenario[] = [
  {
    name: 'image-not-found',
    kind: 'model',
    description: 'The registry no longer has the model’s image',
    changePod: eachModelContainer(container => {
      container.image = 'registry.example.com/ml/removed:1';
    }),
  },
  {
    name: 'image-pull-unauthorized',
    kind: 'model',
    description:
      'The model’s image lies in a private registry, and the namespace has no credentials for it',
    changePod: eachModelContainer(container => {
      container.image = 'registry.example.com/private/classifier:1';
    }),
  },
  {
    name: 'image-name-invalid',
    kind: 'model',
    description: 'The name of the model’s image has capital letters',
    changePod: eachModelContainer(container => {
      container.image = 'registry.example.com/ML/Classifier:1';
    }),
  },
  {
    name: 'crash-loop',
    kind: 'model',
    description: 'The model’s process ends with an error soon after it starts',
    changePod: withFaultyModel({ EXIT_CODE: '1' }),
  },
  {
    name: 'crash-with-message',
    kind: 'model',
    description:
      'The model’s process cannot read its configuration, says so in its termination message, and ends',
    changePod: withFaultyModel({
      EXIT_CODE: '2',
      LAST_WORDS:
        'feature_store.url is not set: set FEATURE_STORE_URL on the container',
    }),
  },
  {
    name: 'out-of-memory',
    kind: 'model',
    description: 'The model needs more memory than it may have',
    changePod: withFaultyModel({ OUT_OF_MEMORY: 'true' }),
  },
  {
    name: 'never-ready',
    kind: 'model',
    description: 'The model’s server never opens its port',
    changePod: withFaultyModel({ NEVER_READY: 'true' }),
  },
  {
    name: 'slow-start',
    kind: 'model',
    description: 'The model takes three quarters of a minute to load',
    changePod: withFaultyModel({ READY_AFTER_MS: '45000' }),
  },
  {
    name: 'liveness-kill',
    kind: 'model',
    description:
      'The liveness probe asks for a path that the model’s server does not have',
    changePod: eachModelContainer(container => {
      container.livenessProbe = {
        httpGet: { path: '/healthz', port: 'http' },
        initialDelaySeconds: 3,
        periodSeconds: 2,
        failureThreshold: 2,
      };
    }),
  },
  {
    name: 'restarts-climbing',
    kind: 'model',
    description: 'The model serves for 20 seconds, then its process ends',
    changePod: withFaultyModel({ EXIT_CODE: '139', EXIT_AFTER_MS: '20000' }),
  },
  {
    name: 'readiness-flapping',
    kind: 'model',
    description:
      'The model’s check of itself fails for four seconds, every eight seconds',
    changePod(pod) {
      withFaultyModel({ FALTERS_EVERY_MS: '4000' })(pod);
      eachModelContainer(container => {
        container.readinessProbe = {
          httpGet: { path: '/health/status', port: 'http' },
          periodSeconds: 1,
          failureThreshold: 1,
        };
      })(pod);
    },
  },
  {
    name: 'evicted',
    kind: 'model',
    description:
      'The model writes more to its container’s disk than it may, half a minute after its start',
    changePod(pod) {
      withFaultyModel({ FILLS_DISK_MIB: '2048', FILLS_AFTER_MS: '30000' })(pod);
      eachModelContainer(container => {
        container.resources = {
          ...container.resources,
          limits: { 'ephemeral-storage': '1Gi' },
        };
      })(pod);
    },
  },
  {
    name: 'no-endpoints',
    kind: 'model',
    description: 'No pod carries the label that the predictor Service selects',
    changePod(pod) {
      delete pod.metadata.labels?.['seldon-app'];
    },
  },
  {
    name: 'insufficient-cpu',
    kind: 'model',
    description: 'The model requests more CPU than any node has',
    changePod: eachModelContainer(container => {
      container.resources = { requests: { cpu: '1000' } };
    }),
  },
  {
    name: 'node-selector',
    kind: 'model',
    description: 'The model asks for a node with a GPU, and there is none',
    changePod(pod) {
      pod.spec.nodeSelector = { accelerator: 'nvidia-a100' };
    },
  },
  {
    name: 'node-lost',
    kind: 'model',
    description:
      'The model runs on a node of its own, which loses power when all is well',
    changePod(pod) {
      pod.spec.nodeSelector = {
        'kubernetes.io/hostname': nodeOf(pod),
      };
      pod.spec.tolerations = [{ key: DEDICATED, operator: 'Exists' }];
    },
    change(cluster, model) {
      const name = `node-of-${model.name}`;
      return inTurn(
        put(cluster, NODES, {
          ...newNode(name),
          spec: {
            taints: [
              { key: DEDICATED, value: model.name, effect: 'NoSchedule' },
            ],
          },
        }),
        whenAvailable(cluster, model, () =>
          edit(cluster, NODES, { name }, ({ metadata }) => {
            metadata.annotations![POWER_ANNOTATION] = 'off';
          }),
        ),
      );
    },
  },
];
