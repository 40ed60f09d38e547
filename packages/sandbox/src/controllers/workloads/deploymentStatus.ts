import type { KubeObject } from '../../api/Cluster';
import type { Clock } from '../../clock';
import {
  conditionOf,
  withCondition,
  type Condition,
} from '../runtime/conditions';
import { rollingUpdateLimits } from './rollingUpdate';

interface Counts {
  replicas: number;
  updatedReplicas: number;
  readyReplicas: number;
  availableReplicas: number;
}

const sumOf = (sets: KubeObject[], field: string) =>
  sets.reduce((sum, { status }) => sum + (status?.[field] ?? 0), 0);

export function countsOf(current: KubeObject | undefined, all: KubeObject[]) {
  return {
    replicas: sumOf(all, 'replicas'),
    updatedReplicas: current?.status?.replicas ?? 0,
    readyReplicas: sumOf(all, 'readyReplicas'),
    availableReplicas: sumOf(all, 'availableReplicas'),
  };
}

const isComplete = (desired: number, counts: Counts) =>
  counts.updatedReplicas === desired &&
  counts.replicas === desired &&
  counts.availableReplicas === desired;

function available(desired: number, counts: Counts, limits: number): Condition {
  return counts.availableReplicas >= desired - limits
    ? {
        type: 'Available',
        status: 'True',
        reason: 'MinimumReplicasAvailable',
        message: 'Deployment has minimum availability.',
      }
    : {
        type: 'Available',
        status: 'False',
        reason: 'MinimumReplicasUnavailable',
        message: 'Deployment does not have minimum availability.',
      };
}

/** Whether more of the new pods, or fewer of the old, are there than last time. */
function hasProgressed(before: Partial<Counts> | undefined, counts: Counts) {
  const old = (of: Partial<Counts> = {}) =>
    (of.replicas ?? 0) - (of.updatedReplicas ?? 0);
  return (
    counts.updatedReplicas > (before?.updatedReplicas ?? 0) ||
    old(counts) < old(before) ||
    counts.readyReplicas > (before?.readyReplicas ?? 0) ||
    counts.availableReplicas > (before?.availableReplicas ?? 0)
  );
}

interface Situation {
  deployment: KubeObject;
  current: KubeObject;
  counts: Counts;
  clock: Clock;
}

const hasTimedOut = ({ deployment, clock }: Situation) => {
  const progressing = conditionOf(deployment, 'Progressing');
  if (!progressing || progressing.reason === 'NewReplicaSetAvailable') {
    return false;
  }
  const deadlineMs = (deployment.spec.progressDeadlineSeconds ?? 600) * 1000;
  return (
    progressing.reason === 'ProgressDeadlineExceeded' ||
    clock.now().getTime() - Date.parse(progressing.lastUpdateTime ?? '') >
      deadlineMs
  );
};

/** The new Progressing condition; `undefined` leaves the old one, whose age is what the deadline measures. */
function progressCondition(situation: Situation): Condition | undefined {
  const { deployment, current, counts } = situation;
  const quoted = `"${current.metadata.name}"`;
  const before = conditionOf(deployment, 'Progressing');
  if (isComplete(deployment.spec.replicas, counts)) {
    return {
      type: 'Progressing',
      status: 'True',
      reason: 'NewReplicaSetAvailable',
      message: `ReplicaSet ${quoted} has successfully progressed.`,
    };
  }
  const isNew =
    !before ||
    deployment.status?.observedGeneration !== deployment.metadata.generation;
  if (isNew || hasProgressed(deployment.status, counts)) {
    return {
      type: 'Progressing',
      status: 'True',
      reason: 'ReplicaSetUpdated',
      message: `ReplicaSet ${quoted} is progressing.`,
    };
  }
  return hasTimedOut(situation)
    ? {
        type: 'Progressing',
        status: 'False',
        reason: 'ProgressDeadlineExceeded',
        message: `ReplicaSet ${quoted} has timed out progressing.`,
      }
    : undefined;
}

/** `status` of a Deployment, given the ReplicaSet of its newest template and all that are left. */
export function deploymentStatus(
  deployment: KubeObject,
  current: KubeObject,
  sets: KubeObject[],
  clock: Clock,
): Record<string, any> {
  const counts = countsOf(current, sets);
  const desired = deployment.spec.replicas ?? 1;
  const { unavailable } = rollingUpdateLimits({
    desired,
    maxSurge: deployment.spec.strategy?.rollingUpdate?.maxSurge ?? 0,
    maxUnavailable:
      deployment.spec.strategy?.rollingUpdate?.maxUnavailable ?? 0,
  });
  const refusal = sets
    .map(set => conditionOf(set, 'ReplicaFailure'))
    .find(Boolean);
  const wanted = [
    progressCondition({ deployment, current, counts, clock }),
    available(desired, counts, unavailable),
    refusal && {
      type: refusal.type,
      status: refusal.status,
      reason: refusal.reason,
      message: refusal.message,
    },
  ].filter(condition => condition !== undefined);
  const before: Condition[] = deployment.status?.conditions ?? [];
  const conditions = wanted.reduce<Condition[]>(
    (list, condition) =>
      withCondition(list, condition, clock, { updates: true }),
    before.filter(({ type }) => type !== 'ReplicaFailure' || refusal),
  );
  return {
    observedGeneration: deployment.metadata.generation,
    ...counts,
    unavailableReplicas: Math.max(
      0,
      Math.max(desired, counts.replicas) - counts.availableReplicas,
    ),
    conditions: touched(
      conditions,
      before,
      hasProgressed(deployment.status, counts),
      clock,
    ),
  };
}

/** Progress restarts the deadline even where the words stay the same. */
function touched(
  conditions: Condition[],
  before: Condition[],
  progressed: boolean,
  clock: Clock,
): Condition[] {
  return conditions.map(condition =>
    progressed &&
    condition.type === 'Progressing' &&
    condition.reason === 'ReplicaSetUpdated' &&
    before.includes(condition)
      ? {
          ...condition,
          lastUpdateTime: `${clock.now().toISOString().slice(0, 19)}Z`,
        }
      : condition,
  );
}
