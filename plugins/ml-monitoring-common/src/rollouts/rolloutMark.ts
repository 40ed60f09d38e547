import { z } from 'zod/v3';

/** On a SeldonDeployment while a new version stands beside the running one. Whoever looks at the cluster knows from it how to go on. @public */
export const ROLLOUT_ANNOTATION = 'ml-monitoring/rollout';

/** How far a rollout was asked to go. @public */
export interface RolloutMark {
  /** The predictor that runs. */
  stable: string;
  /** The predictor of the new version. */
  candidate: string;
  /** What the candidate is to have once it is ready. */
  trafficPercent: number;
  /** What was decided about the candidate, as soon as that was. */
  decision?: 'promote' | 'abort';
}

const rolloutMarkSchema: z.ZodType<RolloutMark> = z.object({
  stable: z.string(),
  candidate: z.string(),
  trafficPercent: z.number().min(0).max(100),
  decision: z.enum(['promote', 'abort']).optional(),
});

/** `undefined` where there is none, or one that nobody can read. @public */
export function readRolloutMark(
  annotations: Record<string, string>,
): RolloutMark | undefined {
  try {
    return rolloutMarkSchema.parse(
      JSON.parse(annotations[ROLLOUT_ANNOTATION] ?? ''),
    );
  } catch {
    return undefined;
  }
}

/** @public */
export function writeRolloutMark(mark: RolloutMark): string {
  const { stable, candidate, trafficPercent, decision } = mark;
  return JSON.stringify({ stable, candidate, trafficPercent, decision });
}
