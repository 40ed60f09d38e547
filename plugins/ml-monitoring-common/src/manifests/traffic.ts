import type { PredictorShape } from './types';

/** By predictor name, in percent. What it leaves out gets nothing. @public */
export type TrafficWeights = Readonly<Record<string, number>>;

/**
 * The predictors that are to answer callers, the largest share first. Only the
 * thing in front of the Services splits: `spec.traffic` alone moves nothing.
 */
export function splitTraffic(
  predictors: PredictorShape[],
  weights?: TrafficWeights,
): (PredictorShape & { weight: number })[] {
  const answering = predictors.filter(({ shadow }) => !shadow);
  if (answering.length === 1) {
    return [{ ...answering[0], weight: 100 }];
  }
  const weighed = answering
    .map(predictor => ({
      ...predictor,
      weight: (weights ? weights[predictor.name] : predictor.traffic) ?? 0,
    }))
    .sort((a, b) => b.weight - a.weight);
  const some = weighed.filter(({ weight }) => weight > 0);
  // A router keeps callers with a cookie on a backend of weight 0; one that is not there gets nobody.
  return some.length ? some : weighed;
}
