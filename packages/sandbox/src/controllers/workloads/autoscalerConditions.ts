import type { Condition } from '../runtime/conditions';
import type { Recommendation } from './scaleMetrics';

export interface Bounds {
  minimum: number;
  maximum: number;
}

/** What an autoscaler decided. */
export interface Decision {
  current: number;
  desired: number;
  bounds: Bounds;
  /** Absent: it did not have to ask. */
  recommendation?: Recommendation;
}

const DISABLED: Condition = {
  type: 'ScalingActive',
  status: 'False',
  reason: 'ScalingDisabled',
  message: 'scaling is disabled since the replica count of the target is zero',
};

function ableToScale({ current, desired }: Decision): Condition {
  return current === desired
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
      };
}

function scalingActive(recommendation: Recommendation): Condition {
  return 'from' in recommendation
    ? {
        type: 'ScalingActive',
        status: 'True',
        reason: 'ValidMetricFound',
        message: `the HPA was able to successfully calculate a replica count from ${recommendation.from}`,
      }
    : {
        type: 'ScalingActive',
        status: 'False',
        reason: recommendation.reason,
        message: `the HPA was unable to compute the replica count: ${recommendation.message}`,
      };
}

function scalingLimited(wanted: number, { minimum, maximum }: Bounds) {
  const limited = (reason: string, message: string): Condition => ({
    type: 'ScalingLimited',
    status: 'True',
    reason,
    message,
  });
  if (wanted > maximum) {
    return limited(
      'TooManyReplicas',
      'the desired replica count is more than the maximum replica count',
    );
  }
  return wanted < minimum
    ? limited(
        'TooFewReplicas',
        'the desired replica count is less than the minimum replica count',
      )
    : {
        type: 'ScalingLimited',
        status: 'False' as const,
        reason: 'DesiredWithinRange',
        message: 'the desired count is within the acceptable range',
      };
}

/** The conditions that a decision changes; others stay as they were. */
export function autoscalerConditions(decision: Decision): Condition[] {
  const { current, bounds, recommendation } = decision;
  if (current === 0) {
    return [DISABLED];
  }
  if (!recommendation) {
    return [ableToScale(decision)];
  }
  return [
    'from' in recommendation
      ? ableToScale(decision)
      : {
          type: 'AbleToScale',
          status: 'True',
          reason: 'SucceededGetScale',
          message:
            "the HPA controller was able to get the target's current scale",
        },
    scalingActive(recommendation),
    ...('from' in recommendation
      ? [scalingLimited(recommendation.replicas, bounds)]
      : []),
  ];
}
