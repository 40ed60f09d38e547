import type {
  ClusterFacts,
  ModelRef,
  SourceState,
} from 'backstage-plugin-ml-monitoring-common';

/** What one cluster says of one model, and how well it said it. */
export interface ModelReading {
  facts: ClusterFacts;
  /** `ok`, or `partial`/`stale` where something could not be read or is old. */
  source: SourceState;
}

/** The models of one cluster. Where the cluster did not answer, `models` is empty and `source` says why. */
export interface ModelListing {
  cluster: string;
  models: ClusterFacts[];
  source: SourceState;
}

/** Reads models from the clusters. Authorises nobody: that is done by who calls the services. */
export interface ModelReader {
  /** The names of the clusters that can be read. */
  clusters(): Promise<readonly string[]>;

  /**
   * @throws NotFoundError when the cluster answered that there is no such model, or is not configured.
   * @throws NotAllowedError when the credential of the cluster may not read it.
   * @throws ServiceUnavailableError when the cluster did not answer.
   */
  facts(
    ref: ModelRef,
    options: { signal?: AbortSignal },
  ): Promise<ModelReading>;

  /** One listing for each cluster asked. A cluster that fails is a listing too. */
  list(options: {
    cluster?: string;
    namespace?: string;
    signal?: AbortSignal;
  }): Promise<ModelListing[]>;
}

/** Where the Prometheus of a cluster is. */
export type MetricsSourceTarget =
  | { kind: 'url'; url: string }
  /** Through the API server's service proxy. `port` is a name or a number. */
  | { kind: 'service'; namespace: string; name: string; port: string }
  /** Thanos Querier of OpenShift's monitoring. `tenancy`: its port for namespaced rights. */
  | { kind: 'openshift'; tenancy: boolean };

/** How to sign in there. */
export type MetricsSourceAuth =
  | { kind: 'bearerToken'; token: string }
  /** Read anew for every request: Kubernetes rotates projected tokens. */
  | { kind: 'bearerTokenFile'; path: string }
  | { kind: 'basic'; username: string; password: string };

/** One entry of `mlMonitoring.prometheus`, parsed. */
export interface MetricsSourceConfig {
  cluster: string;
  /** Patterns with `*`. Absent: it measures all of them. */
  namespaces?: string[];
  target: MetricsSourceTarget;
  /** Added to every selector. */
  matchers: Record<string, string>;
  /** Absent: none, or the pod's service account where `target` is `openshift`. */
  auth?: MetricsSourceAuth;
  tls?: { caFile?: string; caData?: string };
  headers: Record<string, string>;
  /** Where a person opens it. */
  externalUrl?: string;
}
