import type { SourceState } from '../contract/sources';
import type { StructuralSchema } from '../manifests/prunedFields';
import type { ClusterApis, ManifestSettings } from '../manifests/types';
import type { LabelSelector } from './labelSelector';

/** Something the credential of a cluster may do, or may not. @public */
export interface Right {
  /** Empty for the core group. */
  apiGroup: string;
  /** The plural, with its subresource where one is meant, e.g. `services/proxy`. */
  resource: string;
  verbs: string[];
  /** Absent: in the whole cluster. */
  namespace?: string;
}

/**
 * What was read of a cluster, or why it was not. Keeps what may not be read apart from what is not there.
 *
 * @public
 */
export type Reading<T> =
  | {
      status: 'read';
      value: T;
      /** What it leaves out, and why. */
      missing?: { message: string; rights: Right[] };
    }
  /** The cluster has no such thing. */
  | { status: 'absent' }
  | { status: 'forbidden'; message: string; rights: Right[] }
  | { status: 'failed'; message: string };

/** The kind SeldonDeployment as the cluster serves it. @public */
export interface SeldonApiFact {
  servedVersions: string[];
  /** Absent: only the CRD tells, and it may not be read. */
  storageVersion?: string;
  /** Of `spec` in version v1. Absent: it could not be read. */
  specSchema?: StructuralSchema;
}

/** A Deployment that runs the Seldon operator. @public */
export interface OperatorFact {
  namespace: string;
  name: string;
  /** e.g. `1.17.1`. Absent: neither its image nor its labels tell. */
  version?: string;
  availableReplicas: number;
  /** The only namespace it looks after. Absent: all. */
  watches?: string;
  /** It takes models with this label value of `seldon.io/controller-id` only. Absent: those without the label. */
  controllerId?: string;
}

/** A webhook that is called for SeldonDeployments. @public */
export interface WebhookFact {
  configuration: {
    kind: 'ValidatingWebhookConfiguration' | 'MutatingWebhookConfiguration';
    name: string;
  };
  /** e.g. `v1.vseldondeployment.kb.io`. */
  name: string;
  /** Absent: it is called by URL. */
  service?: { namespace: string; name: string };
  /** Absent: it is called by URL, or the Service may not be read. */
  serviceState?: 'ready' | 'missing' | 'no-endpoints';
}

/** @public */
export type MonitorKind = 'ServiceMonitor' | 'PodMonitor' | 'PrometheusRule';

/** A Prometheus that its operator runs, with what it takes up. An absent selector of objects takes none, of namespaces its own. @public */
export interface PrometheusFact {
  namespace: string;
  name: string;
  /** As asked for. Absent: the operator's default, which is not none. */
  replicas?: number;
  /** Absent: the default one of its namespace. */
  serviceAccount?: string;
  selectors: Record<MonitorKind, LabelSelector | undefined>;
  namespaceSelectors: Record<MonitorKind, LabelSelector | undefined>;
}

/** A Grafana that its operator runs. @public */
export interface GrafanaFact {
  operator: 'v4' | 'v5';
  namespace: string;
  name: string;
  labels: Record<string, string>;
  /** Of the operator v4: a dashboard that one of these selects is taken up. */
  dashboardSelectors: LabelSelector[];
}

/** What a cluster has for models, whatever the namespace. @public */
export interface InstallationFacts {
  cluster: string;
  /** API groups that are served, e.g. `operators.coreos.com`. */
  apiGroups: Reading<string[]>;
  apis: Reading<ClusterApis>;
  seldonApi: Reading<SeldonApiFact>;
  operators: Reading<OperatorFact[]>;
  webhooks: Reading<WebhookFact[]>;
  prometheuses: Reading<PrometheusFact[]>;
  /** Whether OpenShift's monitoring looks after the namespaces of users. Absent on any other cluster. */
  userWorkloadMonitoring: Reading<{ enabled: boolean }>;
  grafanas: Reading<GrafanaFact[]>;
  /** The Gateway that HTTPRoutes would hang on. Read only where one is configured. */
  gateway?: Reading<{ namespace: string; name: string }>;
}

/** A namespace that models may be in. @public */
export interface NamespaceFact {
  name: string;
  /** Absent: it may not be read. */
  exists?: boolean;
  /** Absent: they may not be read. */
  labels?: Record<string, string>;
}

/** What of the configuration a cluster has to fit. @public */
export interface ReadinessSettings {
  /** Absent: models are read only. */
  provisioning?: Pick<ManifestSettings, 'exposure' | 'gateway' | 'monitoring'>;
}

/** Everything that readiness is judged by. @public */
export interface ReadinessFacts extends InstallationFacts {
  settings: ReadinessSettings;
  /** Those that models may be in, as far as they are known by name. */
  namespaces: NamespaceFact[];
  /** What keeps further namespaces from being known. */
  namespacesMissing?: string;
  /** The Prometheus that the suite reads from. */
  metrics: SourceState;
  /** What the credential may not do, of what the suite does. */
  lackingRights: Reading<{
    lacking: Right[];
    /** Who the credential signs in as, e.g. `system:serviceaccount:backstage:portal`. */
    user?: string;
  }>;
}
