import { sameJson } from '../../api/json';
import { PODS, STATEFUL_SETS } from '../runtime/resources';
import {
  keyOf,
  ownerKey,
  startController,
  type ControllerContext,
} from '../runtime/startController';
import { createPod, isReady, podsOf } from './pods';

const COMPONENT = 'statefulset-controller';

/** Keeps pods with lasting names, `<set>-0` and on. Templates are not rolled out: a pod keeps its own until it goes. */
export function startStatefulSetController(context: ControllerContext) {
  const { cluster } = context;
  return startController(context, {
    name: COMPONENT,
    watches: [
      { resource: STATEFUL_SETS, keys: object => [keyOf(object)] },
      { resource: PODS, keys: ownerKey('StatefulSet') },
    ],
    reconcile(key) {
      const set = cluster.get(STATEFUL_SETS, key);
      if (!set || set.metadata.deletionTimestamp) {
        return;
      }
      const desired: number = set.spec.replicas ?? 1;
      const names = Array.from(
        { length: desired },
        (_, index) => `${key.name}-${index}`,
      );
      const existing = podsOf(cluster, set);
      for (const pod of existing) {
        if (!names.includes(pod.metadata.name)) {
          cluster.delete(PODS, keyOf(pod));
        }
      }
      for (const name of names) {
        if (!existing.some(({ metadata }) => metadata.name === name)) {
          createPod(cluster, set, name);
          cluster.recordEvent(set, {
            type: 'Normal',
            reason: 'SuccessfulCreate',
            message: `create Pod ${name} in StatefulSet ${key.name} successful`,
            component: COMPONENT,
          });
        }
      }
      const pods = podsOf(cluster, set);
      const status = {
        observedGeneration: set.metadata.generation,
        replicas: pods.length,
        readyReplicas: pods.filter(isReady).length,
        availableReplicas: pods.filter(isReady).length,
        currentReplicas: pods.length,
        updatedReplicas: pods.length,
      };
      if (!sameJson(set.status, status)) {
        cluster.updateStatus({
          ...set,
          metadata: { ...set.metadata, resourceVersion: undefined },
          status,
        });
      }
    },
  });
}
