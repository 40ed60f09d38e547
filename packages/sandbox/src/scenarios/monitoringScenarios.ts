import type { Cluster, KubeObject } from '../api/Cluster';
import { MESH_PROXY } from '../controllers/network/serviceMesh';
import {
  NETWORK_POLICIES,
  POD_MONITORS,
  PROMETHEUS_RULES,
  SERVICES,
  SERVICE_MONITORS,
} from '../controllers/runtime/resources';
import { keyOf } from '../controllers/runtime/startController';
import { seldonNames } from '../controllers/seldon/names';
import {
  edit,
  inTurn,
  predictorServiceOf,
  put,
  remove,
  replacePods,
} from './changes';
import { withFaultyModel } from './modelContainers';
import type { ModelKey, Scenario, Undo } from './types';

const belongsTo =
  (service: string) =>
  ({ metadata }: KubeObject) =>
    metadata.name === service || metadata.name.startsWith(`${service}-`);

const monitorsOf = (cluster: Cluster, model: ModelKey) =>
  cluster
    .list(SERVICE_MONITORS, { namespace: model.namespace })
    .filter(belongsTo(predictorServiceOf(cluster, model)));

const editMonitors = (
  cluster: Cluster,
  model: ModelKey,
  change: (monitor: KubeObject) => void,
): Undo =>
  inTurn(
    ...monitorsOf(cluster, model).map(monitor =>
      edit(cluster, SERVICE_MONITORS, keyOf(monitor), change),
    ),
  );

/** Services that were made for the metrics of the model's own code. */
const metricsServicesOf = (cluster: Cluster, model: ModelKey) =>
  cluster
    .list(SERVICES, { namespace: model.namespace })
    .filter(belongsTo(predictorServiceOf(cluster, model)))
    .filter(({ spec }) =>
      spec.ports.some(({ name }: { name?: string }) =>
        name?.startsWith('metrics'),
      ),
    );

/** The way from the model's metrics to Prometheus. */
export const monitoringScenarios: Scenario[] = [
  {
    name: 'monitor-missing',
    kind: 'model',
    description: 'Somebody deleted the model’s ServiceMonitors',
    change: (cluster, model) =>
      inTurn(
        ...monitorsOf(cluster, model).map(monitor =>
          remove(cluster, SERVICE_MONITORS, keyOf(monitor)),
        ),
      ),
  },
  {
    name: 'monitor-not-selected',
    kind: 'model',
    description:
      'The model’s ServiceMonitors carry a label that Prometheus does not want',
    change: (cluster, model) =>
      editMonitors(cluster, model, ({ metadata }) => {
        metadata.labels!['openshift.io/user-monitoring'] = 'false';
      }),
  },
  {
    name: 'monitor-selects-nothing',
    kind: 'model',
    description:
      'The model’s ServiceMonitors select a Service that was renamed',
    change: (cluster, model) =>
      editMonitors(cluster, model, ({ spec }) => {
        spec.selector = { matchLabels: { 'seldon-app': `${model.name}-old` } };
      }),
  },
  {
    name: 'monitor-wrong-port',
    kind: 'model',
    description:
      'The model’s ServiceMonitors name a port that its Services do not have',
    change: (cluster, model) =>
      editMonitors(cluster, model, ({ spec }) => {
        for (const endpoint of spec.endpoints) {
          endpoint.port = 'http-metrics';
        }
      }),
  },
  {
    name: 'monitor-wrong-path',
    kind: 'model',
    description: 'The model’s ServiceMonitors ask for metrics under /metrics',
    change: (cluster, model) =>
      editMonitors(cluster, model, ({ spec }) => {
        for (const endpoint of spec.endpoints) {
          endpoint.path = '/metrics';
        }
      }),
  },
  {
    name: 'sample-limit',
    kind: 'model',
    description:
      'The model’s ServiceMonitors allow five samples, and it has more',
    change: (cluster, model) =>
      editMonitors(cluster, model, ({ spec }) => {
        spec.sampleLimit = 5;
      }),
  },
  {
    name: 'duplicate-monitors',
    kind: 'model',
    description:
      'A PodMonitor scrapes what the model’s ServiceMonitor scrapes already',
    change: (cluster, { namespace, name }) =>
      put(cluster, POD_MONITORS, {
        apiVersion: 'monitoring.coreos.com/v1',
        kind: 'PodMonitor',
        metadata: { namespace, name },
        spec: {
          selector: {
            matchLabels: { 'seldon-deployment-id': seldonNames.id(name) },
          },
          podMetricsEndpoints: [
            { port: 'metrics', path: '/prometheus', interval: '5s' },
          ],
        },
      }),
  },
  {
    name: 'metrics-service-missing',
    kind: 'model',
    befalls: 'seldon-model',
    description:
      'Somebody deleted the Service for the metrics of the model’s own code',
    change: (cluster, model) =>
      inTurn(
        ...metricsServicesOf(cluster, model).map(service =>
          remove(cluster, SERVICES, keyOf(service)),
        ),
      ),
  },
  {
    name: 'metrics-service-labelled',
    kind: 'model',
    befalls: 'seldon-model',
    description:
      'The Service for the metrics of the model’s own code carries the operator’s label, so the operator takes it for a leftover of its own',
    change(cluster, model) {
      const services = metricsServicesOf(cluster, model);
      for (const service of services) {
        edit(cluster, SERVICES, keyOf(service), ({ metadata }) => {
          metadata.labels!['seldon-deployment-id'] = seldonNames.id(model.name);
        });
      }
      // The operator looks when something happens to the model.
      replacePods(cluster, model);
      return () => {
        for (const service of services) {
          remove(cluster, SERVICES, keyOf(service));
          const { name, namespace, labels } = service.metadata;
          put(cluster, SERVICES, {
            ...service,
            metadata: { name, namespace, labels },
          });
        }
      };
    },
  },
  {
    name: 'network-policy',
    kind: 'model',
    description:
      'A NetworkPolicy lets the router to the model’s pods, and Prometheus not',
    change: (cluster, { namespace, name }) =>
      put(cluster, NETWORK_POLICIES, {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        metadata: { namespace, name },
        spec: {
          podSelector: {
            matchLabels: { 'seldon-deployment-id': seldonNames.id(name) },
          },
          policyTypes: ['Ingress'],
          ingress: [
            {
              from: [
                {
                  namespaceSelector: {
                    matchLabels: {
                      'network.openshift.io/policy-group': 'ingress',
                    },
                  },
                },
              ],
            },
          ],
        },
      }),
  },
  {
    name: 'mtls',
    kind: 'model',
    description:
      'The model’s pods joined a service mesh that demands client certificates; the router has one, Prometheus has none',
    changePod(pod) {
      pod.metadata.annotations = {
        ...pod.metadata.annotations,
        'sidecar.istio.io/status': '{"containers":["istio-proxy"]}',
      };
      pod.spec.containers.push({
        name: MESH_PROXY,
        image: 'istio/proxyv2:1.24.2',
        imagePullPolicy: 'IfNotPresent',
      });
    },
  },
  {
    name: 'alert-firing',
    kind: 'model',
    description:
      'The model fails on every fifth prediction, and an alert rule watches for that',
    changePod: withFaultyModel({ ERROR_RATIO: '0.2' }),
    change: (cluster, model) =>
      put(cluster, PROMETHEUS_RULES, errorAlert(model)),
  },
];

function errorAlert({ namespace, name }: ModelKey): KubeObject {
  const rate = (more: string) =>
    `sum by (namespace, deployment_name) (rate(seldon_api_executor_server_requests_seconds_count{namespace="${namespace}",deployment_name="${name}"${more}}[1m]))`;
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PrometheusRule',
    metadata: { namespace, name: `${name}-alerts` },
    spec: {
      groups: [
        {
          name: `${name}.errors`,
          interval: '5s',
          rules: [
            {
              alert: 'ModelErrors',
              expr: `${rate(',code=~"5.."')} / ${rate('')} > 0.05`,
              for: '10s',
              labels: { severity: 'critical' },
              annotations: {
                summary: `${name} fails on more than 5 % of the predictions`,
              },
            },
          ],
        },
      ],
    },
  };
}
