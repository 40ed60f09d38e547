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
import { AUTHORIZING_PROXY, SLOW_PROXY } from '../monitoring/proxyImages';
import { PROMETHEUS_NAME } from '../world/monitoringStack';
import { ML_NAMESPACE } from '../world/tutorialModels';
import {
  edit,
  inTurn,
  put,
  recreateModel,
  remove,
  whenRolledOut,
} from './changes';
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
/** What an operator still does after its pod was deleted. */
const FAREWELL_MS = 2_000;
const PROMETHEUS = { namespace: ML_NAMESPACE, name: PROMETHEUS_NAME };

/** As many pods of Prometheus as asked for. */
export const scalePrometheus = (cluster: Cluster, replicas: number): Undo =>
  edit(cluster, PROMETHEUSES, PROMETHEUS, ({ spec }) => {
    spec.replicas = replicas;
  });

/** Puts a proxy in front of Prometheus, as an operator of it would. */
const withProxy = (cluster: Cluster, image: string): Undo =>
  edit(cluster, PROMETHEUSES, PROMETHEUS, ({ spec }) => {
    spec.listenLocal = true;
    spec.containers = [
      {
        name: 'proxy',
        image,
        imagePullPolicy: 'IfNotPresent',
        ports: [{ name: 'web', containerPort: 9090, protocol: 'TCP' }],
      },
    ];
  });

const withOperatorVariable = (
  cluster: Cluster,
  name: string,
  value: string,
): Undo =>
  edit(cluster, DEPLOYMENTS, OPERATOR, ({ spec }) => {
    for (const container of spec.template.spec.containers) {
      container.env = [...(container.env ?? []), { name, value }];
    }
  });

export const clusterScenarios: Scenario[] = [
  {
    name: 'prometheus-down',
    kind: 'cluster',
    description: 'Prometheus is scaled to zero',
    change: cluster => scalePrometheus(cluster, 0),
  },
  {
    name: 'prometheus-forbidden',
    kind: 'cluster',
    description:
      'A proxy in front of Prometheus grants nobody the right to ask',
    change: cluster => withProxy(cluster, AUTHORIZING_PROXY),
  },
  {
    name: 'prometheus-slow',
    kind: 'cluster',
    description: 'Prometheus takes 20 seconds to answer',
    change: cluster => withProxy(cluster, SLOW_PROXY),
  },
  {
    name: 'prometheus-wants-label',
    kind: 'cluster',
    description:
      'Prometheus was set up to take only monitors with the label of its release',
    change: cluster =>
      edit(cluster, PROMETHEUSES, PROMETHEUS, ({ spec }) => {
        spec.serviceMonitorSelector = {
          matchLabels: { release: 'kube-prometheus-stack' },
        };
      }),
  },
  {
    name: 'prometheus-wants-namespace',
    kind: 'cluster',
    description:
      'Prometheus was set up to look only into namespaces that are labelled for it',
    change: cluster =>
      edit(cluster, PROMETHEUSES, PROMETHEUS, ({ spec }) => {
        spec.serviceMonitorNamespaceSelector = {
          matchLabels: { monitoring: 'enabled' },
        };
      }),
  },
  {
    name: 'seldon-operator-removed',
    kind: 'cluster',
    description:
      'The Seldon operator was removed with its webhook, and the model was made after that',
    change: (cluster, model, clock) =>
      inTurn(
        remove(cluster, VALIDATING_WEBHOOKS, {
          name: `${WEBHOOK_CONFIGURATION}-${OPERATOR_NAMESPACE}`,
        }),
        remove(cluster, DEPLOYMENTS, OPERATOR),
        clock.after(FAREWELL_MS, () => recreateModel(cluster, model)),
      ),
  },
  {
    name: 'seldon-operator-elsewhere',
    kind: 'cluster',
    description:
      'The Seldon operator was told to look at another namespace only, and the model was made after that',
    change: (cluster, model, clock) =>
      inTurn(
        withOperatorVariable(cluster, 'WATCH_NAMESPACE', 'ml-demo'),
        whenRolledOut(cluster, OPERATOR, () =>
          clock.after(FAREWELL_MS, () => recreateModel(cluster, model)),
        ),
      ),
  },
  {
    name: 'webhook-timeout',
    kind: 'cluster',
    description: 'The webhook of Seldon takes longer than anybody waits for it',
    change: cluster =>
      withOperatorVariable(cluster, 'WEBHOOK_DELAY_MS', '60000'),
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
