import {
  keyNumberQueries,
  type BaselineFact,
} from 'backstage-plugin-ml-monitoring-common';
import { SLOW_TIMEOUT_MS, secondsOf, type HealthRound } from './HealthRound';

/** Yesterday, the day before, and the same day of the week. */
const DAYS_AGO = [1, 2, 7];
const DAY_SECONDS = 24 * 3600;
/** Chance has less part in an hour than in five minutes. */
const WINDOW_SECONDS = 3600;

/** The hour until the same minute of earlier days. */
export async function askBaselines({
  ref,
  metrics,
  at,
  scopeOf,
  slow,
}: HealthRound): Promise<BaselineFact[]> {
  const { namespace } = ref;
  const { requestsPerSecond, errorRatio, latencyP95Seconds } = keyNumberQueries(
    scopeOf(WINDOW_SECONDS),
  );
  const longest = Math.max(...DAYS_AGO);
  const range = {
    startSeconds: secondsOf(at) - longest * DAY_SECONDS,
    endSeconds: secondsOf(at) - DAY_SECONDS,
    stepSeconds: DAY_SECONDS,
  };
  return slow.get(`baselines/${ref.cluster}/${namespace}/${ref.name}`, {
    metrics,
    work: async turn => {
      const [requests, errors, latencies] = await Promise.all(
        [requestsPerSecond, errorRatio, latencyP95Seconds].map(query =>
          turn(async () => {
            const { value } = await metrics.source.range(query, {
              namespace,
              range,
              timeoutMs: SLOW_TIMEOUT_MS,
            });
            return value[0]?.values ?? [];
          }),
        ),
      );
      return DAYS_AGO.map(daysAgo => {
        const index = longest - daysAgo;
        return {
          daysAgo,
          requestsPerSecond: requests[index],
          errorRatio: errors[index],
          latencyP95Seconds: latencies[index],
        };
      });
    },
  });
}
