/** How many pods one revision should have, has, and has available. */
export interface RevisionCount {
  name: string;
  replicas: number;
  available: number;
}

export interface RollingUpdateState {
  desired: number;
  /** Numbers or percentages, as in `spec.strategy.rollingUpdate`. */
  maxSurge: number | string;
  maxUnavailable: number | string;
  current: RevisionCount;
  /** Oldest first. */
  old: RevisionCount[];
}

function absolute(value: number | string, total: number, round: 'up' | 'down') {
  const text = String(value);
  if (!text.endsWith('%')) {
    return Number(text);
  }
  const exact = (Number(text.slice(0, -1)) * total) / 100;
  return round === 'up' ? Math.ceil(exact) : Math.floor(exact);
}

/** Surge and unavailability in pods. Both zero would stand still, so one may then be unavailable. */
export function rollingUpdateLimits({
  desired,
  maxSurge,
  maxUnavailable,
}: Pick<RollingUpdateState, 'desired' | 'maxSurge' | 'maxUnavailable'>) {
  const surge = absolute(maxSurge, desired, 'up');
  const unavailable = absolute(maxUnavailable, desired, 'down');
  return {
    surge,
    unavailable: surge === 0 && unavailable === 0 ? 1 : unavailable,
  };
}

/** The next step of a rolling update: how many pods each revision should have now. */
export function rollingUpdateStep(
  state: RollingUpdateState,
): Record<string, number> {
  const { desired, current, old } = state;
  const { surge, unavailable } = rollingUpdateLimits(state);
  const oldTotal = old.reduce((sum, { replicas }) => sum + replicas, 0);

  const room = desired + surge - oldTotal - current.replicas;
  const scaledUp = Math.min(desired, current.replicas + Math.max(0, room));
  const next: Record<string, number> = {
    [current.name]: current.replicas > desired ? desired : scaledUp,
  };

  const minimumAvailable = Math.max(0, desired - unavailable);
  const total = oldTotal + current.replicas;
  const currentMissing = current.replicas - current.available;
  let removable = Math.max(0, total - minimumAvailable - currentMissing);

  // Pods that serve nobody go first.
  const remaining = old.map(revision => ({ ...revision }));
  for (const revision of remaining) {
    const dead = Math.min(removable, revision.replicas - revision.available);
    revision.replicas -= dead;
    removable -= dead;
  }
  const available =
    current.available + old.reduce((sum, part) => sum + part.available, 0);
  let spare = Math.max(0, available - minimumAvailable);
  for (const revision of remaining) {
    const gone = Math.min(spare, removable, revision.replicas);
    revision.replicas -= gone;
    spare -= gone;
    removable -= gone;
  }
  for (const revision of remaining) {
    next[revision.name] = revision.replicas;
  }
  return next;
}
