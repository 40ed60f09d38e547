import type { ResourceDefinition } from './resources';
import { schemaOf, schemas } from './schema';
import {
  builtin,
  gateway,
  grafana,
  monitoring,
  route,
  seldon,
} from './structures';

type Row = Partial<ResourceDefinition> &
  Pick<ResourceDefinition, 'kind' | 'resource'>;

const rows =
  (
    group: string,
    versions: string[],
    shared: Partial<ResourceDefinition> = {},
  ) =>
  (...definitions: Row[]): ResourceDefinition[] =>
    definitions.map(definition => ({
      group,
      versions,
      singular: definition.kind.toLowerCase(),
      namespaced: true,
      schema:
        shared.custom && definition.structure
          ? schemaOf(definition.structure)
          : schemas.plain,
      ...shared,
      ...definition,
    }));

const core = rows('', ['v1'])(
  {
    kind: 'Namespace',
    resource: 'namespaces',
    namespaced: false,
    shortNames: ['ns'],
    hasStatus: true,
    schema: schemas.withConditions,
  },
  {
    kind: 'Node',
    resource: 'nodes',
    namespaced: false,
    shortNames: ['no'],
    hasStatus: true,
    schema: schemas.node,
  },
  {
    kind: 'Pod',
    returnsDeleted: true,
    resource: 'pods',
    shortNames: ['po'],
    categories: ['all'],
    hasStatus: true,
    schema: schemas.pod,
  },
  {
    kind: 'Service',
    returnsDeleted: true,
    resource: 'services',
    shortNames: ['svc'],
    categories: ['all'],
    hasStatus: true,
    schema: schemas.service,
  },
  { kind: 'Endpoints', resource: 'endpoints', shortNames: ['ep'] },
  { kind: 'Event', resource: 'events', shortNames: ['ev'] },
  { kind: 'Secret', resource: 'secrets', structure: builtin.secret },
  {
    kind: 'ConfigMap',
    resource: 'configmaps',
    shortNames: ['cm'],
    structure: builtin.configMap,
  },
  {
    kind: 'ServiceAccount',
    returnsDeleted: true,
    resource: 'serviceaccounts',
    shortNames: ['sa'],
    schema: schemas.serviceAccount,
  },
  {
    kind: 'PersistentVolumeClaim',
    returnsDeleted: true,
    resource: 'persistentvolumeclaims',
    shortNames: ['pvc'],
    hasStatus: true,
    schema: schemas.withConditions,
  },
  {
    kind: 'ResourceQuota',
    returnsDeleted: true,
    resource: 'resourcequotas',
    shortNames: ['quota'],
    hasStatus: true,
  },
  { kind: 'LimitRange', resource: 'limitranges', shortNames: ['limits'] },
);

const apps = rows('apps', ['v1'], {
  categories: ['all'],
  hasStatus: true,
  hasGeneration: true,
  schema: schemas.workload,
})(
  {
    kind: 'Deployment',
    resource: 'deployments',
    shortNames: ['deploy'],
    hasScale: true,
  },
  {
    kind: 'ReplicaSet',
    resource: 'replicasets',
    shortNames: ['rs'],
    hasScale: true,
  },
  {
    kind: 'StatefulSet',
    resource: 'statefulsets',
    shortNames: ['sts'],
    hasScale: true,
  },
  { kind: 'DaemonSet', resource: 'daemonsets', shortNames: ['ds'] },
);

const batch = rows('batch', ['v1'], {
  categories: ['all'],
  hasStatus: true,
  hasGeneration: true,
})(
  { kind: 'Job', resource: 'jobs', schema: schemas.workload },
  {
    kind: 'CronJob',
    resource: 'cronjobs',
    shortNames: ['cj'],
    schema: schemas.cronJob,
  },
);

const policies = [
  ...rows('autoscaling', ['v2'])({
    kind: 'HorizontalPodAutoscaler',
    resource: 'horizontalpodautoscalers',
    shortNames: ['hpa'],
    categories: ['all'],
    hasStatus: true,
    schema: schemas.withConditions,
  }),
  ...rows('policy', ['v1'], { hasGeneration: true })({
    kind: 'PodDisruptionBudget',
    resource: 'poddisruptionbudgets',
    shortNames: ['pdb'],
    hasStatus: true,
    schema: schemas.withConditions,
  }),
];

const networking = [
  ...rows('networking.k8s.io', ['v1'], { hasGeneration: true })(
    {
      kind: 'Ingress',
      resource: 'ingresses',
      shortNames: ['ing'],
      hasStatus: true,
    },
    { kind: 'IngressClass', resource: 'ingressclasses', namespaced: false },
    {
      kind: 'NetworkPolicy',
      resource: 'networkpolicies',
      shortNames: ['netpol'],
    },
  ),
  ...rows('discovery.k8s.io', ['v1'], { hasGeneration: true })({
    kind: 'EndpointSlice',
    resource: 'endpointslices',
  }),
];

const rbac = rows('rbac.authorization.k8s.io', ['v1'])(
  { kind: 'Role', resource: 'roles' },
  {
    kind: 'RoleBinding',
    resource: 'rolebindings',
    schema: schemas.roleBinding,
  },
  {
    kind: 'ClusterRole',
    resource: 'clusterroles',
    namespaced: false,
    schema: schemas.aggregatedRole,
  },
  {
    kind: 'ClusterRoleBinding',
    resource: 'clusterrolebindings',
    namespaced: false,
    schema: schemas.roleBinding,
  },
);

const extension = [
  ...rows('apiextensions.k8s.io', ['v1'], { hasGeneration: true })({
    kind: 'CustomResourceDefinition',
    resource: 'customresourcedefinitions',
    namespaced: false,
    shortNames: ['crd', 'crds'],
    readOnly: true,
    categories: ['api-extensions'],
    hasStatus: true,
    schema: schemas.withConditions,
  }),
  ...rows('admissionregistration.k8s.io', ['v1'], {
    namespaced: false,
    hasGeneration: true,
    categories: ['api-extensions'],
    schema: schemas.webhooks,
  })(
    {
      kind: 'ValidatingWebhookConfiguration',
      resource: 'validatingwebhookconfigurations',
    },
    {
      kind: 'MutatingWebhookConfiguration',
      resource: 'mutatingwebhookconfigurations',
    },
  ),
];

const custom = [
  ...rows('machinelearning.seldon.io', ['v1', 'v1alpha3', 'v1alpha2'], {
    custom: true,
    hasGeneration: true,
  })({
    kind: 'SeldonDeployment',
    resource: 'seldondeployments',
    shortNames: ['sdep'],
    hasStatus: true,
    hasScale: true,
    structure: seldon.seldonDeployment,
  }),
  ...rows('monitoring.coreos.com', ['v1'], {
    custom: true,
    hasGeneration: true,
    categories: ['prometheus-operator'],
  })(
    {
      kind: 'ServiceMonitor',
      resource: 'servicemonitors',
      shortNames: ['smon'],
      hasStatus: true,
      structure: monitoring.serviceMonitor,
    },
    {
      kind: 'PodMonitor',
      resource: 'podmonitors',
      shortNames: ['pmon'],
      structure: monitoring.podMonitor,
    },
    {
      kind: 'PrometheusRule',
      resource: 'prometheusrules',
      shortNames: ['promrule'],
      structure: monitoring.prometheusRule,
    },
    {
      kind: 'Prometheus',
      resource: 'prometheuses',
      shortNames: ['prom'],
      hasStatus: true,
      hasScale: true,
      schema: schemas.withConditions,
    },
  ),
  ...rows('route.openshift.io', ['v1'], {
    custom: true,
    hasGeneration: true,
  })({
    kind: 'Route',
    resource: 'routes',
    hasStatus: true,
    structure: route.route,
    hasRules: true,
  }),
  ...rows('gateway.networking.k8s.io', ['v1', 'v1beta1'], {
    custom: true,
    hasGeneration: true,
    categories: ['gateway-api'],
    hasStatus: true,
  })(
    {
      kind: 'GatewayClass',
      resource: 'gatewayclasses',
      shortNames: ['gc'],
      namespaced: false,
      structure: gateway.gatewayClass,
    },
    {
      kind: 'Gateway',
      resource: 'gateways',
      shortNames: ['gtw'],
      structure: gateway.gateway,
      hasRules: true,
    },
    {
      kind: 'HTTPRoute',
      resource: 'httproutes',
      structure: gateway.httpRoute,
      hasRules: true,
    },
  ),
  ...rows('integreatly.org', ['v1alpha1'], {
    custom: true,
    hasGeneration: true,
    hasStatus: true,
  })(
    {
      kind: 'Grafana',
      resource: 'grafanas',
      structure: grafana.grafanaV4,
    },
    {
      kind: 'GrafanaDashboard',
      resource: 'grafanadashboards',
      structure: grafana.dashboardV4,
    },
    {
      kind: 'GrafanaDataSource',
      resource: 'grafanadatasources',
      structure: grafana.dataSourceV4,
    },
  ),
  ...rows('grafana.integreatly.org', ['v1beta1'], {
    custom: true,
    hasGeneration: true,
    hasStatus: true,
    categories: ['grafana-operator'],
  })(
    { kind: 'Grafana', resource: 'grafanas', structure: grafana.grafanaV5 },
    {
      kind: 'GrafanaDashboard',
      resource: 'grafanadashboards',
      structure: grafana.dashboardV5,
      hasRules: true,
    },
    {
      kind: 'GrafanaDatasource',
      resource: 'grafanadatasources',
      structure: grafana.dataSourceV5,
      hasRules: true,
    },
  ),
];

/** Every kind the sandbox serves, in the order discovery names the groups. */
export const builtinResources: readonly ResourceDefinition[] = [
  ...core,
  ...apps,
  ...batch,
  ...policies,
  ...networking,
  ...rbac,
  ...extension,
  ...custom,
];
