export type {
  Cluster,
  KubeObject,
  OwnerReference,
  ResourceRef,
  WatchEvent,
  WriteOptions,
} from './Cluster';
export type { AdmissionHooks } from './admission';
export { createCluster } from './createCluster';
export type { ClusterOptions, ServedCluster } from './createCluster';
export { invalid, StatusError } from './errors';
export type { FieldError, Status, StatusCause } from './errors';
