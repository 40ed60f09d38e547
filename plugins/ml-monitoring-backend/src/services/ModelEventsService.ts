import {
  type ModelEvent,
  type ModelRef,
  type modelEventsQuerySchema,
  type modelEventsSchema,
} from 'backstage-plugin-ml-monitoring-common';
import type { z } from 'zod/v3';
import { aboutModel, eventsAbout, resources, type Clusters } from '../cluster';
import { parseItems } from '../cluster/gather';
import { eventSchema } from '../cluster/objects';
import { SharedFlights } from '../metrics/SharedFlights';
import type { ModelDirectory, Reader } from './ModelDirectory';

const MAX_EVENTS = 200;
/** Whoever looks at events waits for the next one, and is not alone with it. */
const SHARED_MS = 5_000;
const MAX_NAMESPACES = 100;

/** What the cluster tells of a model and of what belongs to it: good news too, which verdicts do without; and who changed what. */
export class ModelEventsService {
  readonly #readings = SharedFlights.create({
    ttlMs: SHARED_MS,
    maximumEntries: MAX_NAMESPACES,
    nowMs: () => performance.now(),
  });

  constructor(
    private readonly options: {
      clusters: Clusters;
      directory: ModelDirectory;
    },
  ) {}

  async events(
    ref: ModelRef,
    query: z.output<typeof modelEventsQuerySchema>,
    reader: Reader,
  ): Promise<z.input<typeof modelEventsSchema>> {
    const { directory } = this.options;
    const { facts, source } = await directory.reading(ref, reader);
    const { model, readyEndpoints } = facts;
    const { value, problems } = await this.#readNamespace(
      model.ref,
      reader.signal,
    );
    const events = eventsAbout(
      value,
      aboutModel(model, Object.keys(readyEndpoints)),
    );
    const isAsked = within(query);
    return {
      items: events
        .flatMap(toModelEvent)
        .filter(({ firstAt, lastAt }) => isAsked(firstAt, lastAt))
        .slice(0, MAX_EVENTS),
      changes: (facts.changes ?? []).filter(({ at }) => isAsked(at, at)),
      sources: [
        problems.length
          ? { ...source, status: 'partial', message: problems[0] }
          : source,
      ],
    };
  }

  #readNamespace(
    { cluster, namespace }: Pick<ModelRef, 'cluster' | 'namespace'>,
    signal: AbortSignal | undefined,
  ) {
    return this.#readings.get(
      JSON.stringify([cluster, namespace]),
      async shared => {
        const client = await this.options.clusters.client(cluster);
        return parseItems(
          eventSchema,
          resources.events,
          await client.list(resources.events, { namespace, signal: shared }),
        );
      },
      signal,
    );
  }
}

/** Whether something that lasted from one time to another touches the time that was asked for. */
function within({
  from,
  to,
}: z.output<typeof modelEventsQuerySchema>): (
  startAt: string,
  endAt: string,
) => boolean {
  const fromMs = from === undefined ? -Infinity : Date.parse(from);
  const toMs = to === undefined ? Infinity : Date.parse(to);
  return (startAt, endAt) =>
    Date.parse(endAt) >= fromMs && Date.parse(startAt) <= toMs;
}

function toModelEvent(
  event: ReturnType<typeof eventsAbout>[number],
): ModelEvent[] {
  const { object, type, reason, message, count, firstSeen, lastSeen } = event;
  const [kind, name] = object.split(' ');
  const lastAt = lastSeen ?? firstSeen;
  // Without a time nobody can tell whether it still matters.
  return lastAt
    ? [
        {
          type,
          reason,
          message,
          kind,
          name,
          count,
          firstAt: (firstSeen ?? lastAt).toISOString(),
          lastAt: lastAt.toISOString(),
        },
      ]
    : [];
}
