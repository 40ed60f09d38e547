import type { KubeObject } from '../api/Cluster';
import { matchesSelector, type LabelSelector } from '../api/labelSelector';
import {
  podMonitorJobs,
  serviceMonitorJobs,
  type Discovery,
} from './scrapeConfig';

export interface MonitoringObjects {
  namespaces: KubeObject[];
  serviceMonitors: KubeObject[];
  podMonitors: KubeObject[];
  rules: KubeObject[];
}

/** What a Prometheus object selects, in a stable order. No selector selects nothing; no namespace selector means its own. */
function selected(
  prometheus: KubeObject,
  objects: KubeObject[],
  namespaces: KubeObject[],
  names: { selector: string; namespaceSelector: string },
): KubeObject[] {
  const selector: LabelSelector | undefined = prometheus.spec?.[names.selector];
  const inNamespaces: LabelSelector | undefined =
    prometheus.spec?.[names.namespaceSelector];
  const allowed = new Set(
    inNamespaces
      ? namespaces
          .filter(({ metadata }) =>
            matchesSelector(inNamespaces, metadata.labels),
          )
          .map(({ metadata }) => metadata.name)
      : [prometheus.metadata.namespace],
  );
  const key = ({ metadata }: KubeObject) =>
    `${metadata.namespace}/${metadata.name}`;
  return objects
    .filter(
      ({ metadata }) =>
        allowed.has(metadata.namespace) &&
        matchesSelector(selector, metadata.labels),
    )
    .sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** The configuration that the operator would generate, but for its way of discovery. */
export function prometheusConfig(
  prometheus: KubeObject,
  objects: MonitoringObjects,
  options: { discovery: Discovery; ruleFiles: string },
): object {
  const { namespace, name } = prometheus.metadata;
  const { namespaces } = objects;
  return {
    global: {
      scrape_interval: prometheus.spec?.scrapeInterval ?? '30s',
      evaluation_interval: prometheus.spec?.evaluationInterval ?? '30s',
      external_labels: { prometheus: `${namespace}/${name}` },
    },
    rule_files: [options.ruleFiles],
    scrape_configs: [
      ...selected(prometheus, objects.serviceMonitors, namespaces, {
        selector: 'serviceMonitorSelector',
        namespaceSelector: 'serviceMonitorNamespaceSelector',
      }).flatMap(monitor =>
        serviceMonitorJobs(monitor, prometheus, options.discovery),
      ),
      ...selected(prometheus, objects.podMonitors, namespaces, {
        selector: 'podMonitorSelector',
        namespaceSelector: 'podMonitorNamespaceSelector',
      }).flatMap(monitor =>
        podMonitorJobs(monitor, prometheus, options.discovery),
      ),
    ],
  };
}

/** Rule files by name, one per selected PrometheusRule. An interval that is given goes before those of the groups. */
export function ruleFiles(
  prometheus: KubeObject,
  { rules, namespaces }: MonitoringObjects,
  options: { interval?: string } = {},
): Record<string, object> {
  return Object.fromEntries(
    selected(prometheus, rules, namespaces, {
      selector: 'ruleSelector',
      namespaceSelector: 'ruleNamespaceSelector',
    }).map(({ metadata, spec }) => [
      `${metadata.namespace}-${metadata.name}.yaml`,
      {
        groups: (spec?.groups ?? []).map((group: Record<string, unknown>) => ({
          ...groupOf(group),
          ...options,
        })),
      },
    ]),
  );
}

/** Fields that only Thanos Ruler reads would make Prometheus refuse the file. */
function groupOf({
  partial_response_strategy: _,
  ...group
}: Record<string, unknown>) {
  return group;
}
