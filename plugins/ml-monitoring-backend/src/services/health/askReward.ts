import {
  feedbackCount,
  meanReward,
  type RewardFact,
} from 'backstage-plugin-ml-monitoring-common';
import {
  numberAt,
  secondsBefore,
  SLOW_TIMEOUT_MS,
  type HealthRound,
} from './HealthRound';

const WINDOW_SECONDS = 3600;
const EARLIER_SECONDS = 24 * 3600;

/** @returns `undefined` where there was too little feedback to say anything. */
export async function askReward(
  round: HealthRound,
  minimumFeedback: number,
): Promise<RewardFact | undefined> {
  const { ref, metrics, at, scopeOf, slow } = round;
  const { namespace } = ref;
  const query = meanReward(scopeOf(WINDOW_SECONDS));
  const [mean, feedback, earlierMean] = await Promise.all([
    numberAt(round, query, at),
    numberAt(round, feedbackCount(scopeOf(WINDOW_SECONDS)), at),
    slow.get(`reward/${ref.cluster}/${namespace}/${ref.name}`, {
      metrics,
      work: turn =>
        turn(async () => {
          const { value } = await metrics.source.instant(
            meanReward(scopeOf(EARLIER_SECONDS)),
            {
              namespace,
              at: secondsBefore(at, WINDOW_SECONDS),
              timeoutMs: SLOW_TIMEOUT_MS,
            },
          );
          return value[0]?.value;
        }),
    }),
  ]);
  return mean === undefined || (feedback ?? 0) < minimumFeedback
    ? undefined
    : { mean, earlierMean, windowSeconds: WINDOW_SECONDS, query };
}
