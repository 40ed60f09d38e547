import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { KubeObject } from '../api/Cluster';
import { sameJson } from '../api/json';
import {
  withCondition,
  type Condition,
} from '../controllers/runtime/conditions';
import {
  contains,
  controllerReference,
} from '../controllers/runtime/ownership';
import {
  NAMESPACES,
  PODS,
  POD_MONITORS,
  PROMETHEUSES,
  PROMETHEUS_RULES,
  SERVICES,
  SERVICE_MONITORS,
  STATEFUL_SETS,
} from '../controllers/runtime/resources';
import {
  keyOf,
  startController,
  type ControllerContext,
} from '../controllers/runtime/startController';
import { isReady } from '../controllers/workloads/pods';
import { sendRequest } from '../models/http';
import { realPort } from '../controllers/kubelet/podPorts';
import {
  prometheusConfig,
  ruleFiles,
  type MonitoringObjects,
} from './prometheusConfig';
import { LISTEN_LOCAL, type PrometheusFiles } from './prometheusImage';
import { BEHIND_PROXY_PORT } from './proxyImages';
import type { Discovery } from './scrapeConfig';

export const PROMETHEUS_IMAGE = 'quay.io/prometheus/prometheus:sandbox';
const OPERATED = 'prometheus-operated';
const RELOAD_TIMEOUT_MS = 10_000;

/**
 * The Prometheus operator, for one Prometheus: writes its configuration from
 * the monitors it selects, keeps its StatefulSet and Service, and has it
 * reload when the configuration changes.
 */
export function startPrometheusOperator(
  context: ControllerContext & {
    files: PrometheusFiles;
    discoveryUrl: Discovery['url'];
    /** How often rules are evaluated, whatever their groups ask for. */
    ruleIntervalSeconds?: number;
  },
): () => void {
  const { cluster, clock, files, log, ruleIntervalSeconds } = context;
  const ruleOptions =
    ruleIntervalSeconds === undefined
      ? {}
      : { interval: `${ruleIntervalSeconds}s` };
  const everyPrometheus = () => cluster.list(PROMETHEUSES).map(keyOf);
  /** The configuration each pod has, by container id. */
  const loaded = new Map<string, string>();
  let written = '';

  function write(prometheus: KubeObject): string {
    const objects: MonitoringObjects = {
      namespaces: cluster.list(NAMESPACES),
      serviceMonitors: cluster.list(SERVICE_MONITORS),
      podMonitors: cluster.list(POD_MONITORS),
      rules: cluster.list(PROMETHEUS_RULES),
    };
    const monitors =
      objects.serviceMonitors.length + objects.podMonitors.length;
    const config = stringify(
      prometheusConfig(prometheus, objects, {
        ruleFiles: join(files.rules, '*.yaml'),
        discovery: {
          url: context.discoveryUrl,
          // Every job asks for itself; many jobs ask less often.
          refreshInterval: `${Math.max(1, Math.ceil(monitors / 20))}s`,
        },
      }),
    );
    const rules = ruleFiles(prometheus, objects, ruleOptions);
    const all = JSON.stringify([config, rules]);
    if (all !== written) {
      mkdirSync(files.rules, { recursive: true });
      for (const old of readdirSync(files.rules)) {
        rmSync(join(files.rules, old));
      }
      for (const [name, content] of Object.entries(rules)) {
        writeFileSync(join(files.rules, name), stringify(content));
      }
      writeFileSync(files.config, config);
      written = all;
    }
    return all;
  }

  function reload(prometheus: KubeObject, pod: KubeObject, config: string) {
    const id = pod.status.containerStatuses?.[0]?.containerID ?? '';
    if (!isReady(pod) || loaded.get(id) === config) {
      return;
    }
    loaded.set(id, config);
    sendRequest({
      host: pod.status.podIP,
      port: realPort(
        pod,
        prometheus.spec?.listenLocal ? BEHIND_PROXY_PORT : 9090,
      ),
      path: '/-/reload',
      method: 'POST',
      timeoutMs: RELOAD_TIMEOUT_MS,
    }).then(
      ({ status, body }) => {
        if (status !== 200) {
          log(`prometheus-operator: reload failed: ${body.trim()}`);
          cluster.recordEvent(prometheus, {
            type: 'Warning',
            reason: 'ReloadFailed',
            message: body.trim(),
            component: 'prometheus-operator',
          });
        }
      },
      // It went away; its successor reads the file when it starts.
      () => loaded.delete(id),
    );
  }

  return startController(context, {
    name: 'prometheus-operator',
    watches: [
      { resource: PROMETHEUSES, keys: object => [keyOf(object)] },
      ...[SERVICE_MONITORS, POD_MONITORS, PROMETHEUS_RULES, NAMESPACES].map(
        resource => ({ resource, keys: everyPrometheus }),
      ),
      {
        resource: PODS,
        keys: ({ metadata }) =>
          metadata.labels?.['operator.prometheus.io/name']
            ? everyPrometheus()
            : [],
      },
    ],
    reconcile(key) {
      const prometheus = cluster.get(PROMETHEUSES, key);
      if (!prometheus) {
        return;
      }
      const config = write(prometheus);
      apply(context, statefulSet(prometheus));
      apply(context, operatedService(prometheus));
      const pods = cluster.list(PODS, {
        namespace: key.namespace,
        labels: { 'operator.prometheus.io/name': key.name },
      });
      pods.forEach(pod => reload(prometheus, pod, config));
      const status = prometheusStatus(prometheus, pods, (list, condition) =>
        withCondition(list, condition, clock),
      );
      if (!sameJson(prometheus.status, status)) {
        cluster.updateStatus({
          ...prometheus,
          metadata: { ...prometheus.metadata, resourceVersion: undefined },
          status,
        });
      }
    },
  });
}

function apply({ cluster }: ControllerContext, wanted: KubeObject) {
  const resource = wanted.kind === 'Service' ? SERVICES : STATEFUL_SETS;
  const found = cluster.get(resource, keyOf(wanted));
  if (!found) {
    cluster.create(wanted, { fieldManager: 'prometheus-operator' });
  } else if (!contains(found.spec, wanted.spec)) {
    cluster.update(
      { ...found, spec: { ...found.spec, ...wanted.spec } },
      { fieldManager: 'prometheus-operator' },
    );
  }
}

const podLabels = (name: string) => ({
  'app.kubernetes.io/instance': name,
  'app.kubernetes.io/managed-by': 'prometheus-operator',
  'app.kubernetes.io/name': 'prometheus',
  'operator.prometheus.io/name': name,
  prometheus: name,
});

function statefulSet(prometheus: KubeObject): KubeObject {
  const { name, namespace } = prometheus.metadata;
  const labels = podLabels(name);
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: {
      name: `prometheus-${name}`,
      namespace,
      labels,
      ownerReferences: [controllerReference(prometheus)],
    },
    spec: {
      replicas: prometheus.spec?.replicas ?? 1,
      serviceName: OPERATED,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          containers: [
            prometheusContainer(prometheus),
            ...(prometheus.spec?.containers ?? []),
          ],
        },
      },
    },
  };
}

/** With `listenLocal` the web port is another container's. */
function prometheusContainer({ spec }: KubeObject) {
  const port = { name: 'web', containerPort: 9090, protocol: 'TCP' };
  return {
    name: 'prometheus',
    image: spec?.image ?? PROMETHEUS_IMAGE,
    imagePullPolicy: 'IfNotPresent',
    ...(spec?.listenLocal ? { args: [LISTEN_LOCAL] } : { ports: [port] }),
    readinessProbe: {
      httpGet: {
        path: '/-/ready',
        port: spec?.listenLocal ? BEHIND_PROXY_PORT : 'web',
      },
      timeoutSeconds: 3,
      periodSeconds: 5,
      failureThreshold: 3,
    },
  };
}

function operatedService(prometheus: KubeObject): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: OPERATED,
      namespace: prometheus.metadata.namespace,
      labels: { 'operated-prometheus': 'true' },
      ownerReferences: [controllerReference(prometheus)],
    },
    spec: {
      type: 'ClusterIP',
      clusterIP: 'None',
      selector: { 'app.kubernetes.io/name': 'prometheus' },
      ports: [{ name: 'web', port: 9090, targetPort: 'web', protocol: 'TCP' }],
    },
  };
}

function prometheusStatus(
  prometheus: KubeObject,
  pods: KubeObject[],
  set: (list: Condition[], condition: Condition) => Condition[],
) {
  const desired = prometheus.spec?.replicas ?? 1;
  const available = pods.filter(isReady).length;
  const conditions: Condition[] = [
    available >= desired
      ? { type: 'Available', status: 'True' }
      : {
          type: 'Available',
          status: 'False',
          reason: 'NoPodReady',
          message: `${available} of ${desired} pods are ready`,
        },
    { type: 'Reconciled', status: 'True' },
  ];
  return {
    replicas: pods.length,
    updatedReplicas: pods.length,
    availableReplicas: available,
    unavailableReplicas: Math.max(0, desired - available),
    paused: false,
    conditions: conditions.reduce(set, prometheus.status?.conditions ?? []),
  };
}
