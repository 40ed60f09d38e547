export type * from './MetricsSource';
export { mergeAlerts, mergeSamples } from './mergeAnswers';
export { MetricsSourceError } from './MetricsSourceError';
export {
  MetricsSources,
  type ClusterMetrics,
  type MetricsSourceDiscovery,
  type PrometheusEntry,
} from './MetricsSources';
export type { ServiceTransportFactory } from './createTransport';
export { SharedFlights } from './SharedFlights';
