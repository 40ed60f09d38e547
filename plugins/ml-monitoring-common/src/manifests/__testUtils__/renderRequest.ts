import {
  provisionRequestSchema,
  type DeploymentRequest,
  type PredictorRequest,
  type ProvisionRequest,
} from '../../contract/provisioning';
import type { SeldonCapabilities } from '../checkDeployment';
import { modelManifests } from '../modelManifests';
import type {
  ClusterApis,
  ManifestSettings,
  ModelShape,
  RenderedModel,
} from '../types';

export const everyApi: ClusterApis = {
  route: true,
  ingress: true,
  gateway: true,
  serviceMonitor: true,
  podMonitor: true,
  prometheusRule: true,
  grafanaV4: true,
  grafanaV5: true,
};

export const anySettings: ManifestSettings = {
  exposure: ['none', 'route', 'gateway', 'ingress'],
  route: {
    labels: { shard: 'ml' },
    hostTemplate: '{name}.apps.example.com',
    tls: 'edge',
  },
  ingress: { class: 'nginx', hostTemplate: '{name}.ml.example.com' },
  gateway: {
    parentRef: { name: 'gw', namespace: 'infra' },
    hostTemplate: '{name}.gw.example.com',
  },
  monitoring: {
    scrapeInterval: '30s',
    labels: { release: 'prom' },
    alertLabels: { severity: 'warning' },
    grafana: { labels: {}, instanceSelector: { dashboards: 'ml' } },
  },
};

/** A predictor that is in order, with what matters to a test. */
export const predictorOf = (
  more: Partial<PredictorRequest> = {},
): PredictorRequest => ({
  name: 'main',
  graph: { name: 'classifier' },
  containers: [{ name: 'classifier', image: 'seldonio/x:1' }],
  ...more,
});

export const requestOf = (
  deployment: Partial<DeploymentRequest> = {},
  more: Partial<ProvisionRequest> = {},
): ProvisionRequest => ({
  cluster: 'local',
  namespace: 'ml-mon',
  name: 'fraud',
  deployment: { predictors: [predictorOf()], ...deployment },
  ...more,
});

/** What a request comes to, from its arrival on: read by the contract, then rendered. */
export function renderRequest(
  request: unknown,
  options: {
    existing?: ModelShape;
    apis?: Partial<ClusterApis>;
    settings?: Partial<ManifestSettings>;
    seldon?: SeldonCapabilities;
  } = {},
): RenderedModel {
  return modelManifests({
    request: provisionRequestSchema.parse(request),
    existing: options.existing,
    apis: { ...everyApi, ...options.apis },
    settings: { ...anySettings, ...options.settings },
    seldon: options.seldon,
  });
}
