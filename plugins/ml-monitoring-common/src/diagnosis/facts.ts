import type { SourceState } from '../contract/sources';
import type { ModelRef } from '../contract/refs';
import type { Asked, ClusterFacts, HealthThresholds } from '../health/facts';
import type { ModelShape } from '../manifests/types';
import type {
  InstallationFacts,
  NamespaceFact,
  Reading,
  ReadinessFacts,
  Right,
} from '../readiness/facts';
import type { LabelSelector } from '../readiness/labelSelector';

/** A Service in the namespace of the model. @public */
export interface ServiceFact {
  name: string;
  labels: Record<string, string>;
  selector: Record<string, string>;
  ports: { name?: string; port: number; targetPort?: number | string }[];
}

/** One address that a monitor has scraped. @public */
export interface ScrapeEndpointFact {
  /** By name. */
  port?: string;
  targetPort?: number | string;
  path?: string;
  relabelings: { action?: string; sourceLabels: string[]; regex?: string }[];
}

/** A ServiceMonitor or PodMonitor, as far as it decides what is scraped. @public */
export interface MonitorFact {
  kind: 'ServiceMonitor' | 'PodMonitor';
  namespace: string;
  name: string;
  labels: Record<string, string>;
  selector: LabelSelector;
  /** Absent: its own namespace. */
  namespaceSelector?: { any: boolean; matchNames: string[] };
  endpoints: ScrapeEndpointFact[];
}

/** A pod of the model, as far as it decides who scrapes it. @public */
export interface ScrapedPodFact {
  name: string;
  labels: Record<string, string>;
  ports: { container: string; name?: string; port: number }[];
}

/** Whom a NetworkPolicy lets in, an absent part being everything. @public */
export interface IngressRuleFact {
  ports?: { port?: number | string; endPort?: number }[];
  from?: {
    podSelector?: LabelSelector;
    namespaceSelector?: LabelSelector;
    ipBlock?: { cidr: string };
  }[];
}

/** A NetworkPolicy that says who may call pods. @public */
export interface NetworkPolicyFact {
  name: string;
  podSelector: LabelSelector;
  ingress: IngressRuleFact[];
}

/** What a Prometheus may not read in the namespace of the model, by its service account. @public */
export interface ScraperRightsFact {
  prometheus: { namespace: string; name: string };
  user: string;
  lacking: Right[];
}

/** A target as Prometheus last saw it, by the sample of `up`. @public */
export interface UpFact {
  labels: Record<string, string>;
  up: boolean;
  scrapedAt?: Date;
  /** How often it was scraped within the last five minutes, as far as it was there. */
  intervalSeconds?: number;
  lastError?: string;
}

/** What Prometheus knows of one job of a monitor. @public */
export interface ScrapePoolFact {
  monitor: { kind: MonitorFact['kind']; namespace: string; name: string };
  /** Of the targets that relabelling threw out, what discovery said of them. */
  dropped: Record<string, string>[];
  active: number;
}

/** How many series of a metric have these labels. @public */
export interface SeriesFact {
  labels: Record<string, string>;
  count: number;
}

/** What a metric of the model's own code left in Prometheus. @public */
export interface OwnMetricsFact {
  now: string[];
  /** Within the last day. */
  lately: string[];
}

/** What the Prometheus that the portal reads says. @public */
export interface DiagnosisMetricsFacts {
  state: SourceState;
  /** What kind of failure it is, where it refuses or does not answer. */
  problem?: string;
  /** What somebody would have to grant. */
  missingRight?: string;
  /** What the configuration adds to every question. */
  matchers: Record<string, string>;
  /** The targets in the namespace, and those of the pods wherever they are said to be. */
  up: Asked<UpFact[]>;
  /** `absent`: it does not tell. */
  pools: Asked<ScrapePoolFact[]>;
  /** Samples of the model's targets, as exposed and as kept. */
  samples: Asked<{ exposed: number; kept: number }>;
  /** Series of the orchestrators that the charts ask for, by what they count. */
  series: Asked<SeriesFact[]>;
  /** Series of the orchestrators of the model's pods, whatever other labels they have. */
  seriesOfPods: Asked<SeriesFact[]>;
  /** The same metric as native histograms, which have no buckets that charts could read. */
  nativeSeries: Asked<number>;
  /** What the chart of requests shows. `undefined`: nothing. */
  requestsPerSecond: Asked<number | undefined>;
  /** The question behind it. */
  query: string;
  ownMetrics: Asked<OwnMetricsFact>;
}

/** Everything that the way from a model to its charts is judged by. @public */
export interface DiagnosisFacts extends Omit<InstallationFacts, 'gateway'> {
  ref: ModelRef;
  thresholds: HealthThresholds;
  /** The namespace of the model. */
  namespace: NamespaceFact;
  model: Asked<ClusterFacts>;
  /** Absent: the model was not read. */
  shape?: ModelShape;
  services: Reading<ServiceFact[]>;
  /** Those of all namespaces, as far as they may be read. */
  monitors: Reading<MonitorFact[]>;
  pods: Reading<ScrapedPodFact[]>;
  networkPolicies: Reading<NetworkPolicyFact[]>;
  /** Of every Prometheus that is known, and whose rights may be asked for. */
  scraperRights: Reading<ScraperRightsFact[]>;
  lackingRights: ReadinessFacts['lackingRights'];
  /** What the configuration would put on a monitor. */
  monitoring: { labels: Record<string, string>; scrapeInterval: string };
  metrics: DiagnosisMetricsFacts;
}
