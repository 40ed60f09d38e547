import type { PredictionResult } from 'backstage-plugin-ml-monitoring-common';
import { isTransient } from '../client/errors';
import type { Clock } from '../clock';
import { answerProblem } from './answerProblem';

/** How a model did under load. */
export type LoadReport = {
  /** Fewer than asked for where the time was over. */
  requests: number;
  failures: number;
  /** By HTTP status; `no answer`, and `no prediction` for an answer of the wrong shape. */
  failuresByStatus: Record<string, number>;
  /** Of the predictions that did not fail. Absent: all did. */
  p50Seconds?: number;
  p95Seconds?: number;
  durationSeconds: number;
};

/** Sends the same prediction many times, a few at once. */
export async function sendLoad(options: {
  send: () => Promise<PredictionResult>;
  clock: Clock;
  requests: number;
  concurrency: number;
  maxDurationMs: number;
  signal?: AbortSignal;
}): Promise<LoadReport> {
  const { send, clock, requests, concurrency, maxDurationMs, signal } = options;
  const startedAt = clock.now();
  const latencies: number[] = [];
  const failuresByStatus: Record<string, number> = {};
  let begun = 0;

  const worker = async () => {
    while (begun < requests && clock.now() - startedAt < maxDurationMs) {
      signal?.throwIfAborted();
      begun += 1;
      const outcome = await outcomeOf(send, signal);
      if (typeof outcome === 'number') {
        latencies.push(outcome);
      } else {
        failuresByStatus[outcome] = (failuresByStatus[outcome] ?? 0) + 1;
      }
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));

  latencies.sort((a, b) => a - b);
  return {
    requests: begun,
    failures: begun - latencies.length,
    failuresByStatus,
    ...(latencies.length && {
      p50Seconds: percentile(latencies, 50),
      p95Seconds: percentile(latencies, 95),
    }),
    durationSeconds: (clock.now() - startedAt) / 1000,
  };
}

/** The latency in seconds, or what kind of failure it was. Throws for what no further request would change. */
async function outcomeOf(
  send: () => Promise<PredictionResult>,
  signal: AbortSignal | undefined,
): Promise<number | string> {
  try {
    const result = await send();
    if (!answerProblem(result)) {
      return result.durationSeconds;
    }
    return result.ok ? 'no prediction' : String(result.status);
  } catch (error) {
    if (signal?.aborted || !isTransient(error)) {
      throw error;
    }
    return 'no answer';
  }
}

/** By nearest rank, of values in ascending order. */
function percentile(values: readonly number[], percent: number): number {
  return values[Math.ceil((percent / 100) * values.length) - 1];
}
