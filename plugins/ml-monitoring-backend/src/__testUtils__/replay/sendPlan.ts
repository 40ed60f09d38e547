import { request as httpRequest } from 'node:http';
import type { Ask, PlannedCall } from './plan';

/** What came of a call, as its sender saw it. */
export interface SentCall extends PlannedCall {
  /** The HTTP status. */
  code: number;
  /** Until the whole answer was there. */
  tookSeconds: number;
}

export interface Address {
  host: string;
  port: number;
}

/** What every pod is told to report of itself as its level. */
export const levelOf = (replica: number) => 10 + 20 * replica;

const TIERS = ['basic', 'gold'];

/** Sends every call when it is due, whatever became of those before, and settles when all are answered. */
export function sendPlan(
  plan: readonly PlannedCall[],
  addressOf: (pod: Pick<PlannedCall, 'predictor' | 'replica'>) => Address,
): Promise<SentCall[]> {
  return Promise.all(
    plan.map(async call => {
      await new Promise(resolve => setTimeout(resolve, call.atMs));
      const startMs = performance.now();
      const code = await send(call, addressOf(call));
      return {
        ...call,
        code,
        tookSeconds: (performance.now() - startMs) / 1000,
      };
    }),
  );
}

function send({ ask, replica }: PlannedCall, to: Address): Promise<number> {
  const { path, body } = messageOf(ask, levelOf(replica));
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      {
        ...to,
        path,
        method: body === undefined ? 'GET' : 'POST',
        // A connection that is kept may be closed by the other end just as it is used again.
        agent: false,
        headers: { 'content-type': 'application/json' },
        timeout: 30_000,
      },
      response => {
        response.resume();
        response.on('end', () => resolve(response.statusCode ?? 0));
        response.on('error', reject);
      },
    );
    request.on('timeout', () =>
      request.destroy(new Error(`${path} was not answered within 30 s`)),
    );
    request.on('error', reject);
    request.end(body);
  });
}

function messageOf(ask: Ask, level: number): { path: string; body?: string } {
  switch (ask.kind) {
    case 'prediction':
      return {
        path: '/api/v1.0/predictions',
        body: JSON.stringify({
          data: {
            ndarray: [
              [
                ask.code,
                ask.seconds * 1000,
                ask.units,
                level,
                ask.workSeconds * 1000,
                TIERS.indexOf(ask.tier),
              ],
            ],
          },
        }),
      };
    case 'unreadable':
      return { path: '/api/v1.0/predictions', body: '{"data":' };
    case 'feedback':
      return {
        path: '/api/v1.0/feedback',
        body: JSON.stringify({
          request: { data: { ndarray: [[1]] } },
          reward: ask.reward,
        }),
      };
    default:
      return { path: '/api/v1.0/health/status' };
  }
}
