import type { ObjectResult } from 'backstage-plugin-ml-monitoring-common';

/** One write to the cluster. */
export interface Step {
  /** What it writes, e.g. `Route ml-mon/fraud`. */
  name: string;
  /** What to say of it when it fails. */
  failure: string;
  /** Nothing, where there was nothing to do. */
  run(): Promise<ObjectResult | undefined>;
}

/**
 * One after the other, until one fails or the caller goes away. Half a change does no harm: each step is idempotent, so
 * the same request goes on where this one ended.
 *
 * @param options.done - takes what was done, also when not everything is
 */
export async function runSteps(
  steps: Step[],
  options: { done: ObjectResult[]; signal?: AbortSignal },
): Promise<void> {
  const { done, signal } = options;
  const stands = () =>
    `${
      done.length
        ? `Done before it: ${done.map(({ kind, name, result }) => `${kind} ${name} ${result}`).join(', ')}`
        : 'Nothing was changed'
    }. Send the same request again to go on`;
  for (const { name, failure, run } of steps) {
    if (signal?.aborted) {
      throw new Error(`Stopped before ${name}. ${stands()}`, {
        cause: signal.reason,
      });
    }
    try {
      const result = await run();
      if (result) {
        done.push(result);
      }
    } catch (error) {
      const failed = error as Error;
      failed.message = `${name} ${failure}: ${failed.message}. ${stands()}`;
      throw failed;
    }
  }
}
