import type { Cluster, KubeObject } from '../../api/Cluster';
import { kubeTime } from '../../clock';
import { withCondition, type Condition } from '../runtime/conditions';
import { AUTOSCALERS, DEPLOYMENTS, PODS } from '../runtime/resources';
import {
  keyOf,
  startController,
  type ControllerContext,
} from '../runtime/startController';
import { writeStatus } from '../runtime/writeStatus';
import { autoscalerConditions, type Decision } from './autoscalerConditions';
import {
  metricsOf,
  recommend,
  type Recommendation,
  type ResourceMetrics,
} from './scaleMetrics';

const COMPONENT = 'horizontal-pod-autoscaler';
const PERIOD_MS = 15_000;

/** Keeps Deployments within the bounds of their autoscalers, and scales them by what their pods use. */
export function startAutoscaler(
  context: ControllerContext & { metrics: ResourceMetrics },
) {
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
        return {};
      }
      const decision = decide(autoscaler, target, context);
      const { current, desired, recommendation } = decision;
      if (desired !== current) {
        const { metadata, spec } = target;
        cluster.update({
          ...target,
          metadata: { ...metadata, resourceVersion: undefined },
          spec: { ...spec, replicas: desired },
        });
        record(cluster, autoscaler, {
          reason: 'SuccessfulRescale',
          message: `New size: ${desired}; reason: ${rescaleReason(decision)}`,
        });
      }
      if (recommendation && 'reason' in recommendation) {
        const { reason, message, about } = recommendation;
        record(cluster, autoscaler, { reason, message }, 'Warning');
        record(
          cluster,
          autoscaler,
          {
            reason: 'FailedComputeMetricsReplicas',
            message: `invalid metrics (1 invalid out of ${metricsOf(autoscaler).length}), first error is: failed to get ${about} metric value: ${message}`,
          },
          'Warning',
        );
      }
      const before = autoscaler.status ?? {};
      writeStatus(
        cluster,
        autoscaler,
        {
          observedGeneration: autoscaler.metadata.generation,
          currentReplicas: target.status?.replicas ?? 0,
          desiredReplicas: desired,
          currentMetrics: currentMetrics(autoscaler, recommendation),
          lastScaleTime:
            desired === current ? before.lastScaleTime : kubeTime(clock.now()),
          conditions: autoscalerConditions(decision).reduce<Condition[]>(
            (list, condition) => withCondition(list, condition, clock),
            before.conditions ?? [],
          ),
        },
        COMPONENT,
      );
      return current === 0 ? {} : { againMs: PERIOD_MS };
    },
  });
}

function decide(
  autoscaler: KubeObject,
  target: KubeObject,
  { cluster, metrics }: ControllerContext & { metrics: ResourceMetrics },
): Decision {
  const bounds = {
    minimum: autoscaler.spec.minReplicas ?? 1,
    maximum: autoscaler.spec.maxReplicas,
  };
  const current: number = target.spec.replicas ?? 1;
  const within = (replicas: number) =>
    Math.min(bounds.maximum, Math.max(bounds.minimum, replicas));
  if (current === 0) {
    return { current, desired: 0, bounds };
  }
  // Outside of its bounds nothing has to be measured.
  if (within(current) !== current) {
    return { current, desired: within(current), bounds };
  }
  const pods = cluster.list(PODS, {
    namespace: target.metadata.namespace,
    labels: target.spec.selector.matchLabels,
  });
  const all = metricsOf(autoscaler).map(metric =>
    recommend(metric, { pods, metrics, current }),
  );
  const told = all.flatMap(each => ('from' in each ? [each] : []));
  const [most] = told.sort((a, b) => b.replicas - a.replicas);
  return most
    ? { current, desired: within(most.replicas), bounds, recommendation: most }
    : { current, desired: current, bounds, recommendation: all[0] };
}

function rescaleReason({ current, bounds, recommendation }: Decision) {
  if (current < bounds.minimum) {
    return 'Current number of replicas below Spec.MinReplicas';
  }
  if (current > bounds.maximum) {
    return 'Current number of replicas above Spec.MaxReplicas';
  }
  return recommendation &&
    'from' in recommendation &&
    recommendation.replicas > current
    ? `${recommendation.from} above target`
    : 'All metrics below target';
}

function currentMetrics(
  autoscaler: KubeObject,
  recommendation: Recommendation | undefined,
) {
  const [first] = metricsOf(autoscaler);
  return recommendation && 'from' in recommendation && recommendation.current
    ? [
        {
          type: 'Resource',
          resource: {
            name: first.resource?.name ?? 'cpu',
            current: recommendation.current,
          },
        },
      ]
    : null;
}

const record = (
  cluster: Cluster,
  autoscaler: KubeObject,
  text: { reason: string; message: string },
  type: 'Normal' | 'Warning' = 'Normal',
) => cluster.recordEvent(autoscaler, { type, ...text, component: COMPONENT });

const autoscalersOf = (cluster: Cluster, { metadata }: KubeObject) =>
  cluster
    .list(AUTOSCALERS, { namespace: metadata.namespace })
    .filter(
      ({ spec }) =>
        spec?.scaleTargetRef?.kind === 'Deployment' &&
        spec.scaleTargetRef.name === metadata.name,
    );
