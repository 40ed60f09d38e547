import type { Cluster, KubeObject } from '../../api/Cluster';
import { kubeTime } from '../../clock';
import { withCondition, type Condition } from '../runtime/conditions';
import { AUTOSCALERS, DEPLOYMENTS } from '../runtime/resources';
import {
  keyOf,
  startController,
  type ControllerContext,
} from '../runtime/startController';
import { writeStatus } from '../runtime/writeStatus';

const COMPONENT = 'horizontal-pod-autoscaler';

interface Bounds {
  minimum: number;
  maximum: number;
}

/** Pods here use next to nothing, so what they use asks for one replica. */
const RECOMMENDED = 1;

const rescaleReasons = {
  below: 'Current number of replicas below Spec.MinReplicas',
  above: 'Current number of replicas above Spec.MaxReplicas',
  idle: 'All metrics below target',
};

function desiredReplicas(current: number, { minimum, maximum }: Bounds) {
  if (current === 0) {
    return 0;
  }
  return Math.min(maximum, Math.max(minimum, RECOMMENDED));
}

function reasonFor(current: number, { minimum, maximum }: Bounds) {
  if (current < minimum) return rescaleReasons.below;
  return current > maximum ? rescaleReasons.above : rescaleReasons.idle;
}

function conditionsFor(
  current: number,
  desired: number,
  { minimum }: Bounds,
): Condition[] {
  if (current === 0) {
    return [
      {
        type: 'ScalingActive',
        status: 'False',
        reason: 'ScalingDisabled',
        message:
          'scaling is disabled since the replica count of the target is zero',
      },
    ];
  }
  return [
    current === desired
      ? {
          type: 'AbleToScale',
          status: 'True',
          reason: 'ReadyForNewScale',
          message: 'recommended size matches current size',
        }
      : {
          type: 'AbleToScale',
          status: 'True',
          reason: 'SucceededRescale',
          message: `the HPA controller was able to update the target scale to ${desired}`,
        },
    {
      type: 'ScalingActive',
      status: 'True',
      reason: 'ValidMetricFound',
      message:
        'the HPA was able to successfully calculate a replica count from cpu resource utilization (percentage of request)',
    },
    minimum > RECOMMENDED
      ? {
          type: 'ScalingLimited',
          status: 'True',
          reason: 'TooFewReplicas',
          message:
            'the desired replica count is less than the minimum replica count',
        }
      : {
          type: 'ScalingLimited',
          status: 'False',
          reason: 'DesiredWithinRange',
          message: 'the desired count is within the acceptable range',
        },
  ];
}

/** Keeps Deployments within the bounds of their autoscalers. */
export function startAutoscaler(context: ControllerContext) {
  const { cluster, clock } = context;
  return startController(context, {
    name: COMPONENT,
    watches: [
      { resource: AUTOSCALERS, keys: object => [keyOf(object)] },
      {
        resource: DEPLOYMENTS,
        keys: deployment => autoscalersOf(cluster, deployment).map(keyOf),
      },
    ],
    reconcile(key) {
      const autoscaler = cluster.get(AUTOSCALERS, key);
      const { kind, name } = autoscaler?.spec?.scaleTargetRef ?? {};
      const target =
        kind === 'Deployment' &&
        cluster.get(DEPLOYMENTS, { namespace: key.namespace, name });
      if (!autoscaler || !target) {
        return;
      }
      const bounds = {
        minimum: autoscaler.spec.minReplicas ?? 1,
        maximum: autoscaler.spec.maxReplicas,
      };
      const current: number = target.spec.replicas ?? 1;
      const desired = desiredReplicas(current, bounds);
      if (desired !== current) {
        const { metadata, spec } = target;
        cluster.update({
          ...target,
          metadata: { ...metadata, resourceVersion: undefined },
          spec: { ...spec, replicas: desired },
        });
        cluster.recordEvent(autoscaler, {
          type: 'Normal',
          reason: 'SuccessfulRescale',
          message: `New size: ${desired}; reason: ${reasonFor(current, bounds)}`,
          component: COMPONENT,
        });
      }
      const before = autoscaler.status ?? {};
      writeStatus(
        cluster,
        autoscaler,
        {
          observedGeneration: autoscaler.metadata.generation,
          currentReplicas: target.status?.replicas ?? 0,
          desiredReplicas: desired,
          currentMetrics: null,
          lastScaleTime:
            desired === current ? before.lastScaleTime : kubeTime(clock.now()),
          conditions: conditionsFor(current, desired, bounds).reduce<
            Condition[]
          >(
            (list, condition) => withCondition(list, condition, clock),
            before.conditions ?? [],
          ),
        },
        COMPONENT,
      );
    },
  });
}

const autoscalersOf = (cluster: Cluster, { metadata }: KubeObject) =>
  cluster
    .list(AUTOSCALERS, { namespace: metadata.namespace })
    .filter(
      ({ spec }) =>
        spec?.scaleTargetRef?.kind === 'Deployment' &&
        spec.scaleTargetRef.name === metadata.name,
    );
