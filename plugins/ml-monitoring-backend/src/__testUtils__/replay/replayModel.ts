import {
  modelManifests,
  type Manifest,
  type ProvisionRequest,
} from 'backstage-plugin-ml-monitoring-common';
import { NODES } from './expectationsOf';

export const NAMESPACE = 'ml-replay';
export const SCRAPE_SECONDS = 1;

const settings: Parameters<typeof modelManifests>[0]['settings'] = {
  exposure: [],
  route: { labels: {}, tls: 'edge' },
  monitoring: {
    scrapeInterval: `${SCRAPE_SECONDS}s`,
    labels: {},
    alertLabels: {},
    grafana: { labels: {} },
  },
};

const apis: Parameters<typeof modelManifests>[0]['apis'] = {
  route: true,
  ingress: true,
  gateway: false,
  serviceMonitor: true,
  podMonitor: true,
  prometheusRule: true,
  grafanaV4: false,
  grafanaV5: false,
};

const predictor = (name: string, replicas: number, traffic: number) => ({
  name,
  replicas,
  traffic,
  graph: {
    name: NODES.first,
    type: 'TRANSFORMER' as const,
    children: [{ name: NODES.second, type: 'MODEL' as const }],
  },
  containers: [
    { name: NODES.first, image: 'seldonio/model-with-metrics_rest:0.1' },
    { name: NODES.second, image: 'sandbox/obedient-model:1' },
  ],
});

/** A model that does as it is told, with the monitors that the product makes for it: of Services, or of both kinds. */
export function replayModel(options: {
  name: string;
  replicas: Record<string, number>;
  monitors: readonly ('serviceMonitor' | 'podMonitor')[];
}): Manifest[] {
  const { name, replicas, monitors } = options;
  const share = 100 / Object.keys(replicas).length;
  const request: ProvisionRequest = {
    cluster: 'any',
    namespace: NAMESPACE,
    name,
    deployment: {
      predictors: Object.entries(replicas).map(([each, count]) =>
        predictor(each, count, share),
      ),
    },
  };
  const rendered = monitors.flatMap(
    scrape =>
      modelManifests({
        request: { ...request, monitoring: { scrape, customMetrics: true } },
        apis,
        settings,
      }).manifests,
  );
  // The model itself is among them each time.
  return [
    ...new Map(
      rendered.map(each => [`${each.kind} ${each.metadata.name}`, each]),
    ).values(),
  ];
}
