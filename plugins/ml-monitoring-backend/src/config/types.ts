import type {
  EntityDefaults,
  HealthThresholds,
  ManifestSettings,
} from 'backstage-plugin-ml-monitoring-common';
import type { MetricsSourceConfig } from '../services/types';
import type { PanelSettings } from './panels';

/** What may be created. */
export interface ProvisioningConfig extends ManifestSettings {
  /** Patterns with `*`. */
  namespaces: string[];
  images: string[];
  modelUris: string[];
  /** What pods may run as. */
  serviceAccounts: string[];
  /** Added to the addresses of Routes. Only where routers listen on a port of their own. */
  routePort?: number;
  maximum: {
    replicas?: number;
    /** In cores. */
    cpu?: number;
    /** In bytes. */
    memory?: number;
  };
  predictions: {
    enabled: boolean;
    maximumBytes: number;
    timeoutSeconds: number;
  };
}

/** `mlMonitoring` of the app-config, as plain values. */
export interface MlMonitoringConfig {
  prometheus: MetricsSourceConfig[];
  /** By cluster name. Absent: everything the cluster's credential may read. */
  clusters: Record<string, { namespaces?: string[] }>;
  health: Partial<HealthThresholds>;
  panels: PanelSettings;
  /** Absent: nothing can be written. */
  provisioning?: ProvisioningConfig;
  entity: EntityDefaults;
  links: { grafana?: string; console?: string };
}
