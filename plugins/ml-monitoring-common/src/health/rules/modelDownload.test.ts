import type { ContainerFact } from '../pods';
import {
  clusterFacts,
  now,
  pod,
  predictor,
  thresholds,
} from '../__testUtils__/modelFacts';
import { containerConfig } from './containerConfig';
import { modelDownload } from './modelDownload';

const context = { thresholds, now };
const RCLONE = 'seldonio/rclone-storage-initializer:1.17.1';

const failing = (container: Partial<ContainerFact>) =>
  clusterFacts({
    model: {
      predictors: [
        predictor({
          graph: {
            name: 'classifier',
            type: 'MODEL',
            modelUri: 's3://models/fraud',
            children: [],
          },
        }),
      ],
      pods: [
        pod(
          {},
          {
            name: 'classifier-model-initializer',
            image: RCLONE,
            reason: 'CrashLoopBackOff',
            exitCode: 1,
            restarts: 3,
            ...container,
          },
        ),
      ],
    },
    readyEndpoints: { 'rest-seldon-model': 0 },
  });

describe('modelDownload', () => {
  it.each<[string, string, Partial<ContainerFact>]>([
    ['model-uri', 'certain', { exitCode: 3 }],
    ['model-uri', 'certain', { exitCode: 4 }],
    [
      'model-uri',
      'likely',
      { endedMessage: 'NoSuchKey: the key is not there' },
    ],
    ['model-credentials', 'possible', { exitCode: 1 }],
    ['model-credentials', 'likely', { endedMessage: 'AccessDenied: 403' }],
    [
      'model-credentials',
      'likely',
      {
        image: 'gcr.io/kfserving/storage-initializer:0.2.2',
        endedMessage: 'botocore: Unable to locate credentials',
      },
    ],
    [
      'model-credentials',
      'certain',
      {
        reason: 'CreateContainerConfigError',
        message: 'secret "s3" not found',
        exitCode: undefined,
        restarts: 0,
      },
    ],
    [
      'model-download',
      'certain',
      { image: 'gcr.io/kfserving/storage-initializer:0.2.2' },
    ],
  ])('says %s, %s, of %j', (rule, confidence, container) => {
    const facts = failing(container);
    expect(modelDownload.judge(facts, context)).toMatchObject([
      {
        rule,
        confidence,
        status: 'failing',
        detail: expect.stringContaining('modelUri: s3://models/fraud'),
      },
    ]);
    expect(containerConfig.judge(facts, context)).toEqual([]);
  });

  it('offers the lines of what ran, and of nothing that never did', () => {
    const [ran] = modelDownload.judge(failing({}), context);
    expect(ran.container).toEqual({
      pod: 'rest-seldon-model-0-classifier-abc',
      container: 'classifier-model-initializer',
      previous: true,
    });
    const [never] = modelDownload.judge(
      failing({
        reason: 'CreateContainerConfigError',
        message: 'secret "s3" not found',
        restarts: 0,
      }),
      context,
    );
    expect(never.container).toBeUndefined();
  });

  it('leaves other containers to other rules', () => {
    expect(
      modelDownload.judge(failing({ name: 'classifier' }), context),
    ).toEqual([]);
  });
});
