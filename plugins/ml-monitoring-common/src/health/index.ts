export { evaluateHealth, type HealthVerdict } from './evaluateHealth';
export * from './facts';
export * from './metricFacts';
export { lastingCauses } from './lastingCauses';
export { measuringPods, type PodFact } from './pods';
export { modelAnswers } from './predictors';
export { severityOf, worstOf } from './status';
export { defaultHealthThresholds } from './thresholds';
