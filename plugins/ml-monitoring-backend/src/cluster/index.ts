export { CachingModelReader } from './CachingModelReader';
export type {
  ClusterConnections,
  ClusterDescription,
} from './ClusterConnections';
export { ClusterModelReader } from './ClusterModelReader';
export { Clusters } from './Clusters';
export { ApiNotServedError, errorOfAnswer } from './errors';
export { KubeClient, type KubeAnswer, type KubeRequest } from './KubeClient';
export { conflictsOf } from './retry';
export { KubeconfigConnections } from './KubeconfigConnections';
export { MirroringModelReader } from './mirror/MirroringModelReader';
export { ProxyConnections } from './ProxyConnections';
export { readScrapers, type ScraperReading } from './readScrapers';
export {
  readClusterApis,
  readNamespace,
  readNamespaceNames,
  readSeldonDeployment,
} from './read';
export {
  pluralOf,
  resourcePath,
  resources,
  type KubeResource,
} from './resources';
export { aboutModel } from './facts/aboutModel';
export { eventsAbout } from './facts/events';
export { shapeOf } from './facts/shape';
export { urlOf } from './facts/urlOf';
export type { AnyObject } from './objects';
export { createPrometheusDiscovery } from './discoverPrometheus';
export { createServiceFetch } from './createServiceFetch';
export { together } from './together';
