import {
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { mockCredentials } from '@backstage/backend-test-utils';
import type { ModelDetail } from 'backstage-plugin-ml-monitoring-common';
import type { Answers } from '../__testUtils__/contractServer';
import {
  healthReport,
  modelDetail,
  pod,
  predictor,
  ref,
  rollout,
} from '../__testUtils__/fixtures';
import { runAction, virtualClock } from '../__testUtils__/runAction';

/** Answers with one model after the other, and then with the last for ever. */
function backend(...looks: (ModelDetail | Error)[]): Answers {
  let next = 0;
  return {
    getModel: () => {
      const look = looks[Math.min(next, looks.length - 1)];
      next += 1;
      if (look instanceof Error) {
        throw look;
      }
      return look;
    },
    getModelHealth: () => healthReport(),
  };
}

const starting = modelDetail({
  state: 'Creating',
  predictors: [
    predictor({
      rollouts: [rollout({ ready: 0, available: 0, phase: 'progressing' })],
    }),
  ],
});
const crashing = modelDetail({
  ...starting,
  pods: [
    pod({ ready: false, reason: 'ImagePullBackOff', message: 'no such image' }),
  ],
});
const up = modelDetail({
  endpoints: [
    {
      kind: 'Service',
      name: 'fraud-main',
      url: 'http://fraud-main.ml-mon:8000',
    },
    {
      kind: 'Route',
      name: 'fraud-main',
      url: 'https://fraud.apps',
      admitted: true,
    },
  ],
});

describe('seldon:model:wait', () => {
  const initiatorToken = mockCredentials.service.token({
    onBehalfOf: mockCredentials.user(),
    targetPluginId: 'ml-monitoring',
  });

  it('succeeds once the model is up, and says what changed on the way', async () => {
    const { error, outputs, log } = await runAction(
      'seldon:model:wait',
      ref,
      backend(new NotFoundError('no such model'), starting, starting, up),
    );
    expect(error).toBeUndefined();
    expect(outputs).toEqual({
      ...ref,
      entityRef: 'component:default/local.ml-mon.fraud',
      url: 'https://fraud.apps',
      status: 'healthy',
      summary: 'Healthy: every predictor answers',
      predictors: ['main'],
    });
    expect(log).toEqual([
      'Waiting: the SeldonDeployment has not appeared yet',
      'Waiting: Deployment fraud-main-0-classifier: of 1 replicas 1 are new, 0 ready, 0 available; the SeldonDeployment is Creating',
      'Everything is in place',
      'local:ml-mon/fraud is up',
    ]);
  });

  it("fails before the time is over, with the cluster's own reason", async () => {
    const clock = virtualClock();
    const startedAt = clock.now();
    const { error } = await runAction(
      'seldon:model:wait',
      { ...ref, timeout: '1h' },
      backend(crashing),
      { clock },
    );
    expect(error?.message).toBe(
      'local:ml-mon/fraud did not come up: pod fraud-main-0-classifier-x7k: ImagePullBackOff: no such image',
    );
    expect(clock.now() - startedAt).toBeLessThanOrEqual(12_000);
  });

  it('forgives a failure that passes', async () => {
    const { error } = await runAction(
      'seldon:model:wait',
      ref,
      backend(crashing, crashing, starting, crashing, up),
    );
    expect(error).toBeUndefined();
  });

  it('fails when the time is over, and says what is missing', async () => {
    const { error } = await runAction(
      'seldon:model:wait',
      { ...ref, timeout: '90s' },
      backend(starting),
    );
    expect(error?.message).toBe(
      'local:ml-mon/fraud did not come up: not ready after 90 s. Waiting: Deployment fraud-main-0-classifier: of 1 replicas 1 are new, 0 ready, 0 available; the SeldonDeployment is Creating',
    );
  });

  it('outlasts a backend that is away for a while', async () => {
    const away = new ServiceUnavailableError('restarting');
    const { error } = await runAction(
      'seldon:model:wait',
      ref,
      backend(starting, away, away, up),
    );
    expect(error).toBeUndefined();
  });

  it.each([
    [
      'may not be seen',
      new NotAllowedError('model.read is missing'),
      'NotAllowedError: model.read is missing',
    ],
    [
      'does not exist',
      new NotFoundError('no such model'),
      'NotFoundError: no such model',
    ],
  ])('fails when the model %s', async (_, refusal, reason) => {
    const { error, calls } = await runAction(
      'seldon:model:wait',
      ref,
      backend(refusal),
    );
    expect(error?.message).toBe(
      `local:ml-mon/fraud did not come up; caused by ${reason}`,
    );
    expect(new Set(calls.map(({ token }) => token))).toEqual(
      new Set([initiatorToken]),
    );
  });

  it('is authorised as the initiator first, and goes on as the scaffolder', async () => {
    const { calls } = await runAction(
      'seldon:model:wait',
      ref,
      backend(starting, up),
    );
    const tokens = calls
      .filter(({ endpoint }) => endpoint === 'getModel')
      .map(({ token }) => token);
    const scaffolderToken = mockCredentials.service.token({
      onBehalfOf: mockCredentials.service('plugin:scaffolder'),
      targetPluginId: 'ml-monitoring',
    });
    expect(tokens).toEqual([initiatorToken, scaffolderToken, scaffolderToken]);
  });

  it('stops when the task is cancelled', async () => {
    const cancelled = new AbortController();
    const clock = virtualClock();
    const { error, calls } = await runAction(
      'seldon:model:wait',
      ref,
      backend(starting),
      {
        signal: cancelled.signal,
        clock: {
          ...clock,
          async sleep(milliseconds, signal) {
            cancelled.abort();
            await clock.sleep(milliseconds, signal);
          },
        },
      },
    );
    expect(error?.name).toBe('AbortError');
    expect(
      calls.filter(({ endpoint }) => endpoint === 'getModel'),
    ).toHaveLength(1);
  });
});
