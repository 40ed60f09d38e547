import type { Cluster, KubeObject } from '../../api/Cluster';
import { sameJson } from '../../api/json';
import type { Clock } from '../../clock';
import {
  conditionOf,
  withCondition,
  type Condition,
} from '../runtime/conditions';
import { PODS, REPLICA_SETS } from '../runtime/resources';
import {
  keyOf,
  ownerKey,
  startController,
  type ControllerContext,
} from '../runtime/startController';
import { createPod, isAvailable, isReady, podsOf } from './pods';

const COMPONENT = 'replicaset-controller';

/** Keeps as many pods as a ReplicaSet asks for. */
export function startReplicaSetController(context: ControllerContext) {
  const { cluster, clock } = context;
  return startController(context, {
    name: COMPONENT,
    watches: [
      { resource: REPLICA_SETS, keys: object => [keyOf(object)] },
      { resource: PODS, keys: ownerKey('ReplicaSet') },
    ],
    reconcile(key) {
      const set = cluster.get(REPLICA_SETS, key);
      if (!set || set.metadata.deletionTimestamp) {
        return {};
      }
      const failure = scale(cluster, set);
      writeStatus(cluster, clock, set, failure);
      // The cause of a refusal, such as a quota, may be gone by then.
      return failure ? { againMs: 5_000 } : {};
    },
  });
}

const isLive = ({ metadata, status }: KubeObject) =>
  !metadata.deletionTimestamp &&
  status?.phase !== 'Succeeded' &&
  status?.phase !== 'Failed';

/** Answers why a pod could not be made or removed, if so. */
function scale(cluster: Cluster, set: KubeObject): Condition | undefined {
  const live = podsOf(cluster, set).filter(isLive);
  const missing = (set.spec.replicas ?? 1) - live.length;
  for (let made = 0; made < missing; made += 1) {
    try {
      const pod = createPod(cluster, set);
      cluster.recordEvent(set, {
        type: 'Normal',
        reason: 'SuccessfulCreate',
        message: `Created pod: ${pod.metadata.name}`,
        component: COMPONENT,
      });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      cluster.recordEvent(set, {
        type: 'Warning',
        reason: 'FailedCreate',
        message: `Error creating: ${message}`,
        component: COMPONENT,
      });
      return {
        type: 'ReplicaFailure',
        status: 'True',
        reason: 'FailedCreate',
        message,
      };
    }
  }
  // Pods that do not serve are given up first.
  const surplus = live
    .sort((a, b) => Number(isReady(a)) - Number(isReady(b)))
    .slice(0, Math.max(0, -missing));
  for (const pod of surplus) {
    cluster.delete(PODS, keyOf(pod));
    cluster.recordEvent(set, {
      type: 'Normal',
      reason: 'SuccessfulDelete',
      message: `Deleted pod: ${pod.metadata.name}`,
      component: COMPONENT,
    });
  }
  return undefined;
}

function writeStatus(
  cluster: Cluster,
  clock: Clock,
  set: KubeObject,
  failure: Condition | undefined,
) {
  const live = podsOf(cluster, set).filter(isLive);
  const others: Condition[] = (set.status?.conditions ?? []).filter(
    ({ type }: Condition) => type !== 'ReplicaFailure',
  );
  // Every refusal names another pod; the first one's words stay.
  const known = conditionOf(set, 'ReplicaFailure');
  const conditions = failure
    ? withCondition(
        set.status?.conditions,
        known && known.reason === failure.reason ? known : failure,
        clock,
      )
    : others;
  const status = {
    replicas: live.length,
    fullyLabeledReplicas: live.length,
    readyReplicas: live.filter(isReady).length,
    availableReplicas: live.filter(pod =>
      isAvailable(pod, clock.now(), set.spec.minReadySeconds),
    ).length,
    observedGeneration: set.metadata.generation,
    ...(conditions.length && { conditions }),
  };
  if (!sameJson(set.status, status)) {
    cluster.updateStatus({
      ...set,
      metadata: { ...set.metadata, resourceVersion: undefined },
      status,
    });
  }
}
