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

function describe(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
