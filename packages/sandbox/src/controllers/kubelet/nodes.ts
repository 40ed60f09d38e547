import type { KubeObject } from '../../api/Cluster';
import { kubeTime, type Clock } from '../../clock';
import { withCondition } from '../runtime/conditions';

/** The node that everything runs on unless it asks for another. */
export const NODE = 'sandbox';

/** On a Node, `off`: somebody pulled the plug. */
export const POWER_ANNOTATION = 'sandbox/power';

const SIZE = { cpu: '512', memory: '2Ti', pods: '20000' };

export const isPoweredOff = ({ metadata }: KubeObject) =>
  metadata.annotations?.[POWER_ANNOTATION] === 'off';

/** What a machine registers itself as. */
export const newNode = (name: string): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: {
    name,
    labels: {
      'kubernetes.io/hostname': name,
      'kubernetes.io/os': 'linux',
      'node-role.kubernetes.io/worker': '',
    },
  },
  spec: {},
});

/** What its kubelet posts. */
export function nodeStatus(
  node: KubeObject,
  address: string,
  clock: Clock,
): Record<string, any> {
  const conditions = withCondition(
    node.status?.conditions,
    {
      type: 'Ready',
      status: 'True',
      reason: 'KubeletReady',
      message: 'kubelet is posting ready status',
    },
    clock,
  );
  return {
    capacity: SIZE,
    allocatable: SIZE,
    addresses: [
      { type: 'InternalIP', address },
      { type: 'Hostname', address: node.metadata.name },
    ],
    conditions: conditions.map(condition => ({
      ...condition,
      lastHeartbeatTime: kubeTime(clock.now()),
    })),
    nodeInfo: {
      kubeletVersion: 'v1.33.0',
      containerRuntimeVersion: 'containerd://2.0.0',
      operatingSystem: 'linux',
      osImage: 'Sandbox',
      kernelVersion: '',
      architecture: '',
    },
  };
}
