import type { MonitoringRequest } from '../../contract/provisioning';
import { monitoringManifests } from '../monitoringManifests';
import type { ModelPromise } from '../promise';
import type { ScrapedBy } from '../scrapedBy';
import type {
  ClusterApis,
  ManifestSettings,
  ModelShape,
  PredictorShape,
} from '../types';

export const ref = { cluster: 'local', namespace: 'ml-mon', name: 'fraud' };

/** Of all objects that are ours for `fraud`. */
export const labels = {
  'app.kubernetes.io/managed-by': 'backstage-ml-monitoring',
  'ml-monitoring/model-id': 'fraud',
  'backstage.io/kubernetes-id': 'local.ml-mon.fraud',
};

const everything: ClusterApis = {
  route: true,
  ingress: true,
  gateway: true,
  serviceMonitor: true,
  podMonitor: true,
  prometheusRule: true,
  grafanaV4: true,
  grafanaV5: true,
};

const settings: ManifestSettings['monitoring'] = {
  scrapeInterval: '30s',
  labels: { release: 'prom' },
  alertLabels: {},
  grafana: { labels: {}, instanceSelector: { dashboards: 'ml' } },
  portalUrl: 'https://portal.example.com',
};

export const container = (
  name: string,
  more: Partial<PredictorShape['containers'][number]> = {},
) => ({ name, besideOrchestrator: true, metricsPort: 6000, ...more });

export const shape = (
  predictors: (Partial<PredictorShape> & { name: string })[],
  protocol: ModelShape['protocol'] = 'seldon',
): ModelShape => ({
  protocol,
  predictors: predictors.map(predictor => ({
    serviceName: `fraud-${predictor.name}`,
    shadow: false,
    containers: [],
    ...predictor,
  })),
});

/** What is made to monitor a model, by default one predictor `main` with one Python container. */
export function monitor(
  request: MonitoringRequest,
  options: {
    model?: ModelShape;
    apis?: Partial<ClusterApis>;
    settings?: Partial<ManifestSettings['monitoring']>;
    promise?: ModelPromise;
    scrapedBy?: ScrapedBy[];
  } = {},
) {
  return monitoringManifests(
    ref,
    options.model ??
      shape([
        { name: 'main', containers: [container('model', { image: 'ml/m:1' })] },
      ]),
    {
      request,
      apis: { ...everything, ...options.apis },
      settings: { ...settings, ...options.settings },
      promise: options.promise ?? {},
      scrapedBy: options.scrapedBy ?? [],
    },
  );
}
