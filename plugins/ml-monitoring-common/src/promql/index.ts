export {
  panelCatalogue,
  type PanelDefinition,
  type PanelQuery,
} from './catalogue';
export { ORCHESTRATOR } from './calls';
export {
  customMetrics,
  customMetricsSelector,
  customPanel,
  type CustomMetric,
} from './customMetrics';
export {
  fleetScope,
  keyNumberQueries,
  MODEL_LABELS,
  type KeyNumberQueries,
} from './keyNumbers';
export { pointsIn, rangeOf, windowFor, type RangeRequest } from './range';
export { REACHABLE_QUERY } from './reachable';
export { predictionRate, type TrafficQuery } from './traffic';
export { modelScope, type QueryScope, type Window } from './scope';
export type { LabelMatcher } from './selector';
export { targetsScrapedAt, targetsUp } from './targets';
