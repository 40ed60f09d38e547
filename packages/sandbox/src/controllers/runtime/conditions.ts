import type { Clock } from '../../clock';
import { kubeTime } from '../../clock';

export interface Condition {
  type: string;
  status: 'True' | 'False' | 'Unknown';
  reason?: string;
  message?: string;
  lastTransitionTime?: string;
  lastUpdateTime?: string;
  observedGeneration?: number;
}

/**
 * The list with one condition set. The transition time moves only with the
 * status. `updates`: also keep `lastUpdateTime`, as Deployments do.
 */
export function withCondition(
  conditions: Condition[] | undefined,
  condition: Condition,
  clock: Clock,
  { updates = false } = {},
): Condition[] {
  const now = kubeTime(clock.now());
  const before = conditions?.find(({ type }) => type === condition.type);
  const same =
    before?.status === condition.status &&
    before.reason === condition.reason &&
    before.message === condition.message &&
    before.observedGeneration === condition.observedGeneration;
  if (same && before) {
    return conditions!;
  }
  const next: Condition = {
    ...condition,
    lastTransitionTime:
      before?.status === condition.status ? before.lastTransitionTime : now,
    ...(updates && { lastUpdateTime: now }),
  };
  return before
    ? conditions!.map(other => (other.type === condition.type ? next : other))
    : [...(conditions ?? []), next];
}

export const conditionOf = (
  object: { status?: { conditions?: Condition[] } } | undefined,
  type: string,
): Condition | undefined =>
  object?.status?.conditions?.find(condition => condition.type === type);
