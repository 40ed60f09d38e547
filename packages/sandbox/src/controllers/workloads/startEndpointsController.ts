import { createHash } from 'node:crypto';
import type { Cluster, KubeObject } from '../../api/Cluster';
import { sameJson } from '../../api/json';
import { realPort, targetPort } from '../kubelet/podPorts';
import { controllerReference } from '../runtime/ownership';
import {
  ENDPOINTS,
  ENDPOINT_SLICES,
  PODS,
  SERVICES,
} from '../runtime/resources';
import {
  keyOf,
  startController,
  type ControllerContext,
} from '../runtime/startController';
import { isReady } from './pods';

/** Keeps Endpoints and EndpointSlices in step with the pods that Services select. */
export function startEndpointsController(context: ControllerContext) {
  const { cluster } = context;
  return startController(context, {
    name: 'endpoint-controller',
    watches: [
      { resource: SERVICES, keys: object => [keyOf(object)] },
      {
        resource: PODS,
        keys: pod =>
          cluster
            .list(SERVICES, { namespace: pod.metadata.namespace })
            .filter(service => selects(service, pod))
            .map(keyOf),
      },
    ],
    reconcile(key) {
      const service = cluster.get(SERVICES, key);
      if (!service) {
        cluster.delete(ENDPOINTS, key);
        return;
      }
      // Without a selector, endpoints are somebody else's business.
      if (!service.spec?.selector) {
        return;
      }
      const groups = groupsOf(service, cluster);
      put(cluster, endpoints(service, groups));
      putSlices(cluster, service, groups);
    },
  });
}

const selects = (service: KubeObject, pod: KubeObject) => {
  const selector = Object.entries(service.spec?.selector ?? {});
  return (
    selector.length > 0 &&
    selector.every(([name, value]) => pod.metadata.labels?.[name] === value)
  );
};

interface Port {
  name?: string;
  port: number;
  protocol: string;
}

/** Pods behind the same port numbers. */
interface Group {
  ports: Port[];
  pods: KubeObject[];
}

function portsOf(service: KubeObject, pod: KubeObject): Port[] {
  return (service.spec.ports ?? []).flatMap(
    (port: {
      name?: string;
      port: number;
      targetPort?: number | string;
      protocol?: string;
    }) => {
      const number = targetPort(pod, port.targetPort ?? port.port);
      return number === undefined
        ? []
        : [
            {
              ...(port.name && { name: port.name }),
              port: realPort(pod, number),
              protocol: port.protocol ?? 'TCP',
            },
          ];
    },
  );
}

function groupsOf(service: KubeObject, cluster: Cluster): Group[] {
  const pods = cluster
    .list(PODS, {
      namespace: service.metadata.namespace,
      labels: service.spec.selector,
    })
    .filter(
      ({ metadata, status }) =>
        status?.podIP &&
        !metadata.deletionTimestamp &&
        status.phase !== 'Succeeded' &&
        status.phase !== 'Failed',
    )
    .sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
  const groups = new Map<string, Group>();
  for (const pod of pods) {
    const ports = portsOf(service, pod);
    const id = JSON.stringify(ports);
    const group = groups.get(id) ?? { ports, pods: [] };
    group.pods.push(pod);
    groups.set(id, group);
  }
  return [...groups.values()].filter(({ ports }) => ports.length > 0);
}

const target = ({ metadata }: KubeObject) => ({
  kind: 'Pod',
  namespace: metadata.namespace,
  name: metadata.name,
  uid: metadata.uid,
});

function endpoints(service: KubeObject, groups: Group[]): KubeObject {
  const address = (pod: KubeObject) => ({
    ip: pod.status.podIP,
    nodeName: pod.spec.nodeName,
    targetRef: target(pod),
  });
  const subsets = groups.map(({ ports, pods }) => {
    const ready = pods.filter(isReady).map(address);
    const notReady = pods.filter(pod => !isReady(pod)).map(address);
    return {
      ...(ready.length && { addresses: ready }),
      ...(notReady.length && { notReadyAddresses: notReady }),
      ports,
    };
  });
  return {
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: {
      name: service.metadata.name,
      namespace: service.metadata.namespace,
      labels: {
        ...service.metadata.labels,
        ...(service.spec.clusterIP === 'None' && {
          'service.kubernetes.io/headless': '',
        }),
      },
    },
    ...(subsets.length && { subsets }),
  };
}

function slice(service: KubeObject, { ports, pods }: Group): KubeObject {
  const { name, namespace } = service.metadata;
  const suffix = createHash('sha256')
    .update(JSON.stringify(ports))
    .digest('hex')
    .slice(0, 5);
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      name: `${name}-${suffix}`,
      namespace,
      labels: {
        ...service.metadata.labels,
        'kubernetes.io/service-name': name,
        'endpointslice.kubernetes.io/managed-by':
          'endpointslice-controller.k8s.io',
      },
      ownerReferences: [controllerReference(service)],
    },
    addressType: 'IPv4',
    ports,
    endpoints: pods.map(pod => ({
      addresses: [pod.status.podIP],
      conditions: {
        ready: isReady(pod),
        serving: isReady(pod),
        terminating: false,
      },
      nodeName: pod.spec.nodeName,
      targetRef: target(pod),
    })),
  };
}

const ENDPOINT_FIELDS = ['subsets', 'ports', 'endpoints'] as const;

function put(cluster: Cluster, wanted: KubeObject) {
  const resource = wanted.kind === 'Endpoints' ? ENDPOINTS : ENDPOINT_SLICES;
  const found = cluster.get(resource, keyOf(wanted));
  if (!found) {
    cluster.create(wanted);
  } else if (
    !ENDPOINT_FIELDS.every(field =>
      sameJson(
        found[field] ?? [],
        JSON.parse(JSON.stringify(wanted[field] ?? [])),
      ),
    )
  ) {
    cluster.update(wanted);
  }
}

function putSlices(cluster: Cluster, service: KubeObject, groups: Group[]) {
  const wanted = groups.map(group => slice(service, group));
  const existing = cluster.list(ENDPOINT_SLICES, {
    namespace: service.metadata.namespace,
    labels: { 'kubernetes.io/service-name': service.metadata.name },
  });
  for (const old of existing) {
    if (!wanted.some(({ metadata }) => metadata.name === old.metadata.name)) {
      cluster.delete(ENDPOINT_SLICES, keyOf(old));
    }
  }
  wanted.forEach(object => put(cluster, object));
}
