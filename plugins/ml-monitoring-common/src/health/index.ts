export { evaluateHealth, type HealthVerdict } from './evaluateHealth';
export * from './facts';
export * from './metricFacts';
export { JUDGED_MINUTES } from './hysteresis';
export { formatLatency } from './latency';
export { lastingCauses } from './lastingCauses';
export { alertsOfModel } from './modelAlerts';
export {
  objectivesOf,
  SLO_GRIDS,
  sloReport,
  type PromisedObjective,
  type RequestGrid,
} from './objectives';
export { measuringPods, type PodFact } from './pods';
export { modelAnswers } from './predictors';
export { severityOf, worstOf } from './status';
export { defaultHealthThresholds } from './thresholds';
