import {
  modelManifests,
  type ManifestSettings,
  type ProvisionRequest,
} from 'backstage-plugin-ml-monitoring-common';

const settings: ManifestSettings = {
  exposure: [],
  route: { labels: {}, tls: 'edge' },
  monitoring: {
    scrapeInterval: '30s',
    labels: {},
    alertLabels: { team: 'ml' },
    grafana: { labels: {}, instanceSelector: { dashboards: 'ml' } },
    portalUrl: 'https://portal.example.com',
  },
};

/** What is made to monitor a model with a predictor `model`, scraped through its Service. */
export function monitoringOf(
  ref: { namespace: string; name: string },
  monitoring: ProvisionRequest['monitoring'],
) {
  return modelManifests({
    request: { cluster: 'local', ...ref, monitoring },
    existing: {
      protocol: 'seldon',
      predictors: [
        {
          name: 'model',
          serviceName: 'rest-seldon-model',
          shadow: false,
          containers: [
            { name: 'classifier', image: 'ml/m:1', besideOrchestrator: true },
          ],
        },
      ],
    },
    apis: {
      route: false,
      ingress: false,
      gateway: false,
      serviceMonitor: true,
      podMonitor: true,
      prometheusRule: true,
      grafanaV4: false,
      grafanaV5: true,
    },
    settings,
  }).manifests;
}

/** Names that no cluster takes, and that must not break out of a query, a pattern or a template all the same. */
export const hostileNames = [
  'a"} or up{b="',
  'back\\slash',
  'new\nline',
  '{{ $value }}',
  '{{ query "up" }}{{',
  '.*|a(b[c',
  '$1 ${x} $__range',
  "quote's `tick`",
  '\u0000\ufffd',
];
