import type { Cluster, KubeObject } from '../../api/Cluster';
import { withCondition } from '../runtime/conditions';
import { NODES, PODS } from '../runtime/resources';
import {
  keyOf,
  startController,
  type ControllerContext,
} from '../runtime/startController';
import { quantity, requested } from './quantities';

const COMPONENT = 'default-scheduler';
const RESOURCES = ['cpu', 'memory'] as const;

/** Places pods on the one node there is, as long as it has what they request. */
export function startScheduler(context: ControllerContext) {
  const { cluster, clock } = context;
  return startController(context, {
    name: COMPONENT,
    watches: [
      {
        resource: PODS,
        keys: pod => (pod.spec?.nodeName ? [] : [keyOf(pod)]),
      },
    ],
    reconcile(key) {
      const pod = cluster.get(PODS, key);
      const [node] = cluster.list(NODES);
      if (!pod || pod.spec.nodeName || !node) {
        return {};
      }
      const missing = RESOURCES.filter(
        resource => !fits(cluster, node, pod, resource),
      );
      if (missing.length > 0) {
        const what = missing.map(resource => `1 Insufficient ${resource}`);
        const message = `0/1 nodes are available: ${what.join(', ')}. preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.`;
        cluster.updateStatus({
          ...pod,
          status: {
            ...pod.status,
            phase: 'Pending',
            conditions: withCondition(
              pod.status?.conditions,
              {
                type: 'PodScheduled',
                status: 'False',
                reason: 'Unschedulable',
                message,
              },
              clock,
            ),
          },
        });
        cluster.recordEvent(pod, {
          type: 'Warning',
          reason: 'FailedScheduling',
          message,
          component: COMPONENT,
        });
        return { againMs: 10_000 };
      }
      const bound = cluster.update({
        ...pod,
        spec: { ...pod.spec, nodeName: node.metadata.name },
      });
      cluster.updateStatus({
        ...bound,
        status: {
          ...bound.status,
          phase: 'Pending',
          conditions: withCondition(
            bound.status?.conditions,
            { type: 'PodScheduled', status: 'True' },
            clock,
          ),
        },
      });
      cluster.recordEvent(pod, {
        type: 'Normal',
        reason: 'Scheduled',
        message: `Successfully assigned ${key.namespace}/${key.name} to ${node.metadata.name}`,
        component: COMPONENT,
      });
      return {};
    },
  });
}

function fits(
  cluster: Cluster,
  node: KubeObject,
  pod: KubeObject,
  resource: (typeof RESOURCES)[number],
) {
  const wanted = requested(pod.spec, resource);
  if (wanted === 0) {
    return true;
  }
  const used = cluster
    .list(PODS)
    .filter(({ spec }) => spec.nodeName === node.metadata.name)
    .reduce((sum, { spec }) => sum + requested(spec, resource), 0);
  return used + wanted <= quantity(node.status.allocatable[resource]);
}
