type Path = readonly (string | number)[];

/**
 * Volumes that hold no part of the node: what the baseline of Kubernetes' Pod Security Standards allows, and images, which are
 * judged as such.
 */
const VOLUMES = [
  'name',
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
];

const RULE = 'which nobody may with the rules of this portal';

const FORBIDDEN_WHEN_SET: Record<string, string> = {
  hostNetwork: 'would use the network of the node',
  hostPID: 'would see the processes of the node',
  hostIPC: 'would share memory with the processes of the node',
  privileged: 'would run with all rights on the node',
  allowPrivilegeEscalation: 'would let a process gain rights',
  hostProcess: 'would run on the node itself',
  hostPort: 'would take a port of the node',
  nodeName: 'would go past the scheduler and its taints',
  sysctls: 'would change the kernel of the node',
  priorityClassName: 'could push the pods of others off their nodes',
};

/** What SELinux may be told of a container, as the baseline has it. */
const SELINUX_TYPES = [
  '',
  'container_t',
  'container_init_t',
  'container_kvm_t',
  'container_engine_t',
];

/** Annotations by which others than Seldon change a pod, or send it what is meant for others. */
const FORBIDDEN_ANNOTATIONS: { name: RegExp; value?: RegExp; would: string }[] =
  [
    {
      name: /^container\.apparmor\.security\.beta\.kubernetes\.io\//,
      value: /^unconfined$/,
      would: 'would lift the limits of the kernel',
    },
    {
      name: /^(sidecar\.istio\.io\/(proxyImage|userVolume|userVolumeMount|bootstrapOverride)|inject\.istio\.io\/templates|proxy\.istio\.io\/overrides)$/,
      would: 'would choose what runs or is mounted beside the model',
    },
    {
      name: /^(k8s\.v1\.cni\.cncf\.io\/networks|v1\.multus-cni\.io\/default-network)$/,
      would: 'would put the pod into another network',
    },
    {
      name: /^seldon\.io\/ambassador-(config|service-name)$/,
      would: 'could take the requests of other models at the gateway',
    },
  ];

export function annotationProblem(
  name: string,
  value: unknown,
): string | undefined {
  const rule = FORBIDDEN_ANNOTATIONS.find(
    each => each.name.test(name) && (each.value?.test(String(value)) ?? true),
  );
  return (
    rule &&
    `must not be set: it ${rule.would}, ${RULE} (got ${describe(value)})`
  );
}

/** Why a field would let a pod out of its box, whatever the cluster itself allows. */
export function podProblem(
  name: string,
  value: unknown,
  { path, namespace }: { path: Path; namespace: string },
): string | undefined {
  const said = `(got ${describe(value)})`;
  if (Object.hasOwn(FORBIDDEN_WHEN_SET, name) && isSet(value)) {
    return `must not be set: it ${FORBIDDEN_WHEN_SET[name]}, ${RULE} ${said}`;
  }
  if (name === 'add' && path.at(-1) === 'capabilities' && isSet(value)) {
    return `must be empty: a capability would be a right on the node, ${RULE} ${said}`;
  }
  if (name === 'procMount' && value !== 'Default') {
    return `must be Default: it would show the processes of the node, ${RULE} ${said}`;
  }
  if (
    name === 'type' &&
    ['seccompProfile', 'appArmorProfile'].includes(String(path.at(-1))) &&
    value === 'Unconfined'
  ) {
    return `must be RuntimeDefault or Localhost: it would lift the limits of the kernel, ${RULE} ${said}`;
  }
  if (
    name === 'host' &&
    ['httpGet', 'tcpSocket'].includes(String(path.at(-1))) &&
    isSet(value)
  ) {
    return `must not be set: it would have the node call another host than the pod, ${RULE} ${said}`;
  }
  if (path.at(-1) === 'seLinuxOptions') {
    const isAllowed =
      name === 'type'
        ? SELINUX_TYPES.includes(String(value ?? ''))
        : !['user', 'role'].includes(name) || !isSet(value);
    if (!isAllowed) {
      return `must not be set: it would lift the limits of SELinux, ${RULE} ${said}`;
    }
  }
  if (path.at(-2) === 'volumes' && !VOLUMES.includes(name)) {
    return `must be one of ${VOLUMES.slice(1).join(', ')}: another kind of volume could reach the node or its network, ${RULE} (got ${name})`;
  }
  if (name === 'namespace' && value !== namespace) {
    return `must be ${namespace}, the namespace of the model ${said}`;
  }
  return undefined;
}

function isSet(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : !!value;
}

const MAX_SHOWN = 200;

/** What was got, as far as it helps to recognise it. */
export function describe(value: unknown): string {
  const text =
    typeof value === 'object' ? JSON.stringify(value) : String(value);
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
}
