import type { Cluster, KubeObject } from './Cluster';
import type { Registry } from './resources';
import type { Store } from './store';
import { timestamp } from './timestamp';
import type { Writer } from './writer';

type EventText = Parameters<Cluster['recordEvent']>[1];

export interface EventRecorderOptions {
  registry: Registry;
  store: Store;
  writer: Writer;
  now: () => Date;
  newUid: () => string;
}

const eventId = (uid: string) =>
  uid.replace(/[^a-z0-9]/g, '').slice(-16) || '0';

/** Records core/v1 Events; a repeat of the same event raises its `count`. */
export class EventRecorder {
  private readonly names = new Map<string, string>();

  constructor(private readonly options: EventRecorderOptions) {}

  record(about: KubeObject, text: EventText) {
    const { registry, store, writer, now, newUid } = this.options;
    const events = registry.get({ group: '', resource: 'events' });
    const namespace = about.metadata.namespace ?? 'default';
    const at = timestamp(now());
    const context = { manager: text.component };
    const identity = JSON.stringify([about.metadata.uid, about.kind, text]);

    const name = this.names.get(identity);
    if (name && store.get(events, { namespace, name })) {
      writer.update(
        events,
        { namespace, name },
        live => ({ ...live, count: live.count + 1, lastTimestamp: at }),
        context,
      );
      return;
    }
    const created = writer.create(
      events,
      {
        apiVersion: 'v1',
        kind: 'Event',
        metadata: {
          name: `${about.metadata.name.slice(0, 230)}.${eventId(newUid())}`,
          namespace,
        },
        involvedObject: {
          apiVersion: about.apiVersion,
          kind: about.kind,
          name: about.metadata.name,
          namespace: about.metadata.namespace,
          uid: about.metadata.uid,
          resourceVersion: about.metadata.resourceVersion,
        },
        type: text.type,
        reason: text.reason,
        message: text.message,
        source: { component: text.component },
        reportingComponent: text.component,
        reportingInstance: '',
        count: 1,
        firstTimestamp: at,
        lastTimestamp: at,
        eventTime: null,
      },
      context,
    );
    this.names.set(identity, created.metadata.name);
  }
}
