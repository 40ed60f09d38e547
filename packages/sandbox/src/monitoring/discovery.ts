import type { Cluster, KubeObject } from '../api/Cluster';
import { ENDPOINTS, PODS, SERVICES } from '../controllers/runtime/resources';
import { conditionOf } from '../controllers/runtime/conditions';
import { realPort } from '../controllers/kubelet/podPorts';
import { sanitizeLabel } from './scrapeConfig';

/** One entry of Prometheus' HTTP service discovery. */
export interface TargetGroup {
  targets: string[];
  labels: Record<string, string>;
}

const META = '__meta_kubernetes';

function labelsOf(
  prefix: string,
  values: Record<string, string> = {},
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => [
      [`${prefix}_${sanitizeLabel(name)}`, value],
      [`${prefix}present_${sanitizeLabel(name)}`, 'true'],
    ]),
  );
}

/** Long values, such as a last-applied configuration, tell Prometheus nothing. */
const shortOnly = (values: Record<string, string> = {}) =>
  Object.fromEntries(
    Object.entries(values).filter(([, value]) => value.length <= 256),
  );

function podLabels(pod: KubeObject): Record<string, string> {
  const { metadata, spec, status } = pod;
  const owner = metadata.ownerReferences?.find(({ controller }) => controller);
  return {
    [`${META}_pod_name`]: metadata.name,
    [`${META}_pod_ip`]: status?.podIP ?? '',
    [`${META}_pod_ready`]:
      conditionOf(pod, 'Ready')?.status === 'True' ? 'true' : 'false',
    [`${META}_pod_phase`]: status?.phase ?? '',
    [`${META}_pod_node_name`]: spec.nodeName ?? '',
    [`${META}_pod_host_ip`]: status?.hostIP ?? '',
    [`${META}_pod_uid`]: metadata.uid ?? '',
    ...(owner && {
      [`${META}_pod_controller_kind`]: owner.kind,
      [`${META}_pod_controller_name`]: owner.name,
    }),
    ...labelsOf(`${META}_pod_label`, metadata.labels),
    ...labelsOf(`${META}_pod_annotation`, shortOnly(metadata.annotations)),
  };
}

interface ContainerPort {
  container: string;
  name: string;
  number: number;
  protocol: string;
}

const containerPorts = (pod: KubeObject): ContainerPort[] =>
  pod.spec.containers.flatMap((container: any) =>
    (container.ports ?? []).map((port: any) => ({
      container: container.name,
      name: port.name ?? '',
      number: port.containerPort,
      protocol: port.protocol ?? 'TCP',
    })),
  );

const portLabels = (port: ContainerPort): Record<string, string> => ({
  [`${META}_pod_container_name`]: port.container,
  [`${META}_pod_container_port_name`]: port.name,
  [`${META}_pod_container_port_number`]: String(port.number),
  [`${META}_pod_container_port_protocol`]: port.protocol,
});

/** What `role: pod` finds: every declared port of every pod that has an address. */
export function podTargets(pods: KubeObject[]): TargetGroup[] {
  return pods
    .filter(({ status }) => status?.podIP)
    .flatMap(pod =>
      containerPorts(pod).map(port => ({
        targets: [`${pod.status.podIP}:${realPort(pod, port.number)}`],
        labels: {
          [`${META}_namespace`]: pod.metadata.namespace ?? '',
          ...podLabels(pod),
          ...portLabels(port),
        },
      })),
    );
}

/** What `role: endpoints` finds: every port of every address behind a Service. */
export function endpointTargets(
  endpoints: KubeObject,
  service: KubeObject,
  pods: Map<string, KubeObject>,
): TargetGroup[] {
  const shared = {
    [`${META}_namespace`]: service.metadata.namespace ?? '',
    [`${META}_endpoints_name`]: endpoints.metadata.name,
    [`${META}_service_name`]: service.metadata.name,
    ...labelsOf(`${META}_service_label`, service.metadata.labels),
    ...labelsOf(
      `${META}_service_annotation`,
      shortOnly(service.metadata.annotations),
    ),
  };
  return (endpoints.subsets ?? []).flatMap((subset: any) =>
    (['addresses', 'notReadyAddresses'] as const).flatMap(field =>
      (subset[field] ?? []).flatMap((address: any) =>
        (subset.ports ?? []).map((port: any): TargetGroup => {
          const pod = pods.get(address.targetRef?.name);
          const declared =
            pod &&
            containerPorts(pod).find(
              ({ number }) => realPort(pod, number) === port.port,
            );
          return {
            targets: [`${address.ip}:${port.port}`],
            labels: {
              ...shared,
              [`${META}_endpoint_port_name`]: port.name ?? '',
              [`${META}_endpoint_port_protocol`]: port.protocol ?? 'TCP',
              [`${META}_endpoint_ready`]:
                field === 'addresses' ? 'true' : 'false',
              [`${META}_endpoint_node_name`]: address.nodeName ?? '',
              [`${META}_endpoint_address_target_kind`]:
                address.targetRef?.kind ?? '',
              [`${META}_endpoint_address_target_name`]:
                address.targetRef?.name ?? '',
              ...(pod && podLabels(pod)),
              ...(declared && portLabels(declared)),
            },
          };
        }),
      ),
    ),
  );
}

/** Discovery over a whole cluster, restricted to namespaces. */
export function discover(
  cluster: Cluster,
  role: 'endpoints' | 'pod',
  namespaces: string[] | undefined,
): TargetGroup[] {
  const within = ({ metadata }: KubeObject) =>
    !namespaces || namespaces.includes(metadata.namespace ?? '');
  const pods = cluster.list(PODS).filter(within);
  if (role === 'pod') {
    return podTargets(pods);
  }
  const services = new Map(
    cluster
      .list(SERVICES)
      .filter(within)
      .map(service => [
        `${service.metadata.namespace}/${service.metadata.name}`,
        service,
      ]),
  );
  return cluster
    .list(ENDPOINTS)
    .filter(within)
    .flatMap(endpoints => {
      const { namespace, name } = endpoints.metadata;
      const service = services.get(`${namespace}/${name}`);
      const own = new Map(
        pods
          .filter(pod => pod.metadata.namespace === namespace)
          .map(pod => [pod.metadata.name, pod]),
      );
      return service ? endpointTargets(endpoints, service, own) : [];
    });
}
