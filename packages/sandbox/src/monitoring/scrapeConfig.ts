import type { KubeObject } from '../api/Cluster';
import type { LabelSelector } from '../api/labelSelector';

export interface RelabelConfig {
  source_labels?: string[];
  separator?: string;
  regex?: string;
  target_label?: string;
  replacement?: string;
  action?: string;
  modulus?: number;
}

/** How a monitor's discovery is reached, in place of the operator's `kubernetes_sd_configs`. */
export interface Discovery {
  url(role: 'endpoints' | 'pod', namespaces: string[] | 'all'): string;
  refreshInterval: string;
}

interface MonitorEndpoint {
  port?: string;
  targetPort?: number | string;
  path?: string;
  scheme?: string;
  interval?: string;
  scrapeTimeout?: string;
  honorLabels?: boolean;
  honorTimestamps?: boolean;
  params?: Record<string, string[]>;
  relabelings?: ApiRelabeling[];
  metricRelabelings?: ApiRelabeling[];
}

interface ApiRelabeling {
  sourceLabels?: string[];
  separator?: string;
  regex?: string;
  targetLabel?: string;
  replacement?: string;
  action?: string;
  modulus?: number;
}

const fromApi = ({
  sourceLabels,
  targetLabel,
  action,
  ...rest
}: ApiRelabeling): RelabelConfig => ({
  ...(sourceLabels && { source_labels: sourceLabels }),
  ...(targetLabel && { target_label: targetLabel }),
  ...rest,
  // The API allows capitals, Prometheus does not.
  ...(action && { action: action.toLowerCase() }),
});

/** Label names as Prometheus' discovery writes them: `app.kubernetes.io/name` is `app_kubernetes_io_name`. */
export const sanitizeLabel = (name: string) =>
  name.replace(/[^a-zA-Z0-9_]/g, '_');

function selectorRules(
  object: 'service' | 'pod',
  selector: LabelSelector = {},
): RelabelConfig[] {
  const prefix = `__meta_kubernetes_${object}`;
  const value = (key: string) => [
    `${prefix}_label_${sanitizeLabel(key)}`,
    `${prefix}_labelpresent_${sanitizeLabel(key)}`,
  ];
  const labels = Object.entries(selector.matchLabels ?? {})
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, wanted]) => ({
      action: 'keep',
      source_labels: value(key),
      regex: `(${wanted});true`,
    }));
  const expressions = (selector.matchExpressions ?? []).map(
    ({ key, operator, values = [] }): RelabelConfig => {
      const [label, present] = value(key);
      switch (operator) {
        case 'In':
          return {
            action: 'keep',
            source_labels: [label, present],
            regex: `(${values.join('|')});true`,
          };
        case 'NotIn':
          return {
            action: 'drop',
            source_labels: [label, present],
            regex: `(${values.join('|')});true`,
          };
        case 'Exists':
          return { action: 'keep', source_labels: [present], regex: 'true' };
        default:
          return { action: 'drop', source_labels: [present], regex: 'true' };
      }
    },
  );
  return [...labels, ...expressions];
}

const copy = (from: string, to: string): RelabelConfig => ({
  source_labels: [from],
  target_label: to,
});

const DROP_FINISHED: RelabelConfig = {
  source_labels: ['__meta_kubernetes_pod_phase'],
  regex: '(Failed|Succeeded)',
  action: 'drop',
};

const fromLabels = (object: 'service' | 'pod', names: string[] = []) =>
  names.map((name): RelabelConfig => ({
    source_labels: [`__meta_kubernetes_${object}_label_${sanitizeLabel(name)}`],
    target_label: sanitizeLabel(name),
    regex: '(.+)',
    replacement: '${1}',
  }));

function monitoredNamespaces(monitor: KubeObject): string[] | 'all' {
  const { any, matchNames } = monitor.spec?.namespaceSelector ?? {};
  return any ? 'all' : (matchNames ?? [monitor.metadata.namespace]);
}

function shared(
  monitor: KubeObject,
  endpoint: MonitorEndpoint,
  index: number,
  prometheus: KubeObject,
) {
  const { namespace, name } = monitor.metadata;
  const kind =
    monitor.kind === 'ServiceMonitor' ? 'serviceMonitor' : 'podMonitor';
  const interval =
    endpoint.interval ?? prometheus.spec?.scrapeInterval ?? undefined;
  return {
    job_name: `${kind}/${namespace}/${name}/${index}`,
    honor_labels: prometheus.spec?.overrideHonorLabels
      ? false
      : (endpoint.honorLabels ?? false),
    honor_timestamps: endpoint.honorTimestamps ?? true,
    ...(interval && { scrape_interval: interval }),
    ...(endpoint.scrapeTimeout && { scrape_timeout: endpoint.scrapeTimeout }),
    ...(endpoint.path && { metrics_path: endpoint.path }),
    ...(endpoint.params && { params: endpoint.params }),
    ...(endpoint.scheme && { scheme: endpoint.scheme }),
    ...(monitor.spec?.sampleLimit && {
      sample_limit: monitor.spec.sampleLimit,
    }),
    ...(endpoint.metricRelabelings && {
      metric_relabel_configs: endpoint.metricRelabelings.map(fromApi),
    }),
  };
}

export function serviceMonitorJobs(
  monitor: KubeObject,
  prometheus: KubeObject,
  discovery: Discovery,
): object[] {
  const { spec } = monitor;
  return (spec.endpoints ?? []).map(
    (endpoint: MonitorEndpoint, index: number) => ({
      ...shared(monitor, endpoint, index, prometheus),
      http_sd_configs: [
        {
          url: discovery.url('endpoints', monitoredNamespaces(monitor)),
          refresh_interval: discovery.refreshInterval,
        },
      ],
      relabel_configs: [
        copy('job', '__tmp_prometheus_job_name'),
        ...selectorRules('service', spec.selector),
        ...portRules(endpoint),
        ...(['Node', 'Pod'] as const).map(kind => ({
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
        DROP_FINISHED,
        ...fromLabels('service', spec.targetLabels),
        ...fromLabels('pod', spec.podTargetLabels),
        copy('__meta_kubernetes_service_name', 'job'),
        ...(spec.jobLabel
          ? [
              {
                source_labels: [
                  `__meta_kubernetes_service_label_${sanitizeLabel(spec.jobLabel)}`,
                ],
                target_label: 'job',
                regex: '(.+)',
                replacement: '${1}',
              },
            ]
          : []),
        {
          target_label: 'endpoint',
          replacement: endpoint.port ?? String(endpoint.targetPort ?? ''),
        },
        ...(endpoint.relabelings ?? []).map(fromApi),
      ],
    }),
  );
}

function portRules({ port, targetPort }: MonitorEndpoint): RelabelConfig[] {
  if (port) {
    return [
      {
        action: 'keep',
        source_labels: ['__meta_kubernetes_endpoint_port_name'],
        regex: port,
      },
    ];
  }
  if (targetPort === undefined) {
    return [];
  }
  const by = typeof targetPort === 'number' ? 'number' : 'name';
  return [
    {
      action: 'keep',
      source_labels: [`__meta_kubernetes_pod_container_port_${by}`],
      regex: String(targetPort),
    },
  ];
}

export function podMonitorJobs(
  monitor: KubeObject,
  prometheus: KubeObject,
  discovery: Discovery,
): object[] {
  const { spec } = monitor;
  const { namespace, name } = monitor.metadata;
  return (spec.podMetricsEndpoints ?? []).map(
    (endpoint: MonitorEndpoint, index: number) => ({
      ...shared(monitor, endpoint, index, prometheus),
      http_sd_configs: [
        {
          url: discovery.url('pod', monitoredNamespaces(monitor)),
          refresh_interval: discovery.refreshInterval,
        },
      ],
      relabel_configs: [
        copy('job', '__tmp_prometheus_job_name'),
        DROP_FINISHED,
        ...selectorRules('pod', spec.selector),
        ...(endpoint.port
          ? [
              {
                action: 'keep',
                source_labels: ['__meta_kubernetes_pod_container_port_name'],
                regex: endpoint.port,
              },
            ]
          : []),
        copy('__meta_kubernetes_namespace', 'namespace'),
        copy('__meta_kubernetes_pod_container_name', 'container'),
        copy('__meta_kubernetes_pod_name', 'pod'),
        ...fromLabels('pod', spec.podTargetLabels),
        { target_label: 'job', replacement: `${namespace}/${name}` },
        ...(spec.jobLabel
          ? [
              {
                source_labels: [
                  `__meta_kubernetes_pod_label_${sanitizeLabel(spec.jobLabel)}`,
                ],
                target_label: 'job',
                regex: '(.+)',
                replacement: '${1}',
              },
            ]
          : []),
        { target_label: 'endpoint', replacement: endpoint.port ?? '' },
        ...(endpoint.relabelings ?? []).map(fromApi),
      ],
    }),
  );
}
