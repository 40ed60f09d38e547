/** A kind of object as the API server addresses it. */
export interface KubeResource {
  kind: string;
  /** e.g. `apps/v1`; `v1` for the core group. */
  apiVersion: string;
  plural: string;
  /** Part of every cluster, or only of those with an add-on. */
  optional: boolean;
}

const resource = (
  apiVersion: string,
  kind: string,
  plural: string,
  optional = false,
): KubeResource => ({ apiVersion, kind, plural, optional });

export const resources = {
  seldonDeployments: resource(
    'machinelearning.seldon.io/v1',
    'SeldonDeployment',
    'seldondeployments',
  ),
  deployments: resource('apps/v1', 'Deployment', 'deployments'),
  replicaSets: resource('apps/v1', 'ReplicaSet', 'replicasets'),
  autoscalers: resource(
    'autoscaling/v2',
    'HorizontalPodAutoscaler',
    'horizontalpodautoscalers',
    true,
  ),
  pods: resource('v1', 'Pod', 'pods'),
  services: resource('v1', 'Service', 'services'),
  endpointSlices: resource(
    'discovery.k8s.io/v1',
    'EndpointSlice',
    'endpointslices',
  ),
  events: resource('v1', 'Event', 'events'),
  namespaces: resource('v1', 'Namespace', 'namespaces'),
  configMaps: resource('v1', 'ConfigMap', 'configmaps'),
  secrets: resource('v1', 'Secret', 'secrets'),
  serviceAccounts: resource('v1', 'ServiceAccount', 'serviceaccounts'),
  routes: resource('route.openshift.io/v1', 'Route', 'routes', true),
  ingresses: resource('networking.k8s.io/v1', 'Ingress', 'ingresses', true),
  httpRoutes: resource(
    'gateway.networking.k8s.io/v1',
    'HTTPRoute',
    'httproutes',
    true,
  ),
  serviceMonitors: resource(
    'monitoring.coreos.com/v1',
    'ServiceMonitor',
    'servicemonitors',
    true,
  ),
  podMonitors: resource(
    'monitoring.coreos.com/v1',
    'PodMonitor',
    'podmonitors',
    true,
  ),
  prometheusRules: resource(
    'monitoring.coreos.com/v1',
    'PrometheusRule',
    'prometheusrules',
    true,
  ),
  grafanaDashboardsV4: resource(
    'integreatly.org/v1alpha1',
    'GrafanaDashboard',
    'grafanadashboards',
    true,
  ),
  grafanaDataSourcesV4: resource(
    'integreatly.org/v1alpha1',
    'GrafanaDataSource',
    'grafanadatasources',
    true,
  ),
  networkPolicies: resource(
    'networking.k8s.io/v1',
    'NetworkPolicy',
    'networkpolicies',
  ),
  prometheuses: resource(
    'monitoring.coreos.com/v1',
    'Prometheus',
    'prometheuses',
    true,
  ),
  grafanasV4: resource('integreatly.org/v1alpha1', 'Grafana', 'grafanas', true),
  grafanasV5: resource(
    'grafana.integreatly.org/v1beta1',
    'Grafana',
    'grafanas',
    true,
  ),
  gateways: resource(
    'gateway.networking.k8s.io/v1',
    'Gateway',
    'gateways',
    true,
  ),
  customResourceDefinitions: resource(
    'apiextensions.k8s.io/v1',
    'CustomResourceDefinition',
    'customresourcedefinitions',
  ),
  validatingWebhooks: resource(
    'admissionregistration.k8s.io/v1',
    'ValidatingWebhookConfiguration',
    'validatingwebhookconfigurations',
  ),
  mutatingWebhooks: resource(
    'admissionregistration.k8s.io/v1',
    'MutatingWebhookConfiguration',
    'mutatingwebhookconfigurations',
  ),
  grafanaDashboardsV5: resource(
    'grafana.integreatly.org/v1beta1',
    'GrafanaDashboard',
    'grafanadashboards',
    true,
  ),
  grafanaDataSourcesV5: resource(
    'grafana.integreatly.org/v1beta1',
    'GrafanaDatasource',
    'grafanadatasources',
    true,
  ),
} as const satisfies Record<string, KubeResource>;

/** The path of a collection or, with a name, of one object. */
export function resourcePath(
  { apiVersion, plural }: Pick<KubeResource, 'apiVersion' | 'plural'>,
  key: { namespace?: string; name?: string } = {},
): string {
  const root = apiVersion.includes('/') ? '/apis' : '/api';
  return [
    `${root}/${apiVersion}`,
    ...(key.namespace ? ['namespaces', encodeURIComponent(key.namespace)] : []),
    plural,
    ...(key.name ? [encodeURIComponent(key.name)] : []),
  ].join('/');
}

/** The plural of a kind we know. */
export function pluralOf({
  apiVersion,
  kind,
}: {
  apiVersion: string;
  kind: string;
}): string {
  const found = Object.values(resources).find(
    each => each.kind === kind && each.apiVersion === apiVersion,
  );
  if (!found) {
    throw new Error(
      `${kind} (${apiVersion}) is not a kind this plugin handles`,
    );
  }
  return found.plural;
}
