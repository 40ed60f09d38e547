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
export { kubeconfig } from './kubeconfig';
export type { KubeconfigOptions } from './kubeconfig';
export { startApiServer } from './startApiServer';
export type { ApiServer, ApiServerOptions } from './startApiServer';
export type { TokenUser } from './http/authentication';
export type { Fault, InterceptedRequest } from './http/faults';
export type { LogOptions, ServerHooks } from './http/ServerContext';
