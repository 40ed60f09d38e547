export { checkDeployment, type SeldonCapabilities } from './checkDeployment';
export * from './httpRoute';
export * from './ingress';
export * from './labels';
export * from './metricsService';
export * from './modelManifests';
export * from './names';
export * from './podMonitor';
export * from './promise';
export { schemaAt, type StructuralSchema } from './prunedFields';
export * from './requestField';
export * from './route';
export * from './seldonDeployment';
export type { MetricsPart, ScrapedBy } from './scrapedBy';
export { KNOWN_SERVERS, type ServerOption } from './servers';
export * from './serviceMonitor';
export type { PredictorOptions } from './seldonPredictor';
export {
  protocolOfSpec,
  shapeOfSpec,
  type GraphOfShape,
  type PredictorOfShape,
  type SeldonSpecOfShape,
} from './shape';
export * from './types';
