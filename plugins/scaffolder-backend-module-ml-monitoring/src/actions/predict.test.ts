import { NotAllowedError, ServiceUnavailableError } from '@backstage/errors';
import type { PredictionResult } from 'backstage-plugin-ml-monitoring-common';
import type { Answers } from '../__testUtils__/contractServer';
import { ref } from '../__testUtils__/fixtures';
import { runAction, virtualClock } from '../__testUtils__/runAction';

const answered: PredictionResult = {
  protocol: 'seldon',
  through: 'url',
  metrics: [],
  url: 'https://fraud.apps/api/v1.0/predictions',
  status: 200,
  ok: true,
  durationSeconds: 0.0123,
  response: { data: { ndarray: [[0.3]] } },
};
const unavailable = {
  ...answered,
  status: 503,
  ok: false,
  response: 'no pods',
};
const input = { ...ref, payload: { data: { ndarray: [[1, 2]] } } };

function model(...results: (PredictionResult | Error)[]): Answers {
  let next = 0;
  return {
    predict: () => {
      const result = results[Math.min(next, results.length - 1)];
      next += 1;
      if (result instanceof Error) {
        throw result;
      }
      return result;
    },
  };
}

describe('seldon:model:predict', () => {
  it('gives what the model answered, and how long it took', async () => {
    const { error, outputs, calls, log } = await runAction(
      'seldon:model:predict',
      input,
      model(answered),
    );
    expect(error).toBeUndefined();
    expect(outputs).toEqual({
      status: 200,
      durationSeconds: 0.0123,
      response: { data: { ndarray: [[0.3]] } },
      url: 'https://fraud.apps/api/v1.0/predictions',
      through: 'url',
      metrics: [],
    });
    expect(calls.map(call => call.input)).toEqual([input]);
    expect(log).toEqual(['local:ml-mon/fraud answered 200 in 12 ms']);
  });

  it('waits for a route that warms up', async () => {
    const { error, calls } = await runAction(
      'seldon:model:predict',
      input,
      model(
        unavailable,
        { ...unavailable, status: 404 },
        new ServiceUnavailableError('no connection'),
        answered,
      ),
    );
    expect(error).toBeUndefined();
    expect(calls).toHaveLength(4);
  });

  it('fails when the model is still unavailable after the warm-up', async () => {
    const clock = virtualClock();
    const startedAt = clock.now();
    const { error } = await runAction(
      'seldon:model:predict',
      { ...input, warmUp: '10s' },
      model(unavailable),
      { clock },
    );
    expect(error?.message).toBe(
      'Predicting with local:ml-mon/fraud failed: it answered 503: no pods',
    );
    expect(clock.now() - startedAt).toBe(10_000);
  });

  it.each([
    [
      'a fault of the model',
      { ...answered, status: 500, ok: false, response: { error: 'boom' } },
      'Predicting with local:ml-mon/fraud failed: it answered 500: {"error":"boom"}',
    ],
    [
      'an answer of another protocol',
      { ...answered, response: { predictions: [1] } },
      'Predicting with local:ml-mon/fraud failed: its answer is no prediction of the seldon protocol, which has data, strData, binData, jsonData or customData: {"predictions":[1]}',
    ],
    [
      'a missing permission',
      new NotAllowedError('ml-monitoring.model.predict is missing'),
      'Predicting with local:ml-mon/fraud failed; caused by NotAllowedError: ml-monitoring.model.predict is missing',
    ],
  ])('fails at once on %s', async (_, result, message) => {
    const { error, calls } = await runAction(
      'seldon:model:predict',
      input,
      model(result),
    );
    expect(error?.message).toBe(message);
    expect(calls).toHaveLength(1);
  });

  it('does not send again what was answered before the task was retried', async () => {
    const first = await runAction(
      'seldon:model:predict',
      input,
      model(answered),
    );
    const [key] = first.checkpoints;
    const retried = await runAction(
      'seldon:model:predict',
      input,
      model(answered),
      {
        checkpoints: {
          [key]: { status: 200, durationSeconds: 1, response: {} },
        },
      },
    );
    expect(retried.calls).toEqual([]);
    expect(retried.outputs).toEqual({
      status: 200,
      durationSeconds: 1,
      response: {},
    });
  });

  it('keeps the predictions of one step apart by what was asked', async () => {
    const keys = new Set<string>();
    for (const question of [
      input,
      { ...input, name: 'other' },
      { ...input, predictor: 'canary' },
      { ...input, payload: { data: { ndarray: [[3]] } } },
    ]) {
      const { checkpoints } = await runAction(
        'seldon:model:predict',
        question,
        model(answered),
      );
      keys.add(checkpoints[0]);
    }
    expect(keys.size).toBe(4);
  });

  const load = { requests: 10, concurrency: 3 };
  const loadReport = (failures: number) => ({
    requests: 10,
    failures,
    failuresByStatus: failures ? { 500: failures } : {},
    p50Seconds: 0.0123,
    p95Seconds: 0.0123,
    durationSeconds: 0,
  });
  const failed = { ...answered, status: 500, ok: false };

  it('sends load only when asked to, and reports it', async () => {
    const { error, outputs, calls, log } = await runAction(
      'seldon:model:predict',
      { ...input, load },
      model(answered),
    );
    expect(error).toBeUndefined();
    expect(calls).toHaveLength(11);
    expect(outputs.load).toEqual(loadReport(0));
    expect(log.at(-1)).toBe(
      '10 predictions in 0.0 s, 0 failed, p50 12 ms, p95 12 ms',
    );
  });

  it.each([
    [
      0,
      'Of the predictions sent to local:ml-mon/fraud more than 0 % failed: 10 predictions in 0.0 s, 2 failed (2 × 500), p50 12 ms, p95 12 ms',
    ],
    [50, undefined],
  ])('lets at most %d %% of the load fail', async (maxFailurePercent, why) => {
    const { error, outputs } = await runAction(
      'seldon:model:predict',
      { ...input, load: { ...load, maxFailurePercent } },
      model(answered, failed, failed, answered),
    );
    expect(outputs.load).toEqual(loadReport(2));
    expect(error?.message).toBe(why);
  });

  it('repeats neither prediction nor load when the task is retried', async () => {
    const question = { ...input, load };
    const first = await runAction(
      'seldon:model:predict',
      question,
      model(answered),
    );
    const [predicted, loaded] = first.checkpoints;
    const retried = await runAction(
      'seldon:model:predict',
      question,
      model(answered),
      {
        checkpoints: {
          [predicted]: { status: 200, durationSeconds: 1, response: {} },
          [loaded]: loadReport(3),
        },
      },
    );
    expect(retried.calls).toEqual([]);
    expect(retried.error?.message).toContain('3 failed (3 × 500)');
  });

  it('logs nothing of the payload', async () => {
    const payload = { data: { strData: 'account 4711' } };
    const { log } = await runAction(
      'seldon:model:predict',
      { ...ref, payload, load },
      model(unavailable, answered),
    );
    expect(log.join()).not.toContain('4711');
    const typed = await runAction(
      'seldon:model:predict',
      { ...ref, payload: '{"account": 4711' },
      model(answered),
    );
    expect(typed.error?.message).not.toContain('4711');
  });

  it('reads a payload that was typed into a form', async () => {
    const { calls } = await runAction(
      'seldon:model:predict',
      { ...ref, payload: '{"instances": [1]}' },
      model(answered),
    );
    expect(calls[0].input).toEqual({ ...ref, payload: { instances: [1] } });
  });

  it.each([
    ['{oops', 'Input payload must be JSON'],
    [undefined, 'Input payload is missing'],
  ])(
    'refuses the payload %s before anything is sent',
    async (payload, message) => {
      const { error, calls } = await runAction(
        'seldon:model:predict',
        { ...ref, payload } as any,
        model(answered),
      );
      expect(error?.name).toBe('InputError');
      expect(error?.message).toContain(message);
      expect(calls).toEqual([]);
    },
  );
});
