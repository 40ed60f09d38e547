import type { Cluster, KubeObject } from '../api/Cluster';
import {
  DEPLOYMENTS,
  LIMIT_RANGES,
  NAMESPACES,
  PODS,
  PROMETHEUSES,
  RESOURCE_QUOTAS,
  ROUTES,
  VALIDATING_WEBHOOKS,
} from '../controllers/runtime/resources';
import { seldonNames } from '../controllers/seldon/names';
import {
  OPERATOR_NAMESPACE,
  WEBHOOK_CONFIGURATION,
} from '../controllers/seldon/operatorInstallation';
import { ENFORCE_LABEL } from '../controllers/workloads/podSecurity';
import { UID_RANGE_ANNOTATION } from '../controllers/workloads/securityContextConstraints';
import { PROMETHEUS_NAME } from '../world/monitoringStack';
import { ML_NAMESPACE } from '../world/tutorialModels';
import type { ModelKey, Scenario } from './types';

const RIVAL = { namespace: 'default', name: 'claims-the-host' };
const QUOTA = 'no-more-pods';
const LIMITS = 'small-containers';
const LONGEST_LABEL = 63;
const REMOVED_NAMESPACE = 'seldon-old';
const STALE_CONFIGURATION = `${WEBHOOK_CONFIGURATION}-${REMOVED_NAMESPACE}`;
const OPENSHIFT_MONITORING = 'openshift-monitoring';

/** What every OpenShift has, with monitoring of user workloads not enabled. */
const openShiftMonitoring: KubeObject[] = [
  {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: OPENSHIFT_MONITORING },
  },
  {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: 'cluster-monitoring-config',
      namespace: OPENSHIFT_MONITORING,
    },
    data: { 'config.yaml': 'enableUserWorkload: false\n' },
  },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'thanos-querier', namespace: OPENSHIFT_MONITORING },
    spec: {
      selector: { 'app.kubernetes.io/name': 'thanos-query' },
      ports: [
        { name: 'web', port: 9091 },
        { name: 'tenancy', port: 9092 },
        { name: 'tenancy-rules', port: 9093 },
        { name: 'metrics', port: 9094 },
      ],
    },
  },
];

function scaleOperator(cluster: Cluster, replicas: number) {
  const operator = cluster.get(DEPLOYMENTS, {
    namespace: OPERATOR_NAMESPACE,
    name: 'seldon-controller-manager',
  });
  if (operator) {
    cluster.update({ ...operator, spec: { ...operator.spec, replicas } });
  }
}

function changeNamespace(
  cluster: Cluster,
  { namespace }: ModelKey,
  change: (metadata: KubeObject['metadata']) => Partial<KubeObject['metadata']>,
) {
  const object = cluster.get(NAMESPACES, { name: namespace });
  if (object) {
    const { metadata } = object;
    cluster.update({
      ...object,
      metadata: { ...metadata, ...change(metadata) },
    });
  }
}

function replacePods(cluster: Cluster, { namespace, name }: ModelKey) {
  const pods = cluster.list(PODS, {
    namespace,
    labels: { 'seldon-deployment-id': seldonNames.id(name) },
  });
  for (const { metadata } of pods) {
    cluster.delete(PODS, { namespace, name: metadata.name });
  }
}

/** As many pods of Prometheus as asked for. */
export function scalePrometheus(cluster: Cluster, replicas: number) {
  const prometheus = cluster.get(PROMETHEUSES, {
    namespace: ML_NAMESPACE,
    name: PROMETHEUS_NAME,
  });
  if (prometheus) {
    cluster.update({ ...prometheus, spec: { ...prometheus.spec, replicas } });
  }
}

export const clusterScenarios: Scenario[] = [
  {
    name: 'prometheus-down',
    description: 'Prometheus is scaled to zero',
    change: cluster => scalePrometheus(cluster, 0),
    restore: cluster => scalePrometheus(cluster, 1),
  },
  {
    name: 'seldon-operator-down',
    description:
      'The Seldon operator does not run, so its webhook refuses every change',
    change: cluster => scaleOperator(cluster, 0),
    restore: cluster => scaleOperator(cluster, 1),
  },
  {
    name: 'route-host-claimed',
    description: 'Another team’s Route had the model’s host first',
    change(cluster, { namespace, name }) {
      const route = cluster.get(ROUTES, { namespace, name });
      const host = route?.spec.host ?? `${name}-${namespace}.apps.localhost`;
      if (route) {
        cluster.delete(ROUTES, { namespace, name });
      }
      cluster.create({
        apiVersion: 'route.openshift.io/v1',
        kind: 'Route',
        metadata: RIVAL,
        spec: { host, to: { kind: 'Service', name: 'kubernetes' } },
      });
      if (route) {
        cluster.create({
          apiVersion: route.apiVersion,
          kind: route.kind,
          metadata: { namespace, name, labels: route.metadata.labels },
          spec: route.spec,
        });
      }
    },
    restore: cluster => cluster.delete(ROUTES, RIVAL),
  },
  {
    name: 'route-invalid-host',
    description: 'The model’s Route asks for a host that no name server takes',
    change(cluster, { namespace, name }) {
      const route = cluster.get(ROUTES, { namespace, name });
      if (route) {
        const label = `${name}-`.padEnd(LONGEST_LABEL + 1, 'x');
        const host = `${label}.apps.localhost`;
        cluster.update({ ...route, spec: { ...route.spec, host } });
      }
    },
    restore(cluster, { namespace, name }) {
      const route = cluster.get(ROUTES, { namespace, name });
      if (route) {
        const host = `${name}-${namespace}.apps.localhost`;
        cluster.update({ ...route, spec: { ...route.spec, host } });
      }
    },
  },
  {
    name: 'stale-webhook',
    description:
      'An installation of Seldon was removed, but for its webhook, which now refuses every change',
    change(cluster) {
      const left = cluster.get(VALIDATING_WEBHOOKS, {
        name: `${WEBHOOK_CONFIGURATION}-${OPERATOR_NAMESPACE}`,
      });
      if (left) {
        const [webhook] = left.webhooks;
        const { caBundle, service } = webhook.clientConfig;
        cluster.create({
          apiVersion: left.apiVersion,
          kind: left.kind,
          metadata: { name: STALE_CONFIGURATION },
          webhooks: [
            {
              ...webhook,
              clientConfig: {
                caBundle,
                service: { ...service, namespace: REMOVED_NAMESPACE },
              },
            },
          ],
        });
      }
    },
    restore: cluster =>
      cluster.delete(VALIDATING_WEBHOOKS, { name: STALE_CONFIGURATION }),
  },
  {
    name: 'user-workload-monitoring-off',
    description:
      'The cluster is OpenShift, nobody enabled monitoring of user workloads, and Prometheus is away',
    change(cluster) {
      for (const object of openShiftMonitoring) {
        cluster.create(object);
      }
      scalePrometheus(cluster, 0);
    },
    restore(cluster) {
      cluster.delete(NAMESPACES, { name: OPENSHIFT_MONITORING });
      scalePrometheus(cluster, 1);
    },
  },
  {
    name: 'quota',
    description:
      'The namespace’s quota allows no further pod, and one went away',
    change(cluster, { namespace, name }) {
      cluster.create({
        apiVersion: 'v1',
        kind: 'ResourceQuota',
        metadata: { namespace, name: QUOTA },
        spec: { hard: { pods: '0' } },
      });
      replacePods(cluster, { namespace, name });
    },
    restore: (cluster, { namespace }) =>
      cluster.delete(RESOURCE_QUOTAS, { namespace, name: QUOTA }),
  },
  {
    name: 'limit-range',
    description:
      'The namespace’s LimitRange lets no container use what the model’s may, and its pods went away',
    change(cluster, { namespace, name }) {
      cluster.create({
        apiVersion: 'v1',
        kind: 'LimitRange',
        metadata: { namespace, name: LIMITS },
        spec: { limits: [{ type: 'Container', max: { memory: '16Mi' } }] },
      });
      replacePods(cluster, { namespace, name });
    },
    restore: (cluster, { namespace }) =>
      cluster.delete(LIMIT_RANGES, { namespace, name: LIMITS }),
  },
  {
    name: 'pod-security',
    description:
      'The namespace now enforces the restricted pod security standard, and the model’s pods went away',
    change(cluster, model) {
      changeNamespace(cluster, model, ({ labels }) => ({
        labels: { ...labels, [ENFORCE_LABEL]: 'restricted' },
      }));
      replacePods(cluster, model);
    },
    restore: (cluster, model) =>
      changeNamespace(cluster, model, ({ labels = {} }) => {
        const { [ENFORCE_LABEL]: _, ...others } = labels;
        return { labels: others };
      }),
  },
  {
    name: 'scc',
    description:
      'The namespace’s pods may run only as its own users, as on OpenShift, and the model’s went away',
    change(cluster, model) {
      changeNamespace(cluster, model, ({ annotations }) => ({
        annotations: {
          ...annotations,
          [UID_RANGE_ANNOTATION]: '1000680000/10000',
        },
      }));
      replacePods(cluster, model);
    },
    restore: (cluster, model) =>
      changeNamespace(cluster, model, ({ annotations = {} }) => {
        const { [UID_RANGE_ANNOTATION]: _, ...others } = annotations;
        return { annotations: others };
      }),
  },
];
