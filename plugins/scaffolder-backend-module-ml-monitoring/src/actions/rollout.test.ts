import { mockCredentials } from '@backstage/backend-test-utils';
import {
  ConflictError,
  NotAllowedError,
  ServiceUnavailableError,
} from '@backstage/errors';
import type { RolloutResult } from 'backstage-plugin-ml-monitoring-common';
import { ref, versionMetrics } from '../__testUtils__/fixtures';
import { runAction } from '../__testUtils__/runAction';

const input = { ...ref, image: 'seldonio/fraud:2', trafficPercent: 20 };

const step = (overrides: Partial<RolloutResult> = {}): RolloutResult => ({
  ref,
  phase: 'serving',
  settled: true,
  stable: 'main',
  candidate: 'v2',
  trafficPercent: 20,
  summary: 'Predictor v2 has 20 % of the requests, main the rest',
  objects: [],
  warnings: [],
  ...overrides,
});

const object = (kind: string, result: 'created' | 'updated' | 'deleted') => ({
  apiVersion: 'v1',
  kind,
  namespace: 'ml-mon',
  name: 'fraud',
  result,
});

/** Answers one after the other, the last one again and again. */
function oneByOne(...answers: (RolloutResult | Error)[]) {
  let next = 0;
  return () => {
    const answer = answers[Math.min(next, answers.length - 1)];
    next += 1;
    if (answer instanceof Error) {
      throw answer;
    }
    return answer;
  };
}

describe('seldon:model:rollout', () => {
  it('takes steps until the new version has its share, and says what each did', async () => {
    const { outputs, log, calls, error } = await runAction(
      'seldon:model:rollout',
      input,
      {
        startRollout: oneByOne(
          step({
            phase: 'starting',
            settled: false,
            summary: 'Predictor v2 is put beside main',
            objects: [object('SeldonDeployment', 'updated')],
            warnings: ['Look at this'],
          }),
          new ServiceUnavailableError('The cluster is busy'),
          step({
            phase: 'starting',
            settled: false,
            summary: 'Waits for predictor v2',
            warnings: ['Look at this'],
          }),
          step({ objects: [object('Route', 'updated')] }),
        ),
      },
    );
    expect(error).toBeUndefined();
    expect(log).toEqual([
      'Predictor v2 is put beside main',
      'WARN Look at this',
      'SeldonDeployment ml-mon/fraud: updated',
      expect.stringContaining('The cluster is busy'),
      'Waits for predictor v2',
      'Predictor v2 has 20 % of the requests, main the rest',
      'Route ml-mon/fraud: updated',
    ]);
    expect(outputs).toMatchObject({
      stable: 'main',
      candidate: 'v2',
      trafficPercent: 20,
      objects: [{ kind: 'SeldonDeployment' }, { kind: 'Route' }],
    });
    expect(calls[0].input).toEqual(input);
  });

  it('fails with the reason when the new version does not come up', async () => {
    const { error } = await runAction('seldon:model:rollout', input, {
      startRollout: oneByOne(
        new ConflictError('The new version v2 does not come up: no such image'),
      ),
    });
    expect(error?.message).toMatch(
      /^Rolling out a new version of .*fraud failed.*no such image/,
    );
  });

  it('fails when time is over, with what it waited for', async () => {
    const { error } = await runAction(
      'seldon:model:rollout',
      { ...input, timeout: '1m' },
      {
        startRollout: () =>
          step({ settled: false, summary: 'Waits for predictor v2' }),
      },
    );
    expect(error?.message).toContain(
      'not done after 60 s. Waits for predictor v2. Run it again to go on',
    );
  });

  it('stops at once when it is cancelled', async () => {
    const controller = new AbortController();
    const { error, calls } = await runAction(
      'seldon:model:rollout',
      input,
      {
        startRollout: () => {
          controller.abort();
          return step({ settled: false });
        },
      },
      { signal: controller.signal },
    );
    expect(error).toBeDefined();
    expect(calls).toHaveLength(1);
  });

  it('gives the numbers of both versions', async () => {
    const { outputs, error } = await runAction(
      'seldon:model:rollout',
      {
        ...input,
        compare: { forAtLeast: '1m', minimumRequests: 100, maxErrorRatio: 0.2 },
      },
      {
        startRollout: () => step(),
        getModelMetrics: query => versionMetrics(query, { failing: 0.1 }),
      },
    );
    expect(error).toBeUndefined();
    expect(outputs.comparison).toEqual({
      seconds: 60,
      stable: { requests: 600, errorRatio: 0, latencyP95Seconds: 0.04 },
      candidate: { requests: 600, errorRatio: 0.1, latencyP95Seconds: 0.05 },
    });
  });

  it('shows numbers to those only who may see them', async () => {
    const initiatorToken = mockCredentials.service.token({
      onBehalfOf: mockCredentials.user(),
      targetPluginId: 'ml-monitoring',
    });
    const { error, calls } = await runAction(
      'seldon:model:rollout',
      { ...input, compare: { minimumRequests: 1 } },
      {
        startRollout: () => step(),
        getModelMetrics: (query, { token }) => {
          if (token === initiatorToken) {
            throw new NotAllowedError('not for you');
          }
          return versionMetrics(query, { failing: 0 });
        },
      },
    );
    expect(error?.message).toContain('not for you');
    expect(
      calls.filter(({ endpoint }) => endpoint === 'getModelMetrics'),
    ).toHaveLength(1);
  });

  it.each([
    [
      { maxErrorRatio: 0.05 },
      'v2 fails more than 5 % of its predictions. In 10 s main had 100 predictions, 0 % failed, p95 40 ms; v2 had 100 predictions, 10 % failed, p95 50 ms',
    ],
    [
      { maxLatencyP95Seconds: 0.045 },
      'v2 takes longer than 0.045 s for more than 5 of 100 predictions',
    ],
    [
      { minimumRequests: 1_000_000 },
      'too little was measured of v2 in 900 s: 1000000 predictions are needed',
    ],
  ])('fails where %j is missed', async (compare, message) => {
    const { error } = await runAction(
      'seldon:model:rollout',
      { ...input, compare },
      {
        startRollout: () => step(),
        getModelMetrics: query => versionMetrics(query, { failing: 0.1 }),
      },
    );
    expect(error?.message).toContain(message);
  });
});

describe.each([
  ['seldon:model:promote', 'promoteRollout', 'v2'],
  ['seldon:model:abort', 'abortRollout', 'main'],
] as const)('%s', (id, endpoint, left) => {
  it('takes steps until one version is left', async () => {
    const { outputs, error, calls } = await runAction(id, ref, {
      [endpoint]: oneByOne(
        step({ phase: 'finishing', settled: false }),
        step({
          phase: 'finished',
          stable: left,
          candidate: undefined,
          summary: `${left} is left`,
          objects: [object('Service', 'deleted')],
        }),
      ),
    });
    expect(error).toBeUndefined();
    expect(calls).toHaveLength(2);
    expect(outputs).toMatchObject({
      predictor: left,
      summary: `${left} is left`,
      objects: [{ kind: 'Service', result: 'deleted' }],
    });
  });
});
