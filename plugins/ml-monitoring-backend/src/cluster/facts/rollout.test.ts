import { deploymentSchema, seldonDeploymentSchema } from '../objects';
import { rolloutOf } from './rollout';

const predictor = (change: object = {}) =>
  seldonDeploymentSchema.parse({
    metadata: { name: 'fraud' },
    spec: {
      predictors: [
        {
          name: 'main',
          graph: { name: 'classifier' },
          componentSpecs: [
            { spec: { containers: [{ name: 'classifier', image: 'm:2' }] } },
          ],
          ...change,
        },
      ],
    },
  }).spec.predictors[0];

const deployment = ({
  image = 'm:2',
  initContainers = [] as object[],
  replicas = 2,
  status = {},
} = {}) =>
  deploymentSchema.parse({
    metadata: { name: 'fraud-main-0-classifier', generation: 3 },
    spec: {
      replicas,
      template: {
        spec: {
          containers: [
            { name: 'classifier', image },
            { name: 'seldon-container-engine', image: 'engine' },
          ],
          initContainers,
        },
      },
    },
    status: {
      observedGeneration: 3,
      replicas: 2,
      updatedReplicas: 2,
      readyReplicas: 2,
      availableReplicas: 2,
      conditions: [
        {
          type: 'Progressing',
          status: 'True',
          reason: 'NewReplicaSetAvailable',
        },
      ],
      ...status,
    },
  });

const progressing = (status: string, reason: string, message?: string) => ({
  conditions: [{ type: 'Progressing', status, reason, message }],
});

describe('a rollout', () => {
  it.each([
    ['complete', 'every pod is new and available', deployment()],
    [
      'complete',
      'pods fail after it was finished',
      deployment({ status: { availableReplicas: 0, readyReplicas: 0 } }),
    ],
    [
      'complete',
      'there are none on purpose',
      deployment({
        replicas: 0,
        status: {
          replicas: 0,
          updatedReplicas: 0,
          readyReplicas: 0,
          availableReplicas: 0,
        },
      }),
    ],
    [
      'progressing',
      'old pods still serve',
      deployment({
        status: {
          replicas: 3,
          updatedReplicas: 1,
          ...progressing('True', 'ReplicaSetUpdated'),
        },
      }),
    ],
    [
      'progressing',
      'old pods are not gone yet',
      deployment({ status: { replicas: 3 } }),
    ],
    [
      'progressing',
      'new pods are not available yet',
      deployment({
        status: {
          availableReplicas: 1,
          ...progressing('True', 'ReplicaSetUpdated'),
        },
      }),
    ],
    [
      'progressing',
      'the controller has not seen the newest spec',
      deployment({ status: { observedGeneration: 2 } }),
    ],
    [
      'progressing',
      'nothing has been reported yet',
      deployment({ status: { observedGeneration: 0, conditions: [] } }),
    ],
    [
      'stuck',
      'the deadline has passed',
      deployment({
        status: {
          updatedReplicas: 1,
          ...progressing('False', 'ProgressDeadlineExceeded', 'timed out'),
        },
      }),
    ],
    [
      'pending',
      'the operator has not taken up a new image, however well the old one does',
      deployment({ image: 'm:1' }),
    ],
  ])('is %s when %s', (phase, _, given) => {
    expect(rolloutOf(given, predictor()).phase).toBe(phase);
  });

  it('is pending when pods still load another model', () => {
    const served = predictor({
      graph: {
        name: 'classifier',
        implementation: 'SKLEARN_SERVER',
        modelUri: 'gs://m/2',
      },
      componentSpecs: [],
    });
    const loads = (uri: string) =>
      deployment({
        initContainers: [
          { name: 'classifier-model-initializer', args: [uri, '/mnt/models'] },
        ],
      });
    expect(rolloutOf(loads('gs://m/2'), served).phase).toBe('complete');
    expect(rolloutOf(loads('gs://m/1'), served)).toMatchObject({
      phase: 'pending',
      message:
        'The Seldon operator has not taken up the newest spec: classifier still loads another model',
    });
  });

  it('keeps the words of the controller when it is stuck', () => {
    const stuck = deployment({
      status: progressing('False', 'ProgressDeadlineExceeded', 'has timed out'),
    });
    expect(rolloutOf(stuck, predictor()).message).toBe('has timed out');
  });
});
