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
      'Waiting: predictor main: 0 of 1 replicas ready, 1 of the newest version, 0 available; the SeldonDeployment is Creating',
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
      'local:ml-mon/fraud did not come up: not ready after 90 s. Waiting: predictor main: 0 of 1 replicas ready, 1 of the newest version, 0 available; the SeldonDeployment is Creating',
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
    expect(error?.message).toBe(
      'Waiting for local:ml-mon/fraud was cancelled. The model stays as it is. Waiting: predictor main: 0 of 1 replicas ready, 1 of the newest version, 0 available; the SeldonDeployment is Creating',
    );
    expect(
      calls.filter(({ endpoint }) => endpoint === 'getModel'),
    ).toHaveLength(1);
  });

  const container = {
    name: 'classifier',
    image: 'x:1',
    ready: false,
    restarts: 3,
    state: 'waiting' as const,
    reason: 'CrashLoopBackOff',
    exitCode: 1,
  };
  const crashLoop = healthReport({
    status: 'failing',
    findings: [
      {
        rule: 'crash-loop',
        status: 'failing',
        title: 'The container "classifier" keeps ending with exit code 1',
        predictor: 'main',
        confidence: 'certain',
        evidence: [],
      },
    ],
  });
  const crashed = (of: object = {}) =>
    modelDetail({
      ...starting,
      pods: [pod({ ready: false, containers: [{ ...container, ...of }] })],
    });

  it('adds the last words of a container that crashed, read as the initiator', async () => {
    const { error, log, calls } = await runAction('seldon:model:wait', ref, {
      ...backend(crashed()),
      getModelHealth: () => crashLoop,
      getModelLogs: ({ pod: name, container: of, previous }) => ({
        pod: name,
        container: of,
        previous: `${previous}` === 'true',
        lines: ['loading', 'Traceback:', 'ValueError: no column "age"'],
        truncated: false,
      }),
    });
    expect(error?.message).toBe(
      'local:ml-mon/fraud did not come up: The container "classifier" keeps ending with exit code 1. ' +
        'Its last words: loading / Traceback: / ValueError: no column "age"',
    );
    expect(log.slice(-4)).toEqual([
      'Last lines of container classifier in pod fraud-main-0-classifier-x7k:',
      '  loading',
      '  Traceback:',
      '  ValueError: no column "age"',
    ]);
    const asked = calls.find(({ endpoint }) => endpoint === 'getModelLogs');
    expect(asked).toMatchObject({
      input: { previous: true, tail: 20 },
      token: initiatorToken,
    });
  });

  it('fails for its reason also where the log may not be read', async () => {
    const { error, log } = await runAction('seldon:model:wait', ref, {
      ...backend(crashed()),
      getModelHealth: () => crashLoop,
      getModelLogs: () => {
        throw new NotAllowedError('ml-monitoring.model.logs is missing');
      },
    });
    expect(error?.message).toBe(
      'local:ml-mon/fraud did not come up: The container "classifier" keeps ending with exit code 1',
    );
    expect(log.at(-1)).toContain('could not be read');
  });

  it.each([
    ['Failed to copy: directory not found', 'nothing under the model URI'],
    ['AccessDenied: Access Denied. status code: 403', 'The store refused'],
  ])('says what "%s" of a model-initializer means', async (line, advice) => {
    const { error } = await runAction('seldon:model:wait', ref, {
      ...backend(crashed({ name: 'classifier-model-initializer' })),
      getModelHealth: () => crashLoop,
      getModelLogs: () => ({
        pod: 'x',
        container: 'y',
        previous: true,
        lines: [line],
        truncated: false,
      }),
    });
    expect(error?.message).toContain(advice);
  });

  it('tells of events as they come, once each', async () => {
    const event = (reason: string, lastAt: string) => ({
      type: 'Normal' as const,
      reason,
      message: 'done',
      kind: 'Pod',
      name: 'fraud-x7k',
      count: 1,
      firstAt: lastAt,
      lastAt,
    });
    const old = event('Killing', '2025-12-31T00:00:00Z');
    const pulled = event('Pulled', '2026-01-01T00:00:01Z');
    const started = event('Started', '2026-01-01T00:00:02Z');
    let looks = 0;
    const { log } = await runAction('seldon:model:wait', ref, {
      ...backend(...Array.from({ length: 8 }, () => starting), up),
      getModelEvents: () => {
        looks += 1;
        const items = looks === 1 ? [pulled, old] : [started, pulled, old];
        return { items, changes: [], sources: [] };
      },
    });
    expect(log.filter(line => line.startsWith('Event'))).toEqual([
      'Event: Pod fraud-x7k: Pulled: done',
      'Event: Pod fraud-x7k: Started: done',
    ]);
    expect(looks).toBeGreaterThan(1);
  });

  it('ends within two seconds of a cancel, though the backend hangs', async () => {
    const cancelled = new AbortController();
    let cancelledAt = 0;
    const { error } = await runAction(
      'seldon:model:wait',
      ref,
      {
        ...backend(starting),
        getModelHealth: async () => {
          cancelledAt = Date.now();
          cancelled.abort();
          return new Promise(() => {});
        },
      },
      { signal: cancelled.signal },
    );
    expect(error?.name).toBe('AbortError');
    expect(Date.now() - cancelledAt).toBeLessThan(2_000);
  });
});
