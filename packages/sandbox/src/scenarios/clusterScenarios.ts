import type { Cluster, KubeObject, ResourceRef } from '../api/Cluster';
import {
  CONFIG_MAPS,
  DEPLOYMENTS,
  NAMESPACES,
  PROMETHEUSES,
  SERVICES,
  VALIDATING_WEBHOOKS,
} from '../controllers/runtime/resources';
import {
  OPERATOR_NAMESPACE,
  WEBHOOK_CONFIGURATION,
} from '../controllers/seldon/operatorInstallation';
import { PROMETHEUS_NAME } from '../world/monitoringStack';
import { ML_NAMESPACE } from '../world/tutorialModels';
import { edit, inTurn, put } from './changes';
import type { Scenario, Undo } from './types';

const REMOVED_NAMESPACE = 'seldon-old';
const STALE_CONFIGURATION = `${WEBHOOK_CONFIGURATION}-${REMOVED_NAMESPACE}`;
const OPENSHIFT_MONITORING = 'openshift-monitoring';

const openShift = { namespace: OPENSHIFT_MONITORING };

/** What every OpenShift has, with monitoring of user workloads not enabled. */
const openShiftMonitoring: [ResourceRef, KubeObject][] = [
  [
    NAMESPACES,
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: OPENSHIFT_MONITORING },
    },
  ],
  [
    CONFIG_MAPS,
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'cluster-monitoring-config', ...openShift },
      data: { 'config.yaml': 'enableUserWorkload: false\n' },
    },
  ],
  [
    SERVICES,
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'thanos-querier', ...openShift },
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
  ],
];

const OPERATOR = {
  namespace: OPERATOR_NAMESPACE,
  name: 'seldon-controller-manager',
};
const PROMETHEUS = { namespace: ML_NAMESPACE, name: PROMETHEUS_NAME };

/** As many pods of Prometheus as asked for. */
export const scalePrometheus = (cluster: Cluster, replicas: number): Undo =>
  edit(cluster, PROMETHEUSES, PROMETHEUS, ({ spec }) => {
    spec.replicas = replicas;
  });

export const clusterScenarios: Scenario[] = [
  {
    name: 'prometheus-down',
    kind: 'cluster',
    description: 'Prometheus is scaled to zero',
    change: cluster => scalePrometheus(cluster, 0),
  },
  {
    name: 'seldon-operator-down',
    kind: 'cluster',
    description:
      'The Seldon operator does not run, so its webhook refuses every change',
    change: cluster =>
      edit(cluster, DEPLOYMENTS, OPERATOR, ({ spec }) => {
        spec.replicas = 0;
      }),
  },
  {
    name: 'stale-webhook',
    kind: 'cluster',
    description:
      'An installation of Seldon was removed, but for its webhook, which now refuses every change',
    change(cluster) {
      const left = cluster.get(VALIDATING_WEBHOOKS, {
        name: `${WEBHOOK_CONFIGURATION}-${OPERATOR_NAMESPACE}`,
      });
      if (!left) {
        return undefined;
      }
      const [webhook] = left.webhooks;
      const { caBundle, service } = webhook.clientConfig;
      return put(cluster, VALIDATING_WEBHOOKS, {
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
    },
  },
  {
    name: 'user-workload-monitoring-off',
    kind: 'cluster',
    description:
      'The cluster is OpenShift, nobody enabled monitoring of user workloads, and Prometheus is away',
    change: cluster =>
      inTurn(
        ...openShiftMonitoring.map(([resource, object]) =>
          put(cluster, resource, object),
        ),
        scalePrometheus(cluster, 0),
      ),
  },
];
