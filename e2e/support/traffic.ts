import { request } from 'node:http';

export interface Traffic {
  /** Ends the stream and waits for the last answer. */
  stop(): Promise<{ sent: number; failed: number; perSecond: number }>;
}

const PREDICTION = JSON.stringify({
  data: { ndarray: [[1.0, 2.0, 5.0]] },
});

/**
 * Predictions at an even pace through the cluster's router, until stopped and
 * for at most five minutes.
 */
export function sendTraffic(options: {
  router: string;
  host: string;
  perSecond: number;
}): Traffic {
  const { hostname, port } = new URL(options.router);
  const started = Date.now();
  const underWay = new Set<Promise<void>>();
  let sent = 0;
  let failed = 0;
  const predict = () =>
    new Promise<void>(resolve => {
      const call = request(
        {
          hostname,
          port,
          method: 'POST',
          path: '/api/v1.0/predictions',
          headers: { Host: options.host, 'Content-Type': 'application/json' },
          timeout: 10_000,
        },
        response => {
          failed += response.statusCode === 200 ? 0 : 1;
          response.resume().once('close', resolve);
        },
      );
      call.once('error', () => {
        failed += 1;
        resolve();
      });
      call.end(PREDICTION);
    });
  const timer = setInterval(() => {
    const seconds = (Date.now() - started) / 1000;
    // By the clock, so that a late tick is made up for.
    for (; sent < seconds * options.perSecond && seconds < 300; sent++) {
      const call: Promise<void> = predict().finally(() =>
        underWay.delete(call),
      );
      underWay.add(call);
    }
  }, 20);
  return {
    async stop() {
      clearInterval(timer);
      const perSecond = sent / ((Date.now() - started) / 1000);
      await Promise.all(underWay);
      return { sent, failed, perSecond };
    },
  };
}
