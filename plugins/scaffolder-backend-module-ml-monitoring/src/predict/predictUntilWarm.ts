import type { PredictionResult } from 'backstage-plugin-ml-monitoring-common';
import { isTransient } from '../client/errors';
import type { Clock } from '../clock';
import { answerProblem } from './answerProblem';

const RETRY_INTERVAL_MS = 2_000;
/** What a router answers before it has taken up a model. */
const WARMING_UP = [404, 502, 503, 504];

/**
 * Sends a prediction until the model answers with one. Throws with what is wrong at once, or after the warm-up where a route
 * that is not there yet may be the reason.
 */
export async function predictUntilWarm(options: {
  send: () => Promise<PredictionResult>;
  clock: Clock;
  warmUpMs: number;
  onRetry: (why: string) => void;
  signal?: AbortSignal;
}): Promise<PredictionResult> {
  const { send, clock, warmUpMs, onRetry, signal } = options;
  const startedAt = clock.now();
  const mayWarmUp = () => clock.now() - startedAt < warmUpMs;
  for (;;) {
    let why: string;
    try {
      const result = await send();
      const problem = answerProblem(result);
      if (!problem) {
        return result;
      }
      if (!mayWarmUp() || !WARMING_UP.includes(result.status)) {
        throw new Error(problem);
      }
      why = problem;
    } catch (error) {
      if (signal?.aborted || !mayWarmUp() || !isTransient(error)) {
        throw error;
      }
      why = (error as Error).message;
    }
    onRetry(why);
    await clock.sleep(RETRY_INTERVAL_MS, signal);
  }
}
