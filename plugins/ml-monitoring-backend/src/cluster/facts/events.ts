import type { EventFact } from 'backstage-plugin-ml-monitoring-common';
import { foreignText } from '../../foreignText';
import type { EventObject } from '../objects';

/** The events about these objects, the latest first. */
export function eventsAbout(
  events: EventObject[],
  isAbout: (object: { kind?: string; name?: string }) => boolean,
): EventFact[] {
  return events
    .filter(({ involvedObject }) => isAbout(involvedObject))
    .map((event): EventFact => {
      const firstSeen = event.firstTimestamp ?? event.eventTime;
      const lastSeen =
        event.series?.lastObservedTime ??
        event.lastTimestamp ??
        event.eventTime ??
        event.metadata.creationTimestamp;
      return {
        object: `${event.involvedObject.kind} ${event.involvedObject.name}`,
        ...containerOf(event),
        type: event.type === 'Warning' ? 'Warning' : 'Normal',
        reason: event.reason ?? '',
        message: foreignText(event.message ?? ''),
        count: event.series?.count || event.count || 1,
        ...(firstSeen && { firstSeen: new Date(firstSeen) }),
        ...(lastSeen && { lastSeen: new Date(lastSeen) }),
      };
    })
    .sort(
      (a, b) => (b.lastSeen?.getTime() ?? 0) - (a.lastSeen?.getTime() ?? 0),
    );
}

/** `spec.containers{classifier}`, as the kubelet names a container. */
function containerOf({
  involvedObject,
}: EventObject): Pick<EventFact, 'container'> {
  const container = /\{([^{}]+)\}$/.exec(involvedObject.fieldPath ?? '')?.[1];
  return container ? { container } : {};
}
