import type { Cluster, KubeObject } from '../../api/Cluster';
import { sameJson } from '../../api/json';
import type { Clock } from '../../clock';
import { conditionOf } from '../runtime/conditions';
import { DEPLOYMENTS, REPLICA_SETS } from '../runtime/resources';
import { controllerReference, isControlledBy } from '../runtime/ownership';
import {
  keyOf,
  ownerKey,
  startController,
  type ControllerContext,
} from '../runtime/startController';
import { deploymentStatus } from './deploymentStatus';
import { podTemplateHash } from './podTemplateHash';
import { rollingUpdateLimits, rollingUpdateStep } from './rollingUpdate';

const COMPONENT = 'deployment-controller';
const REVISION = 'deployment.kubernetes.io/revision';
const DESIRED_REPLICAS = 'deployment.kubernetes.io/desired-replicas';
const MAX_REPLICAS = 'deployment.kubernetes.io/max-replicas';
const HASH = 'pod-template-hash';

/** Rolls Deployments out: one ReplicaSet per template, replaced step by step. */
export function startDeploymentController(context: ControllerContext) {
  const { cluster, clock } = context;
  return startController(context, {
    name: COMPONENT,
    watches: [
      { resource: DEPLOYMENTS, keys: object => [keyOf(object)] },
      { resource: REPLICA_SETS, keys: ownerKey('Deployment') },
    ],
    reconcile(key) {
      const deployment = cluster.get(DEPLOYMENTS, key);
      if (!deployment || deployment.metadata.deletionTimestamp) {
        return {};
      }
      const current = currentSet(cluster, deployment);
      const sets = setsOf(cluster, deployment);
      if (!deployment.spec.paused) {
        roll(cluster, deployment, current, sets);
        removeOldest(cluster, deployment, current, sets);
      }
      const latest = cluster.get(REPLICA_SETS, keyOf(current)) ?? current;
      writeStatus(cluster, clock, deployment, latest);
      return untilDeadline(cluster.get(DEPLOYMENTS, key), clock);
    },
  });
}

const setsOf = (cluster: Cluster, deployment: KubeObject) =>
  cluster
    .list(REPLICA_SETS, { namespace: deployment.metadata.namespace })
    .filter(set => isControlledBy(set, deployment))
    .sort((a, b) => revisionOf(a) - revisionOf(b));

const revisionOf = ({ metadata }: KubeObject) =>
  Number(metadata.annotations?.[REVISION] ?? 0);

/** The ReplicaSet of the newest template, made if need be; going back to an old template makes it the newest revision again. */
function currentSet(cluster: Cluster, deployment: KubeObject): KubeObject {
  const { template, selector, minReadySeconds } = deployment.spec;
  const hash = podTemplateHash(template);
  const name = `${deployment.metadata.name}-${hash}`;
  const sets = setsOf(cluster, deployment);
  const newest = Math.max(0, ...sets.map(revisionOf));
  const found = sets.find(({ metadata }) => metadata.name === name);
  const revision = found && revisionOf(found) === newest ? newest : newest + 1;
  writeRevision(cluster, deployment, revision);
  if (found) {
    return revisionOf(found) === revision
      ? found
      : cluster.update({
          ...found,
          metadata: {
            ...found.metadata,
            annotations: {
              ...found.metadata.annotations,
              [REVISION]: String(revision),
            },
          },
        });
  }
  return cluster.create({
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name,
      namespace: deployment.metadata.namespace,
      labels: { ...template.metadata?.labels, [HASH]: hash },
      annotations: {
        ...deployment.metadata.annotations,
        ...sizes(deployment),
        [REVISION]: String(revision),
      },
      ownerReferences: [controllerReference(deployment)],
    },
    spec: {
      replicas: 0,
      minReadySeconds,
      selector: { matchLabels: { ...selector.matchLabels, [HASH]: hash } },
      template: {
        ...template,
        metadata: {
          ...template.metadata,
          labels: { ...template.metadata?.labels, [HASH]: hash },
        },
      },
    },
  });
}

/** How large the Deployment is, noted on its ReplicaSets. */
function sizes({ spec }: KubeObject) {
  const { strategy, replicas = 1 } = spec;
  const surge =
    strategy?.type === 'Recreate'
      ? 0
      : rollingUpdateLimits({ desired: replicas, ...surgeOf(spec) }).surge;
  return {
    [DESIRED_REPLICAS]: String(replicas),
    [MAX_REPLICAS]: String(replicas + surge),
  };
}

const surgeOf = ({ strategy }: KubeObject['spec']) => ({
  maxSurge: strategy?.rollingUpdate?.maxSurge ?? '25%',
  maxUnavailable: strategy?.rollingUpdate?.maxUnavailable ?? '25%',
});

function writeRevision(
  cluster: Cluster,
  deployment: KubeObject,
  revision: number,
) {
  if (revisionOf(deployment) !== revision) {
    const updated = cluster.update({
      ...deployment,
      metadata: {
        ...deployment.metadata,
        resourceVersion: undefined,
        annotations: {
          ...deployment.metadata.annotations,
          [REVISION]: String(revision),
        },
      },
    });
    deployment.metadata = updated.metadata;
  }
}

function roll(
  cluster: Cluster,
  deployment: KubeObject,
  current: KubeObject,
  sets: KubeObject[],
) {
  const { strategy, replicas: desired = 1 } = deployment.spec;
  const old = sets.filter(set => set.metadata.name !== current.metadata.name);
  const count = (set: KubeObject) => ({
    name: set.metadata.name,
    replicas: set.spec.replicas ?? 0,
    available: set.status?.availableReplicas ?? 0,
  });
  const oldPods = old.reduce(
    (sum, set) => sum + (set.status?.replicas ?? 0),
    0,
  );
  const wanted: Record<string, number> =
    strategy?.type === 'Recreate'
      ? {
          ...Object.fromEntries(old.map(({ metadata }) => [metadata.name, 0])),
          [current.metadata.name]: oldPods > 0 ? 0 : desired,
        }
      : rollingUpdateStep({
          desired,
          ...surgeOf(deployment.spec),
          current: count(current),
          old: old.map(count),
        });
  for (const set of [...old, current]) {
    scaleTo(cluster, deployment, set, wanted[set.metadata.name]);
  }
}

function scaleTo(
  cluster: Cluster,
  deployment: KubeObject,
  set: KubeObject,
  replicas: number,
) {
  const from = set.spec.replicas ?? 0;
  if (from === replicas) {
    return;
  }
  cluster.update({
    ...set,
    metadata: {
      ...set.metadata,
      resourceVersion: undefined,
      annotations: { ...set.metadata.annotations, ...sizes(deployment) },
    },
    spec: { ...set.spec, replicas },
  });
  const direction = replicas > from ? 'up' : 'down';
  cluster.recordEvent(deployment, {
    type: 'Normal',
    reason: 'ScalingReplicaSet',
    message: `Scaled ${direction} replica set ${set.metadata.name} from ${from} to ${replicas}`,
    component: COMPONENT,
  });
}

function removeOldest(
  cluster: Cluster,
  deployment: KubeObject,
  current: KubeObject,
  sets: KubeObject[],
) {
  const empty = sets.filter(
    set =>
      set.metadata.name !== current.metadata.name &&
      set.spec.replicas === 0 &&
      (set.status?.replicas ?? 0) === 0,
  );
  const limit = deployment.spec.revisionHistoryLimit ?? 10;
  for (const set of empty.slice(0, Math.max(0, empty.length - limit))) {
    cluster.delete(REPLICA_SETS, keyOf(set));
  }
}

function writeStatus(
  cluster: Cluster,
  clock: Clock,
  deployment: KubeObject,
  current: KubeObject,
) {
  const status = deploymentStatus(
    deployment,
    current,
    setsOf(cluster, deployment),
    clock,
  );
  if (!sameJson(deployment.status, status)) {
    cluster.updateStatus({
      ...deployment,
      metadata: { ...deployment.metadata, resourceVersion: undefined },
      status,
    });
  }
}

/** Looks again when the progress deadline has passed; nothing else would wake it. */
function untilDeadline(deployment: KubeObject | undefined, clock: Clock) {
  const progressing = conditionOf(deployment, 'Progressing');
  if (
    progressing?.status !== 'True' ||
    progressing.reason === 'NewReplicaSetAvailable'
  ) {
    return {};
  }
  const dueMs =
    Date.parse(progressing.lastUpdateTime ?? '') +
    (deployment!.spec.progressDeadlineSeconds ?? 600) * 1000;
  return { againMs: Math.max(1_000, dueMs - clock.now().getTime() + 1_000) };
}
