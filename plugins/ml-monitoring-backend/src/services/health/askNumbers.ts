import {
  keyNumberQueries,
  predictionRate,
  type HistoryFact,
  type MetricFacts,
} from 'backstage-plugin-ml-monitoring-common';
import type { MetricsSourceError } from '../../metrics';
import { VERDICT_WINDOW_SECONDS } from '../keyNumbers';
import { settled } from '../metricsSourceState';
import { secondsOf, type HealthRound } from './HealthRound';

export const HISTORY_SECONDS = 3600;
export const HISTORY_STEP_SECONDS = 60;
/** By which the orchestrator's metrics name the predictor. */
const PREDICTOR_LABEL = 'predictor_name';

/** The numbers that a verdict cannot do without, now and over the last hour. */
export interface Numbers {
  facts: Omit<MetricFacts, 'targets'>;
  errors: MetricsSourceError[];
  answered: boolean;
}

/** The instants of the last hour, the last one being now. */
export function historyRange(at: Date) {
  const endSeconds = secondsOf(at);
  return {
    startSeconds: endSeconds - HISTORY_SECONDS,
    endSeconds,
    stepSeconds: HISTORY_STEP_SECONDS,
  };
}

export async function askNumbers(round: HealthRound): Promise<Numbers> {
  const { metrics, ref, at, signal } = round;
  const { namespace } = ref;
  const range = historyRange(at);
  const scope = round.scopeOf(VERDICT_WINDOW_SECONDS);
  const queries = keyNumberQueries(scope);
  const byPredictor = predictionRate(scope, [PREDICTOR_LABEL]);
  const overTime = async (query: string) => {
    const { value } = await metrics.source.range(query, {
      namespace,
      range,
      signal,
    });
    return value[0]?.values ?? nothing();
  };
  const numbersBy = async (query: string) => {
    const { value } = await metrics.source.instant(query, {
      namespace,
      at,
      signal,
    });
    return Object.fromEntries(
      value.flatMap(sample =>
        sample.value === undefined
          ? []
          : [[sample.labels[PREDICTOR_LABEL] ?? '', sample.value]],
      ),
    );
  };
  const [requests, errors, refusals, latency, shares] = await Promise.all([
    settled(overTime(queries.requestsPerSecond)),
    settled(overTime(queries.errorRatio)),
    settled(overTime(queries.callerFaultRatio)),
    settled(overTime(queries.latencyP95Seconds)),
    settled(numbersBy(byPredictor)),
  ]);
  const all = [requests, errors, refusals, latency, shares];
  const valuesOf = (result: typeof requests) =>
    'value' in result ? result.value : nothing();
  const history: HistoryFact = {
    startSeconds: range.startSeconds,
    stepSeconds: range.stepSeconds,
    requestsPerSecond: valuesOf(requests),
    errorRatio: valuesOf(errors),
    callerFaultRatio: valuesOf(refusals),
    latencyP95Seconds: valuesOf(latency),
  };
  return {
    facts: {
      windowSeconds: VERDICT_WINDOW_SECONDS,
      requestsPerSecond: history.requestsPerSecond.at(-1),
      errorRatio: history.errorRatio.at(-1),
      callerFaultRatio: history.callerFaultRatio.at(-1),
      latencyP95Seconds: history.latencyP95Seconds.at(-1),
      history,
      ...('value' in shares && {
        byPredictor: { query: byPredictor, requestsPerSecond: shares.value },
      }),
      queries: { ...queries, targets: '' },
    },
    errors: all.flatMap(each => ('error' in each ? each.error : [])),
    answered: all.some(each => 'value' in each),
  };
}

const nothing = (): (number | undefined)[] =>
  new Array<undefined>(HISTORY_SECONDS / HISTORY_STEP_SECONDS + 1).fill(
    undefined,
  );
