import type { EventFact, HealthThresholds } from './facts';
import type { ContainerFact, PodFact } from './pods';
import { secondsBetween } from './predictors';

/** It keeps being restarted: often enough, just now, and not long after the time before. */
export function isClimbing(
  container: ContainerFact,
  { restarts: limit }: HealthThresholds,
  now: Date,
): boolean {
  const { endedAfterSeconds, endedAt, restarts } = container;
  return (
    restarts >= limit.count &&
    // What is not known does not make it well.
    (endedAt === undefined ||
      secondsBetween(new Date(endedAt), now) < limit.withinSeconds) &&
    (endedAfterSeconds ?? 0) < limit.withinSeconds
  );
}

const LIVENESS = /^(Liveness|Startup) probe (failed|errored)/;

/** What the kubelet said of the liveness or startup probe for which it last killed a container. */
export function livenessFailure(
  pod: PodFact,
  container: ContainerFact,
  events: readonly EventFact[],
): EventFact | undefined {
  if (
    container.endedReason === 'OOMKilled' ||
    (!container.restarts && container.state !== 'terminated')
  ) {
    return undefined;
  }
  return events.find(
    event =>
      event.object === `Pod ${pod.name}` &&
      event.reason === 'Unhealthy' &&
      LIVENESS.test(event.message) &&
      (event.container ?? container.name) === container.name &&
      isAboutThatEnd(event, container),
  );
}

/** The kubelet sees the probe fail a few times, kills, and lets the container end within its grace period. */
const KILLED_WITHIN_SECONDS = 120;

function isAboutThatEnd(
  { lastSeen }: EventFact,
  { endedAt }: ContainerFact,
): boolean {
  if (!lastSeen || endedAt === undefined) {
    return true;
  }
  return secondsBetween(lastSeen, new Date(endedAt)) < KILLED_WITHIN_SECONDS;
}
