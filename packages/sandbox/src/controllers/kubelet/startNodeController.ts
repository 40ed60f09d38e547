import type { Cluster, KubeObject } from '../../api/Cluster';
import { conditionOf, withCondition } from '../runtime/conditions';
import { NODES, PODS } from '../runtime/resources';
import {
  keyOf,
  startController,
  type ControllerContext,
} from '../runtime/startController';
import { NODE } from './nodes';

const COMPONENT = 'node-controller';
const LOOK_MS = 5_000;
const PATIENCE_MS = 40_000;

/** Gives up on nodes that nothing was heard of. The one that this runs on too is there as long as anybody asks. */
export function startNodeController(context: ControllerContext) {
  const { cluster, clock } = context;
  return startController(context, {
    name: COMPONENT,
    watches: [{ resource: NODES, keys: object => [keyOf(object)] }],
    reconcile(key) {
      const node = cluster.get(NODES, key);
      const ready = conditionOf(node, 'Ready') as
        { lastHeartbeatTime?: string; status: string } | undefined;
      if (!node || !ready || key.name === NODE) {
        return {};
      }
      const heardMs = Date.parse(ready.lastHeartbeatTime ?? '');
      const silent = clock.now().getTime() - heardMs > PATIENCE_MS;
      if (silent && ready.status !== 'Unknown') {
        cluster.updateStatus({
          ...node,
          status: {
            ...node.status,
            conditions: withCondition(
              node.status.conditions,
              {
                type: 'Ready',
                status: 'Unknown',
                reason: 'NodeStatusUnknown',
                message: 'Kubelet stopped posting node status.',
              },
              clock,
            ),
          },
        });
        cluster.recordEvent(node, {
          type: 'Normal',
          reason: 'NodeNotReady',
          message: `Node ${key.name} status is now: NodeNotReady`,
          component: COMPONENT,
        });
        giveUpPods(context, node);
      }
      return { againMs: LOOK_MS };
    },
  });
}

const podsOn = (cluster: Cluster, node: KubeObject) =>
  cluster.list(PODS).filter(({ spec }) => spec.nodeName === node.metadata.name);

/** Nobody knows how they are, so nothing is sent to them any more. */
function giveUpPods({ cluster, clock }: ControllerContext, node: KubeObject) {
  for (const pod of podsOn(cluster, node)) {
    cluster.updateStatus({
      ...pod,
      status: {
        ...pod.status,
        conditions: withCondition(
          pod.status?.conditions,
          { type: 'Ready', status: 'False' },
          clock,
        ),
      },
    });
    cluster.recordEvent(pod, {
      type: 'Warning',
      reason: 'NodeNotReady',
      message: 'Node is not ready',
      component: COMPONENT,
    });
  }
}
