import { withCondition } from '../runtime/conditions';
import { NODES, PODS } from '../runtime/resources';
import {
  keyOf,
  startController,
  type ControllerContext,
} from '../runtime/startController';
import { placementOf } from './placement';

const COMPONENT = 'default-scheduler';
const RETRY_MS = 10_000;

/** Places pods on the first node that has what they ask for. */
export function startScheduler(context: ControllerContext) {
  const { cluster, clock } = context;
  return startController(context, {
    name: COMPONENT,
    watches: [
      {
        resource: PODS,
        keys: pod => (pod.spec?.nodeName ? [] : [keyOf(pod)]),
      },
      {
        resource: NODES,
        keys: () =>
          cluster
            .list(PODS)
            .filter(({ spec }) => !spec.nodeName)
            .map(keyOf),
      },
    ],
    reconcile(key) {
      const pod = cluster.get(PODS, key);
      if (!pod || pod.spec.nodeName || cluster.list(NODES).length === 0) {
        return {};
      }
      const placement = placementOf(cluster, pod);
      if ('message' in placement) {
        const { message } = placement;
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
        return { againMs: RETRY_MS };
      }
      const { name: nodeName } = placement.node.metadata;
      const bound = cluster.update({
        ...pod,
        spec: { ...pod.spec, nodeName },
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
        message: `Successfully assigned ${key.namespace}/${key.name} to ${nodeName}`,
        component: COMPONENT,
      });
      return {};
    },
  });
}
