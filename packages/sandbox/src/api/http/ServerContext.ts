import type { KubeObject } from '../Cluster';
import type { ServedCluster } from '../createCluster';
import type { Authorizer } from '../rbac';
import type { Fault, InterceptedRequest } from './faults';

export interface LogOptions {
  previous: boolean;
  tailLines?: number;
}

export interface ServerHooks {
  /** What a container has printed; `undefined` when it never started, or has no previous run. */
  podLogs?: (
    pod: KubeObject,
    container: string,
    options: LogOptions,
  ) => string | undefined;
  /** Lets a test make a request fail. */
  intercept?: (request: InterceptedRequest) => Fault | undefined;
}

export interface ServerContext extends ServerHooks {
  cluster: ServedCluster;
  authorizer: Authorizer;
  /** Aborted when the server closes. */
  closing: AbortSignal;
}
