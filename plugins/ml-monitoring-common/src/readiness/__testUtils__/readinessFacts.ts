import type { PrometheusFact, Reading, ReadinessFacts, Right } from '../facts';

export const read = <T>(value: T): Reading<T> => ({ status: 'read', value });

export const right = (resource: string, namespace?: string): Right => ({
  apiGroup: '',
  resource,
  verbs: ['list'],
  namespace,
});

export const forbidden = (resource: string): Reading<never> => ({
  status: 'forbidden',
  message: `The credential of cluster local may not list ${resource}`,
  rights: [right(resource)],
});

export const failed: Reading<never> = {
  status: 'failed',
  message: 'The API server of cluster local did not answer within 4 s',
};

/** One that takes everything from everywhere. */
export function prometheus(own: Partial<PrometheusFact> = {}): PrometheusFact {
  const everything = {
    ServiceMonitor: {},
    PodMonitor: {},
    PrometheusRule: {},
  };
  return {
    namespace: 'monitoring',
    name: 'main',
    selectors: everything,
    namespaceSelectors: everything,
    ...own,
  };
}

/** A cluster that has everything, and a portal that provisions. */
export function readyFacts(own: Partial<ReadinessFacts> = {}): ReadinessFacts {
  return {
    cluster: 'local',
    apiGroups: read(['apps']),
    apis: read({
      route: true,
      ingress: true,
      gateway: true,
      serviceMonitor: true,
      podMonitor: true,
      prometheusRule: true,
      grafanaV4: false,
      grafanaV5: true,
    }),
    seldonApi: read({
      servedVersions: ['v1', 'v1alpha2'],
      storageVersion: 'v1',
      specSchema: { 'x-kubernetes-preserve-unknown-fields': true },
    }),
    operators: read([
      {
        namespace: 'seldon-system',
        name: 'seldon-controller-manager',
        version: '1.17.1',
        availableReplicas: 1,
      },
    ]),
    webhooks: read([
      {
        configuration: {
          kind: 'ValidatingWebhookConfiguration' as const,
          name: 'seldon-validating',
        },
        name: 'v1.vseldondeployment.kb.io',
        service: { namespace: 'seldon-system', name: 'seldon-webhook-service' },
        serviceState: 'ready' as const,
      },
    ]),
    prometheuses: read([prometheus()]),
    userWorkloadMonitoring: { status: 'absent' },
    grafanas: read([
      {
        operator: 'v5' as const,
        namespace: 'monitoring',
        name: 'grafana',
        labels: { dashboards: 'models' },
        dashboardSelectors: [],
      },
    ]),
    settings: {
      provisioning: {
        exposure: ['none', 'route'],
        monitoring: {
          scrapeInterval: '30s',
          labels: {},
          alertLabels: {},
          grafana: { instanceSelector: { dashboards: 'models' }, labels: {} },
        },
      },
    },
    namespaces: [{ name: 'ml-mon', exists: true, labels: {} }],
    metrics: {
      kind: 'prometheus',
      cluster: 'local',
      title: 'Prometheus of cluster local',
      status: 'ok',
    },
    lackingRights: read({
      lacking: [],
      user: 'system:serviceaccount:backstage:portal',
    }),
    ...own,
  };
}

/** The same, where labels decide what is taken up. */
export function withMonitoring(
  facts: ReadinessFacts,
  monitoring: Partial<
    NonNullable<ReadinessFacts['settings']['provisioning']>['monitoring']
  >,
): ReadinessFacts {
  const { provisioning } = facts.settings;
  return provisioning
    ? {
        ...facts,
        settings: {
          provisioning: {
            ...provisioning,
            monitoring: { ...provisioning.monitoring, ...monitoring },
          },
        },
      }
    : facts;
}
