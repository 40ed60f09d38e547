import { Agent, request as httpRequest } from 'node:http';
import type { Clock } from '../clock';

export interface TrafficSource {
  /** For the Host header: which Route. */
  host: string;
  path: string;
  body(sequence: number): unknown;
  requestsPerSecond: number;
}

export interface TrafficCount {
  sent: number;
  /** By HTTP status; `0` where there was no answer. */
  answered: Record<number, number>;
}

export interface Traffic {
  /** By host. */
  counts(): Record<string, TrafficCount>;
  stop(): void;
}

const TIMEOUT_MS = 10_000;
/** A slow model must not pile up requests without end. */
const MOST_AT_ONCE = 10;

/** Sends predictions through the router at a steady rate. */
export function startTraffic(options: {
  router: { port: number };
  sources: TrafficSource[];
  clock: Clock;
}): Traffic {
  const { router, sources, clock } = options;
  const agent = new Agent({ keepAlive: true, maxSockets: 20 });
  const counts: Record<string, TrafficCount> = {};
  const cancels = new Map<string, () => void>();

  function send(source: TrafficSource, count: TrafficCount): Promise<number> {
    const body = JSON.stringify(source.body(count.sent));
    count.sent += 1;
    return new Promise(resolve => {
      const request = httpRequest(
        {
          host: '127.0.0.1',
          port: router.port,
          path: source.path,
          method: 'POST',
          agent,
          timeout: TIMEOUT_MS,
          headers: {
            host: source.host,
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(body),
          },
        },
        response => {
          response.resume();
          response.on('end', () => resolve(response.statusCode ?? 0));
          response.on('error', () => resolve(0));
        },
      );
      request.on('timeout', () => request.destroy());
      request.on('error', () => resolve(0));
      request.end(body);
    });
  }

  for (const source of sources) {
    const count: TrafficCount = { sent: 0, answered: {} };
    counts[source.host] = count;
    let open = 0;
    const tick = () => {
      if (open < MOST_AT_ONCE) {
        open += 1;
        void send(source, count).then(status => {
          open -= 1;
          count.answered[status] = (count.answered[status] ?? 0) + 1;
        });
      }
      cancels.set(
        source.host,
        clock.after(1000 / source.requestsPerSecond, tick),
      );
    };
    tick();
  }

  return {
    counts: () => structuredClone(counts),
    stop() {
      cancels.forEach(cancel => cancel());
      agent.destroy();
    },
  };
}
