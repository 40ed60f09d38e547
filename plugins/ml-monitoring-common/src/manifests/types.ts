import type { DeploymentRequest } from '../contract/provisioning';

/** A Kubernetes object as it is applied. @public */
export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    namespace: string;
    labels: Record<string, string>;
    annotations?: Record<string, string>;
    ownerReferences?: {
      apiVersion: string;
      kind: string;
      name: string;
      uid: string;
    }[];
  };
  spec: Record<string, unknown>;
}

/** @public */
export type ExposureKind = 'route' | 'ingress' | 'gateway';

/** What the platform team decided about the objects we render. @public */
export interface ManifestSettings {
  /** The ways of exposing that a request may choose from. */
  exposure: readonly ('none' | ExposureKind)[];
  route: {
    labels: Record<string, string>;
    /** e.g. `{name}-{namespace}.apps.example.com`. Absent: the router makes one up. */
    hostTemplate?: string;
    /** e.g. `30s`. */
    timeout?: string;
    tls: 'edge' | 'none';
  };
  ingress?: { class?: string; hostTemplate: string };
  gateway?: {
    parentRef: { name: string; namespace?: string; sectionName?: string };
    hostTemplate: string;
  };
  monitoring: {
    /** e.g. `30s`. */
    scrapeInterval: string;
    /** On every monitor and rule, so that the Prometheus of the cluster selects it. */
    labels: Record<string, string>;
    /** On every alert, e.g. severity and team. */
    alertLabels: Record<string, string>;
    grafana: {
      /** Of the Grafana operator v5: which Grafana takes the dashboard. */
      instanceSelector?: Record<string, string>;
      /** Of the Grafana operator v4: what the Grafana selects dashboards by. */
      labels: Record<string, string>;
      /** The name of the data source that the panels ask. */
      datasource?: string;
      /** Where Grafana reaches the Prometheus of the cluster, for a data source of our own making. */
      prometheusUrl?: string;
    };
    /** Where people open the portal, for links in alerts. */
    portalUrl?: string;
  };
}

/** Which optional APIs the cluster serves. @public */
export interface ClusterApis {
  route: boolean;
  ingress: boolean;
  gateway: boolean;
  serviceMonitor: boolean;
  podMonitor: boolean;
  prometheusRule: boolean;
  /** The Grafana operator, by the API it brings. */
  grafanaV4: boolean;
  grafanaV5: boolean;
}

/** @public */
export interface RenderedModel {
  /** In the order in which they are applied. */
  manifests: Manifest[];
  /** What will work but deserves a look. */
  warnings: string[];
}

/** A predictor as far as exposing and monitoring it need to know it. @public */
export interface PredictorShape {
  name: string;
  serviceName: string;
  /** Percent. Absent: the only predictor, which gets everything. */
  traffic?: number;
  shadow: boolean;
  /**
   * There is no orchestrator: the Service leads to the model container, on its own port, and nothing counts
   * requests. Absent: an orchestrator answers on port 8000.
   */
  withoutEngine?: { httpPort: number };
  /**
   * Model containers in the order in which the operator hands out ports, with
   * what is known of what runs in them.
   */
  containers: {
    name: string;
    image?: string;
    implementation?: string;
    /** False in a pod of its own, apart from the one the predictor's Service leads to. */
    besideOrchestrator: boolean;
    /** Where the operator has it expose metrics of its own, whether it has any or not. Absent: nowhere. */
    metricsPort?: number;
  }[];
}

/** The protocol and predictors of a model, of a request or of the cluster. @public */
export interface ModelShape {
  protocol: NonNullable<DeploymentRequest['protocol']>;
  predictors: PredictorShape[];
  /** Istio or Ambassador leads requests to it, as its annotations say. They split by `spec.traffic` by themselves. */
  mesh?: 'Istio' | 'Ambassador';
}
