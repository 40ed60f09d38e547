import type { KubeObject } from '../api';
import { modelObjects } from '../world/modelObjects';
import { tutorialModels } from '../world/tutorialModels';
import { prometheusConfig, ruleFiles } from './prometheusConfig';

const prometheus = (spec: object = {}): KubeObject => ({
  apiVersion: 'monitoring.coreos.com/v1',
  kind: 'Prometheus',
  metadata: { name: 'prometheus', namespace: 'ml-mon' },
  spec: { serviceMonitorSelector: {}, podMonitorSelector: {}, ...spec },
});

const monitor = (
  kind: string,
  namespace: string,
  spec: object,
  labels = {},
): KubeObject => ({
  apiVersion: 'monitoring.coreos.com/v1',
  kind,
  metadata: { name: 'm', namespace, labels },
  spec,
});

const namespaces = ['ml-mon', 'other'].map((name): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, labels: { team: name } },
}));

function jobs(
  serviceMonitors: KubeObject[],
  spec: object = {},
  podMonitors: KubeObject[] = [],
): any[] {
  const config: any = prometheusConfig(
    prometheus(spec),
    { namespaces, serviceMonitors, podMonitors, rules: [] },
    {
      ruleFiles: '/rules/*.yaml',
      discovery: {
        url: (role, within) => `http://sd/${role}?${within}`,
        refreshInterval: '1s',
      },
    },
  );
  return config.scrape_configs;
}

const copy = (from: string, to: string) => ({
  source_labels: [from],
  target_label: to,
});

it('turns a tutorial ServiceMonitor into the operator’s relabelings, the user’s last', () => {
  const [, , serviceMonitor] = modelObjects(tutorialModels[0]);
  expect(jobs([serviceMonitor])).toEqual([
    {
      job_name: 'serviceMonitor/ml-mon/rest-seldon-model/0',
      honor_labels: false,
      honor_timestamps: true,
      scrape_interval: '5s',
      metrics_path: '/prometheus',
      http_sd_configs: [
        { url: 'http://sd/endpoints?ml-mon', refresh_interval: '1s' },
      ],
      relabel_configs: [
        copy('job', '__tmp_prometheus_job_name'),
        {
          action: 'keep',
          source_labels: [
            '__meta_kubernetes_service_label_seldon_app',
            '__meta_kubernetes_service_labelpresent_seldon_app',
          ],
          regex: '(rest-seldon-model);true',
        },
        {
          action: 'keep',
          source_labels: ['__meta_kubernetes_endpoint_port_name'],
          regex: 'http',
        },
        ...['Node', 'Pod'].map(kind => ({
          source_labels: [
            '__meta_kubernetes_endpoint_address_target_kind',
            '__meta_kubernetes_endpoint_address_target_name',
          ],
          separator: ';',
          regex: `${kind};(.*)`,
          replacement: '${1}',
          target_label: kind.toLowerCase(),
        })),
        copy('__meta_kubernetes_namespace', 'namespace'),
        copy('__meta_kubernetes_service_name', 'service'),
        copy('__meta_kubernetes_pod_name', 'pod'),
        copy('__meta_kubernetes_pod_container_name', 'container'),
        {
          source_labels: ['__meta_kubernetes_pod_phase'],
          regex: '(Failed|Succeeded)',
          action: 'drop',
        },
        copy('__meta_kubernetes_service_name', 'job'),
        { target_label: 'endpoint', replacement: 'http' },
        {
          action: 'keep',
          source_labels: ['__meta_kubernetes_service_name'],
          regex: 'rest-seldon-model',
        },
      ],
    },
  ]);
});

it('names a PodMonitor’s job after the monitor', () => {
  const [job] = jobs([], {}, [
    monitor('PodMonitor', 'ml-mon', {
      selector: {},
      namespaceSelector: { any: true },
      podMetricsEndpoints: [{ port: 'metrics' }],
    }),
  ]);
  expect(job.job_name).toBe('podMonitor/ml-mon/m/0');
  expect(job.http_sd_configs[0].url).toBe('http://sd/pod?all');
  expect(job.relabel_configs).toContainEqual({
    target_label: 'job',
    replacement: 'ml-mon/m',
  });
});

it('carries metric relabelings, with actions in the case Prometheus wants', () => {
  const [job] = jobs([
    monitor('ServiceMonitor', 'ml-mon', {
      selector: {},
      endpoints: [
        { port: 'http', metricRelabelings: [{ action: 'Drop', regex: 'x' }] },
      ],
    }),
  ]);
  expect(job.metric_relabel_configs).toEqual([{ action: 'drop', regex: 'x' }]);
});

it.each([
  ['nothing without a selector', { serviceMonitorSelector: undefined }, []],
  ['its own namespace without a namespace selector', {}, ['ml-mon']],
  [
    'every namespace with an empty one',
    { serviceMonitorNamespaceSelector: {} },
    ['ml-mon', 'other'],
  ],
  [
    'the namespaces whose labels match',
    { serviceMonitorNamespaceSelector: { matchLabels: { team: 'other' } } },
    ['other'],
  ],
  [
    'the monitors whose labels match',
    {
      serviceMonitorNamespaceSelector: {},
      serviceMonitorSelector: { matchLabels: { release: 'x' } },
    },
    ['other'],
  ],
])('selects %s', (_, spec, expected) => {
  const endpoints = [{ port: 'http' }];
  const selected = jobs(
    [
      monitor('ServiceMonitor', 'ml-mon', { selector: {}, endpoints }),
      monitor(
        'ServiceMonitor',
        'other',
        { selector: {}, endpoints },
        { release: 'x' },
      ),
    ],
    spec,
  );
  expect(selected.map(({ job_name }) => job_name.split('/')[1])).toEqual(
    expected,
  );
});

it('writes one rule file per selected PrometheusRule, without what only Thanos reads', () => {
  const rules = [{ alert: 'Down', expr: 'up == 0' }];
  expect(
    ruleFiles(prometheus({ ruleSelector: {} }), {
      namespaces,
      serviceMonitors: [],
      podMonitors: [],
      rules: [
        monitor('PrometheusRule', 'ml-mon', {
          groups: [{ name: 'g', rules, partial_response_strategy: 'abort' }],
        }),
      ],
    }),
  ).toEqual({ 'ml-mon-m.yaml': { groups: [{ name: 'g', rules }] } });
});
