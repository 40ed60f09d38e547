import type { PredictorShape } from './types';

const ORCHESTRATOR_PORT = 8000;

/** The number of the port `http` of a predictor's Service. */
export function servicePortOf({ withoutEngine }: PredictorShape): number {
  return withoutEngine?.httpPort ?? ORCHESTRATOR_PORT;
}
