import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import { z } from 'zod/v3';
import {
  formatLatency,
  type ModelRef,
} from 'backstage-plugin-ml-monitoring-common';
import {
  onBehalfOfInitiator,
  onOwnBehalf,
  type ActionDependencies,
} from '../client/BackendCaller';
import { isTransient } from '../client/errors';
import { durationMs, durationSchema } from '../duration';
import {
  NUMBER_PANELS,
  versionNumbers,
  type VersionNumbers,
} from './versionNumbers';

const POLL_INTERVAL_MS = 10_000;

export const compareSchema = z.object({
  forAtLeast: durationSchema
    .default('5m')
    .describe('How long to watch both versions, such as 10m'),
  minimumRequests: z
    .number()
    .int()
    .min(1)
    .default(100)
    .describe('How many predictions the new version must have answered'),
  maxErrorRatio: z
    .number()
    .min(0)
    .max(1)
    .optional()
    .describe(
      'Fail when more than this share of its predictions fail by its own fault, such as 0.01',
    ),
  maxLatencyP95Seconds: z
    .number()
    .positive()
    .optional()
    .describe('Fail when 95 of 100 predictions take longer, such as 0.25'),
});

export type CompareInput = z.infer<typeof compareSchema>;

const numbersSchema = z.object({
  requests: z.number().optional(),
  errorRatio: z.number().optional(),
  latencyP95Seconds: z.number().optional(),
});

export const comparisonSchema = z.object({
  seconds: z.number(),
  stable: numbersSchema,
  candidate: numbersSchema,
});

export type Comparison = z.infer<typeof comparisonSchema>;

/**
 * Watches both versions until enough was measured of the new one.
 *
 * @throws with the numbers, as soon as those of the new version are worse than allowed, or when time is over
 */
export async function compareVersions(
  dependencies: ActionDependencies,
  ctx: ActionContext<any, any>,
  options: {
    ref: ModelRef;
    stable: string;
    candidate: string;
    compare: CompareInput;
    timeoutMs: number;
  },
): Promise<Comparison> {
  const { api, clock } = dependencies;
  const { ref, stable, candidate, compare, timeoutMs } = options;
  const startedAt = clock.now();
  const leastMs = durationMs(compare.forAtLeast);
  let isAllowed = false;
  for (;;) {
    await clock.sleep(POLL_INTERVAL_MS, ctx.signal);
    const now = clock.now();
    const comparison = await look(now).catch(error => {
      if (ctx.signal?.aborted || !isTransient(error)) {
        throw error;
      }
      return undefined;
    });
    if (comparison) {
      const { requests = 0 } = comparison.candidate;
      const isEnough = requests >= compare.minimumRequests;
      const problem = isEnough && problemOf(comparison.candidate, compare);
      if (problem) {
        throw new Error(
          `${candidate} ${problem}. ${describe(comparison)}. Abort the rollout`,
        );
      }
      ctx.logger.info(describe(comparison));
      if (isEnough && now - startedAt >= leastMs) {
        return comparison;
      }
    }
    if (now - startedAt >= timeoutMs) {
      throw new Error(
        `too little was measured of ${candidate} in ${Math.round(timeoutMs / 1000)} s: ${compare.minimumRequests} predictions are needed. ${comparison ? describe(comparison) : 'Nothing could be read'}. Is it monitored, and is it called?`,
      );
    }
  }

  async function look(now: number): Promise<Comparison> {
    // Whoever may roll out a version need not be allowed to see its numbers.
    const authorise = isAllowed ? onOwnBehalf : onBehalfOfInitiator;
    const answer = await api.getModelMetrics(
      {
        ...ref,
        from: new Date(startedAt).toISOString(),
        to: new Date(now).toISOString(),
        panels: NUMBER_PANELS,
      },
      await authorise(dependencies, ctx),
    );
    isAllowed = true;
    return {
      seconds: Math.round((now - startedAt) / 1000),
      stable: versionNumbers(answer, stable),
      candidate: versionNumbers(answer, candidate),
    };
  }

  function describe(comparison: Comparison): string {
    return `In ${comparison.seconds} s ${stable} had ${inWords(comparison.stable)}; ${candidate} had ${inWords(comparison.candidate)}`;
  }
}

function problemOf(
  { errorRatio, latencyP95Seconds }: VersionNumbers,
  { maxErrorRatio, maxLatencyP95Seconds }: CompareInput,
): string | undefined {
  if (maxErrorRatio !== undefined && (errorRatio ?? 0) > maxErrorRatio) {
    return `fails more than ${percent(maxErrorRatio)} of its predictions`;
  }
  if (
    maxLatencyP95Seconds !== undefined &&
    (latencyP95Seconds ?? 0) > maxLatencyP95Seconds
  ) {
    return `takes longer than ${maxLatencyP95Seconds} s for more than 5 of 100 predictions`;
  }
  return undefined;
}

function inWords({
  requests,
  errorRatio,
  latencyP95Seconds,
}: VersionNumbers): string {
  return [
    requests === undefined
      ? 'no predictions measured'
      : `${Math.round(requests)} predictions`,
    ...(errorRatio === undefined ? [] : [`${percent(errorRatio)} failed`]),
    ...(latencyP95Seconds === undefined
      ? []
      : [`p95 ${formatLatency(latencyP95Seconds)}`]),
  ].join(', ');
}

function percent(ratio: number): string {
  return `${Number((ratio * 100).toFixed(2))} %`;
}
