import type { PredictionResult } from 'backstage-plugin-ml-monitoring-common';
import { virtualClock } from '../__testUtils__/runAction';
import { sendLoad } from './sendLoad';

const answered = (durationSeconds: number): PredictionResult => ({
  protocol: 'tensorflow',
  through: 'url',
  metrics: [],
  status: 200,
  ok: true,
  durationSeconds,
  response: { predictions: [1] },
});

const options = { requests: 20, concurrency: 4, maxDurationMs: 60_000 };

describe('sendLoad', () => {
  it('tells latency by nearest rank, and failures by kind', async () => {
    let sent = 0;
    const clock = virtualClock();
    const send = async () => {
      sent += 1;
      switch (sent) {
        case 1:
          return { ...answered(9), status: 503, ok: false };
        case 2:
          return { ...answered(9), response: '<html>' };
        case 3:
          throw Object.assign(new TypeError('fetch failed'));
        default:
          return answered(sent / 100);
      }
    };
    expect(await sendLoad({ ...options, send, clock })).toEqual({
      requests: 20,
      failures: 3,
      failuresByStatus: { 503: 1, 'no prediction': 1, 'no answer': 1 },
      p50Seconds: 0.12,
      p95Seconds: 0.2,
      durationSeconds: 0,
    });
  });

  it('never has more on the way than it may', async () => {
    let onTheWay = 0;
    let most = 0;
    await sendLoad({
      ...options,
      clock: virtualClock(),
      send: async () => {
        onTheWay += 1;
        most = Math.max(most, onTheWay);
        await Promise.resolve();
        onTheWay -= 1;
        return answered(0.01);
      },
    });
    expect(most).toBe(4);
  });

  it('stops when the time is over', async () => {
    const clock = virtualClock();
    const report = await sendLoad({
      ...options,
      concurrency: 1,
      clock,
      send: async () => {
        await clock.sleep(25_000);
        return answered(25);
      },
    });
    expect(report).toMatchObject({ requests: 3, durationSeconds: 75 });
  });

  it('gives no latency where every prediction failed', async () => {
    const report = await sendLoad({
      ...options,
      clock: virtualClock(),
      send: async () => ({ ...answered(1), status: 500, ok: false }),
    });
    expect(report).toEqual({
      requests: 20,
      failures: 20,
      failuresByStatus: { 500: 20 },
      durationSeconds: 0,
    });
  });

  it('stops when it is cancelled, and when no request would be let through', async () => {
    const controller = new AbortController();
    const reason = new Error('cancelled');
    const cancelled = sendLoad({
      ...options,
      clock: virtualClock(),
      signal: controller.signal,
      send: async () => {
        controller.abort(reason);
        return answered(1);
      },
    });
    await expect(cancelled).rejects.toBe(reason);

    const refused = new Error('not allowed');
    const send = jest.fn(async () => {
      throw refused;
    });
    await expect(
      sendLoad({ ...options, clock: virtualClock(), send }),
    ).rejects.toBe(refused);
    expect(send.mock.calls.length).toBeLessThanOrEqual(options.concurrency);
  });
});
