import type { PredictorShape } from './types';

/**
 * The predictors that are to answer callers, the largest share first. Only the
 * thing in front of the Services splits: `spec.traffic` alone moves nothing.
 */
export function splitTraffic(
  predictors: PredictorShape[],
): (PredictorShape & { weight: number })[] {
  const answering = predictors.filter(({ shadow }) => !shadow);
  if (answering.length === 1) {
    return [{ ...answering[0], weight: 100 }];
  }
  const weighed = answering
    .map(predictor => ({
      ...predictor,
      weight: predictor.traffic ?? 0,
    }))
    .sort((a, b) => b.weight - a.weight);
  const some = weighed.filter(({ weight }) => weight > 0);
  // A router keeps callers with a cookie on a backend of weight 0; one that is not there gets nobody.
  return some.length ? some : weighed;
}
