export type * from './MetricsSource';
export { MetricsSourceError } from './MetricsSourceError';
export {
  MetricsSources,
  type ClusterMetrics,
  type MetricsSourceDiscovery,
} from './MetricsSources';
export type { ServiceTransportFactory } from './createTransport';
