import {
  modelAnswers,
  objectivesOf,
  promiseQueries,
  SLO_GRIDS,
  sloReport,
  type ClusterFacts,
  type HistoryFact,
  type PromisedObjective,
  type RequestGrid,
  type Slo,
  type SloReport,
} from 'backstage-plugin-ml-monitoring-common';
import { VERDICT_WINDOW_SECONDS } from '../keyNumbers';
import { historyRange } from './askNumbers';
import { SLOW_TIMEOUT_MS, secondsOf, type HealthRound } from './HealthRound';
import { isSourceFailure } from './SlowAnswers';

/** How a promise stands, and what could not be found out about it. */
export interface AskedSlo {
  report: SloReport;
  failure?: Error;
}

/** @returns `undefined` where nothing is promised that can be measured. */
export async function askSlo(
  round: HealthRound,
  options: {
    promise: Slo | undefined;
    cluster: ClusterFacts | undefined;
    history: Promise<HistoryFact | undefined>;
  },
): Promise<AskedSlo | undefined> {
  const objectives = objectivesOf(options.promise);
  if (!objectives.length) {
    return undefined;
  }
  const bound = objectives.find(
    ({ boundSeconds }) => boundSeconds,
  )?.boundSeconds;
  const [recent, earlier] = await Promise.all([
    collect(askRecent(round, bound, options.history)),
    collect(askEarlier(round, objectives, bound)),
  ]);
  return {
    report: sloReport({
      objectives,
      grids: [...recent.value, ...earlier.value],
      measured: !options.cluster || modelAnswers(options.cluster) !== false,
      scope: round.scopeOf(VERDICT_WINDOW_SECONDS),
    }),
    failure: earlier.failure ?? recent.failure,
  };
}

/** The last hour, of which most is known anyway. */
async function askRecent(
  round: HealthRound,
  bound: PromisedObjective['boundSeconds'],
  asked: Promise<HistoryFact | undefined>,
): Promise<RequestGrid[]> {
  const { ref, metrics, at, signal } = round;
  const { within } = promiseQueries(
    round.scopeOf(VERDICT_WINDOW_SECONDS),
    bound,
  );
  const [history, inTime] = await Promise.all([
    asked,
    within === undefined
      ? undefined
      : metrics.source.range(within, {
          namespace: ref.namespace,
          range: historyRange(at),
          signal,
        }),
  ]);
  if (!history) {
    return [];
  }
  const { requestsPerSecond, errorRatio, stepSeconds } = history;
  return [
    {
      stepSeconds,
      windowSeconds: VERDICT_WINDOW_SECONDS,
      requests: requestsPerSecond,
      faults: requestsPerSecond.map((rate, index) => {
        const ratio = errorRatio[index];
        return rate === undefined || ratio === undefined
          ? undefined
          : rate * ratio;
      }),
      within: inTime?.value[0]?.values,
    },
  ];
}

/** The days before, which change slowly. */
async function askEarlier(
  { ref, metrics, at, scopeOf, slow }: HealthRound,
  objectives: readonly PromisedObjective[],
  bound: PromisedObjective['boundSeconds'],
): Promise<RequestGrid[]> {
  const { namespace } = ref;
  const kinds = objectives.map(({ kind }) => kind);
  const key = `slo/${ref.cluster}/${namespace}/${ref.name}/${kinds}/${bound}`;
  return slow.get(key, {
    metrics,
    work: turn =>
      Promise.all(
        SLO_GRIDS.map(async ({ lengthSeconds, stepSeconds }) => {
          const { requests, faults, within } = promiseQueries(
            scopeOf(stepSeconds),
            bound,
          );
          const endSeconds = secondsOf(at);
          const range = {
            startSeconds: endSeconds - lengthSeconds + stepSeconds,
            endSeconds,
            stepSeconds,
          };
          const values = (query: string | undefined) =>
            query === undefined
              ? undefined
              : turn(async () => {
                  const { value } = await metrics.source.range(query, {
                    namespace,
                    range,
                    timeoutMs: SLOW_TIMEOUT_MS,
                  });
                  return value[0]?.values;
                });
          const [all, failed, inTime] = await Promise.all([
            values(requests),
            values(kinds.includes('availability') ? faults : undefined),
            values(within),
          ]);
          return {
            stepSeconds,
            windowSeconds: stepSeconds,
            requests:
              all ??
              new Array<undefined>(lengthSeconds / stepSeconds).fill(undefined),
            faults: failed,
            within: inTime,
          };
        }),
      ),
  });
}

async function collect(
  question: Promise<RequestGrid[]>,
): Promise<{ value: RequestGrid[]; failure?: Error }> {
  try {
    return { value: await question };
  } catch (error) {
    if (!isSourceFailure(error)) {
      throw error;
    }
    return { value: [], failure: error };
  }
}
