import type { ResourceRef } from '../../api/Cluster';

const of = (group: string, resource: string): ResourceRef => ({
  group,
  resource,
});

export const NAMESPACES = of('', 'namespaces');
export const NODES = of('', 'nodes');
export const PODS = of('', 'pods');
export const SERVICES = of('', 'services');
export const ENDPOINTS = of('', 'endpoints');
export const CONFIG_MAPS = of('', 'configmaps');
export const VOLUME_CLAIMS = of('', 'persistentvolumeclaims');
export const RESOURCE_QUOTAS = of('', 'resourcequotas');
export const LIMIT_RANGES = of('', 'limitranges');
export const ENDPOINT_SLICES = of('discovery.k8s.io', 'endpointslices');
export const DEPLOYMENTS = of('apps', 'deployments');
export const REPLICA_SETS = of('apps', 'replicasets');
export const STATEFUL_SETS = of('apps', 'statefulsets');
export const AUTOSCALERS = of('autoscaling', 'horizontalpodautoscalers');
export const DISRUPTION_BUDGETS = of('policy', 'poddisruptionbudgets');
export const VALIDATING_WEBHOOKS = of(
  'admissionregistration.k8s.io',
  'validatingwebhookconfigurations',
);
export const MUTATING_WEBHOOKS = of(
  'admissionregistration.k8s.io',
  'mutatingwebhookconfigurations',
);
export const SELDON_DEPLOYMENTS = of(
  'machinelearning.seldon.io',
  'seldondeployments',
);
export const ROUTES = of('route.openshift.io', 'routes');
export const INGRESSES = of('networking.k8s.io', 'ingresses');
export const INGRESS_CLASSES = of('networking.k8s.io', 'ingressclasses');
export const NETWORK_POLICIES = of('networking.k8s.io', 'networkpolicies');
export const GATEWAY_CLASSES = of(
  'gateway.networking.k8s.io',
  'gatewayclasses',
);
export const GATEWAYS = of('gateway.networking.k8s.io', 'gateways');
export const HTTP_ROUTES = of('gateway.networking.k8s.io', 'httproutes');
export const PROMETHEUSES = of('monitoring.coreos.com', 'prometheuses');
export const SERVICE_MONITORS = of('monitoring.coreos.com', 'servicemonitors');
export const POD_MONITORS = of('monitoring.coreos.com', 'podmonitors');
export const PROMETHEUS_RULES = of('monitoring.coreos.com', 'prometheusrules');
export const GRAFANAS = of('grafana.integreatly.org', 'grafanas');
export const DASHBOARDS = of('grafana.integreatly.org', 'grafanadashboards');
export const DATA_SOURCES = of('grafana.integreatly.org', 'grafanadatasources');
