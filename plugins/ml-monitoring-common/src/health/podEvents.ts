import type { Evidence } from '../contract/health';
import type { EventFact } from './facts';
import type { ContainerFact, PodFact } from './pods';

/** The latest warnings about the pods, or about one container of them. */
export function eventEvidence(
  pods: readonly PodFact[],
  events: readonly EventFact[],
  container?: ContainerFact,
): Evidence[] {
  return warningsAbout(pods, events, container)
    .sort((a, b) => (b.lastSeen?.getTime() ?? 0) - (a.lastSeen?.getTime() ?? 0))
    .slice(0, 3)
    .map(eventAsEvidence);
}

export function eventAsEvidence({
  object,
  reason,
  message,
  count,
  lastSeen,
}: EventFact): Evidence {
  return {
    kind: 'event',
    object,
    reason,
    message,
    count,
    lastSeen: lastSeen?.toISOString(),
  };
}

/** When the trouble of the pods was first seen. */
export function troubledSince(
  pods: readonly PodFact[],
  events: readonly EventFact[],
  container?: ContainerFact,
): string | undefined {
  const times = warningsAbout(pods, events, container)
    .map(({ firstSeen }) => firstSeen?.toISOString())
    .concat(pods.map(({ startedAt }) => startedAt))
    .filter(time => time !== undefined)
    .sort();
  return times[0];
}

function warningsAbout(
  pods: readonly PodFact[],
  events: readonly EventFact[],
  container?: ContainerFact,
): EventFact[] {
  const objects = new Set(pods.map(({ name }) => `Pod ${name}`));
  const others = pods
    .flatMap(({ containers }) => containers)
    .filter(({ image, name }) => container && name !== container.name && image);
  return events
    .filter(({ type, object }) => type === 'Warning' && objects.has(object))
    .filter(
      event =>
        !container ||
        (event.container
          ? event.container === container.name
          : !others.some(
              ({ image }) =>
                image !== container.image && event.message.includes(image),
            )),
    );
}
