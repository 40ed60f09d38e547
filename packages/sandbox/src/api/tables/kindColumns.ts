import type { KubeObject } from '../Cluster';
import { age, humanDuration } from '../humanDuration';
import {
  count,
  joined,
  name,
  orNone,
  selectorText,
  text,
  wide,
  type Column,
} from './columns';
import { podColumns } from './podColumns';

const created = text('Age', ({ metadata }, now) =>
  age(metadata.creationTimestamp, now),
);

/** A CustomResourceDefinition's own age column has a type, so that clients can sort by it. */
export const customColumns: Column[] = [name, { ...created, type: 'date' }];

export const plainColumns: Column[] = [name, created];

const containers = (object: KubeObject): any[] =>
  object.spec?.template?.spec?.containers ?? [];

const containerColumns = [
  wide('Containers', object =>
    joined(containers(object).map(each => each.name)),
  ),
  wide('Images', object => joined(containers(object).map(each => each.image))),
];

const selector = wide('Selector', ({ spec }) =>
  selectorText(spec?.selector?.matchLabels),
);

const workloadWide = [...containerColumns, selector];

const dataCount = text(
  'Data',
  ({ data, binaryData }) =>
    Object.keys(data ?? {}).length + Object.keys(binaryData ?? {}).length,
);

function servicePorts({ spec }: KubeObject) {
  const ports: any[] = spec?.ports ?? [];
  return joined(
    ports.map(({ port, nodePort, protocol = 'TCP' }) =>
      nodePort ? `${port}:${nodePort}/${protocol}` : `${port}/${protocol}`,
    ),
  );
}

function externalAddress({ spec, status }: KubeObject) {
  if (spec?.type === 'ExternalName') return orNone(spec.externalName);
  const ingress: any[] = status?.loadBalancer?.ingress ?? [];
  const given = [
    ...ingress.map(({ ip, hostname }) => ip ?? hostname),
    ...(spec?.externalIPs ?? []),
  ];
  if (given.length > 0) return given.join(',');
  return spec?.type === 'LoadBalancer' ? '<pending>' : '<none>';
}

function endpointAddresses({ subsets }: KubeObject) {
  const all: string[] = (subsets ?? []).flatMap((subset: any) =>
    (subset.addresses ?? []).flatMap(({ ip }: any) =>
      subset.ports?.length
        ? subset.ports.map(({ port }: any) => `${ip}:${port}`)
        : [ip],
    ),
  );
  if (all.length <= 3) return joined(all);
  return `${all.slice(0, 3).join(',')} + ${all.length - 3} more...`;
}

const ready = ({ spec, status }: KubeObject) =>
  `${status?.readyReplicas ?? 0}/${spec?.replicas ?? 1}`;

const lastSeen = (event: KubeObject, now: Date) => {
  const first = age(event.firstTimestamp ?? event.eventTime, now);
  const last = age(event.lastTimestamp ?? event.eventTime, now);
  return event.count > 1 ? `${last} (x${event.count} over ${first})` : last;
};

const involved = ({ involvedObject }: KubeObject) =>
  `${String(involvedObject?.kind).toLowerCase()}/${involvedObject?.name}`;

const bindingColumns = [
  name,
  text('Role', ({ roleRef }) => `${roleRef?.kind}/${roleRef?.name}`),
  created,
  ...['User', 'Group', 'ServiceAccount'].map(kind =>
    wide(`${kind}s`, ({ subjects }) =>
      (subjects ?? [])
        .filter((each: any) => each.kind === kind)
        .map((each: any) =>
          each.namespace ? `${each.namespace}/${each.name}` : each.name,
        )
        .join(', '),
    ),
  ),
];

const createdAt = text('Created At', ({ metadata }) =>
  orNone(metadata.creationTimestamp),
);

const webhooks = [
  name,
  count('Webhooks', object => object.webhooks?.length ?? 0),
  created,
];

function jobDuration({ status }: KubeObject, now: Date) {
  if (!status?.startTime) return '';
  const end = status.completionTime
    ? Date.parse(status.completionTime)
    : now.getTime();
  return humanDuration((end - Date.parse(status.startTime)) / 1000);
}

export const columnsByKind: Record<string, Column[]> = {
  Pod: podColumns,
  Namespace: [
    name,
    text('Status', ({ status }) => orNone(status?.phase)),
    created,
  ],
  ConfigMap: [name, dataCount, created],
  Secret: [name, text('Type', ({ type }) => orNone(type)), dataCount, created],
  ServiceAccount: [
    name,
    count('Secrets', ({ secrets }) => secrets?.length ?? 0),
    created,
  ],
  Service: [
    name,
    text('Type', ({ spec }) => spec?.type ?? 'ClusterIP'),
    text('Cluster-IP', ({ spec }) => orNone(spec?.clusterIP)),
    text('External-IP', externalAddress),
    text('Port(s)', servicePorts),
    created,
    wide('Selector', ({ spec }) => selectorText(spec?.selector)),
  ],
  Endpoints: [name, text('Endpoints', endpointAddresses), created],
  EndpointSlice: [
    name,
    text('AddressType', ({ addressType }) => orNone(addressType)),
    text('Ports', ({ ports }) => joined(ports?.map(({ port }: any) => port))),
    text('Endpoints', ({ endpoints }) =>
      joined(endpoints?.flatMap(({ addresses }: any) => addresses)),
    ),
    created,
  ],
  Event: [
    text('Last Seen', lastSeen),
    text('Type', ({ type }) => type),
    text('Reason', ({ reason }) => reason),
    text('Object', involved),
    wide('Subobject', ({ involvedObject }) => involvedObject?.fieldPath ?? ''),
    wide('Source', ({ source }) => source?.component ?? ''),
    text('Message', ({ message }) => String(message).trim()),
    wide('First Seen', (event, now) =>
      age(event.firstTimestamp ?? undefined, now),
    ),
    wide('Count', event => event.count ?? 1),
    { ...name, wide: true },
  ],
  Node: [
    name,
    text('Status', ({ status }) =>
      status?.conditions?.some(
        (each: any) => each.type === 'Ready' && each.status === 'True',
      )
        ? 'Ready'
        : 'NotReady',
    ),
    text('Roles', () => '<none>'),
    created,
    text('Version', ({ status }) => status?.nodeInfo?.kubeletVersion ?? ''),
  ],
  Deployment: [
    name,
    text('Ready', ready),
    text('Up-to-date', ({ status }) => status?.updatedReplicas ?? 0),
    text('Available', ({ status }) => status?.availableReplicas ?? 0),
    created,
    ...workloadWide,
  ],
  ReplicaSet: [
    name,
    count('Desired', ({ spec }) => spec?.replicas ?? 1),
    count('Current', ({ status }) => status?.replicas ?? 0),
    count('Ready', ({ status }) => status?.readyReplicas ?? 0),
    created,
    ...workloadWide,
  ],
  StatefulSet: [name, text('Ready', ready), created, ...containerColumns],
  Job: [
    name,
    text(
      'Completions',
      ({ spec, status }) =>
        `${status?.succeeded ?? 0}/${spec?.completions ?? 1}`,
    ),
    text('Duration', jobDuration),
    created,
    ...workloadWide,
  ],
  HorizontalPodAutoscaler: [
    name,
    text(
      'Reference',
      ({ spec }) =>
        `${spec?.scaleTargetRef?.kind}/${spec?.scaleTargetRef?.name}`,
    ),
    text('MinPods', ({ spec }) => orNone(spec?.minReplicas)),
    count('MaxPods', ({ spec }) => spec?.maxReplicas),
    count('Replicas', ({ status }) => status?.currentReplicas ?? 0),
    created,
  ],
  PodDisruptionBudget: [
    name,
    text('Min Available', ({ spec }) => spec?.minAvailable ?? 'N/A'),
    text('Max Unavailable', ({ spec }) => spec?.maxUnavailable ?? 'N/A'),
    count(
      'Allowed Disruptions',
      ({ status }) => status?.disruptionsAllowed ?? 0,
    ),
    created,
  ],
  Ingress: [
    name,
    text('Class', ({ spec }) => orNone(spec?.ingressClassName)),
    text('Hosts', ({ spec }) => {
      const hosts = (spec?.rules ?? []).map(({ host }: any) => host);
      return hosts.filter(Boolean).join(',') || '*';
    }),
    text('Address', ({ status }) =>
      (status?.loadBalancer?.ingress ?? [])
        .map(({ ip, hostname }: any) => ip ?? hostname)
        .join(','),
    ),
    text('Ports', ({ spec }) => (spec?.tls?.length ? '80, 443' : '80')),
    created,
  ],
  Role: [name, createdAt],
  ClusterRole: [name, createdAt],
  RoleBinding: bindingColumns,
  ClusterRoleBinding: bindingColumns,
  CustomResourceDefinition: [name, createdAt],
  ValidatingWebhookConfiguration: webhooks,
  MutatingWebhookConfiguration: webhooks,
  Route: [
    name,
    text('Host', ({ status }) => status?.ingress?.[0]?.host),
    text(
      'Admitted',
      ({ status }) =>
        status?.ingress?.[0]?.conditions?.find(
          (each: any) => each.type === 'Admitted',
        )?.status,
    ),
    text('Service', ({ spec }) => spec?.to?.name),
    text('TLS', ({ spec }) => spec?.tls?.type),
  ],
  HTTPRoute: [
    name,
    text('Hostnames', ({ spec }) =>
      spec?.hostnames ? JSON.stringify(spec.hostnames) : '',
    ),
    { ...created, type: 'date' },
  ],
};
