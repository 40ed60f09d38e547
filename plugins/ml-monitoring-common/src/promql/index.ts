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
export {
  CUSTOM_METRIC_LABEL,
  customMovement,
  customPresence,
} from './customMovement';
export {
  customMetrics,
  customMetricsSelector,
  customPanel,
  type CustomMetric,
} from './customMetrics';
export {
  DETECTOR_LABEL,
  DRIFT_METRIC,
  driftQuery,
  fleetDetectors,
  OUTLIER_METRIC,
  outlierQuery,
  OWN_DRIFT_METRIC,
  ownDriftQuery,
  type DetectorScope,
} from './detectors';
export {
  diagnosisQueries,
  intervalOf,
  type DiagnosisQueries,
} from './diagnosis';
export {
  fleetScope,
  keyNumberQueries,
  MODEL_LABELS,
  type KeyNumberQueries,
} from './keyNumbers';
export { fillTemplate, isAboutPods, unknownParameters } from './panelTemplate';
export { openQueryUrls, type OpenQuery, type OpenQueryUrls } from './openQuery';
export { podScope } from './pods';
export {
  builtInProfiles,
  profileSelector,
  type MetricsProfile,
} from './profiles';
export {
  instantsOf,
  pointsIn,
  rangeOf,
  windowFor,
  type RangeRequest,
} from './range';
export { REACHABLE_QUERY } from './reachable';
export { feedbackCount, meanReward } from './reward';
export { promiseQueries, type PromiseQueries } from './slo';
export { predictionRate, type TrafficQuery } from './traffic';
export { modelScope, type QueryScope, type Window } from './scope';
export type { LabelMatcher } from './selector';
export { targetsScrapedAt, targetsUp } from './targets';
