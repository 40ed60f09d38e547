import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import type {
  MlMonitoringRequestOptions,
  ObjectResult,
  RolloutResult,
} from 'backstage-plugin-ml-monitoring-common';
import {
  onBehalfOfInitiator,
  type ActionDependencies,
} from '../client/BackendCaller';
import { isTransient } from '../client/errors';

const POLL_INTERVAL_MS = 2_000;

/**
 * Takes one step after the other until nothing is left to be done or waited for. Every step is made with the rights of the
 * person who runs the template. Steps may be taken twice, so that a retry goes on where this has stopped.
 *
 * @returns the last answer, with the objects of all steps
 */
export async function followRollout(
  dependencies: ActionDependencies,
  ctx: ActionContext<any, any>,
  options: {
    takeStep: (options: MlMonitoringRequestOptions) => Promise<RolloutResult>;
    timeoutMs: number;
  },
): Promise<RolloutResult> {
  const { clock } = dependencies;
  const deadline = clock.now() + options.timeoutMs;
  const done = new Map<string, ObjectResult>();
  const told = new Set<string>();
  let last = '';
  const say = (line: string) => {
    if (line !== last) {
      last = line;
      ctx.logger.info(line);
    }
  };
  for (;;) {
    ctx.signal?.throwIfAborted();
    try {
      const result = await options.takeStep(
        await onBehalfOfInitiator(dependencies, ctx),
      );
      say(result.summary);
      for (const warning of result.warnings) {
        if (!told.has(warning)) {
          told.add(warning);
          ctx.logger.warn(warning);
        }
      }
      for (const object of result.objects) {
        const { kind, namespace, name } = object;
        ctx.logger.info(`${kind} ${namespace}/${name}: ${object.result}`);
        done.set(`${kind}/${namespace}/${name}`, object);
      }
      if (result.settled) {
        return { ...result, objects: [...done.values()] };
      }
    } catch (error) {
      if (ctx.signal?.aborted || !isTransient(error)) {
        throw error;
      }
      const { cause, message } = error as { cause?: Error; message: string };
      say(
        `The ML Monitoring backend did not answer (${cause?.message ?? message})`,
      );
    }
    if (clock.now() >= deadline) {
      throw new Error(
        `not done after ${Math.round(options.timeoutMs / 1000)} s. ${last}. Run it again to go on`,
      );
    }
    await clock.sleep(POLL_INTERVAL_MS, ctx.signal);
  }
}
