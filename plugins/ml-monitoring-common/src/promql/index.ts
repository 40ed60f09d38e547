export { arrangePanels, type PanelArrangement } from './arrangePanels';
export {
  panelCatalogue,
  type PanelDefinition,
  type PanelQuery,
} from './catalogue';
export {
  LATENCY_BOUNDS_SECONDS,
  ORCHESTRATOR,
  type LatencyBoundSeconds,
} from './calls';
export { customMovement, customPresence } from './customMovement';
export {
  BOUND_LABEL,
  customMetrics,
  customMetricsSelector,
  seriesNameOf,
  timerBuckets,
  type CustomMetric,
} from './customMetrics';
export { customPanel, type CustomPanelOptions } from './customPanel';
export { CUSTOM_METRIC_LABEL } from './customSeries';
export { customLabels, customTags, isCustomTag } from './customTags';
export {
  DETECTOR_LABEL,
  DRIFT_DISTANCE,
  DRIFT_METRIC,
  DRIFT_P_VALUE,
  DRIFT_THRESHOLD,
  driftQuery,
  fleetDetectors,
  OUTLIER_METRIC,
  outlierQuery,
  OWN_DRIFT_METRIC,
  ownDriftQuery,
} from './detectors';
export {
  diagnosisQueries,
  intervalOf,
  nativeSeries,
  type DiagnosisQueries,
} from './diagnosis';
export {
  fleetScope,
  keyNumberQueries,
  MODEL_LABELS,
  type KeyNumberQueries,
} from './keyNumbers';
export { fillTemplate, isAboutPods, unknownParameters } from './panelTemplate';
export { podScope } from './pods';
export {
  builtInProfiles,
  profileSelectors,
  type MetricsProfile,
} from './profiles';
export { rangeOf, windowFor, type RangeRequest } from './range';
export { REACHABLE_QUERY } from './reachable';
export { feedbackCount, meanReward } from './reward';
export { promiseQueries, type PromiseQueries } from './slo';
export { predictionRate, type TrafficQuery } from './traffic';
export { modelScope, type QueryScope, type Window } from './scope';
export type { LabelMatcher } from './selector';
export { targetsKnown, targetsScrapedAt, targetsUp } from './targets';
