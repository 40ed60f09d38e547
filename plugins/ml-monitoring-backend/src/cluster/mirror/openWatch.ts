import { createInterface } from 'node:readline';
import { z } from 'zod/v3';
import { errorOfAnswer, ExpiredError } from '../errors';
import type { KubeClient, ListOptions } from '../KubeClient';
import { statusSchema } from '../objects';
import { resourcePath, type KubeResource } from '../resources';

/** The server ends a watch after this long, and another one takes over: a connection that died unnoticed lasts no longer. */
const WATCH_SECONDS = 240;
/** On top, for a server that does not keep to it. */
const GRACE_SECONDS = 15;
const MAXIMUM_ERROR_BYTES = 64 * 1024;

const eventSchema = z.object({
  type: z.enum(['ADDED', 'MODIFIED', 'DELETED', 'BOOKMARK', 'ERROR']),
  object: z
    .object({
      metadata: z
        .object({
          namespace: z.string().optional(),
          name: z.string().optional(),
          resourceVersion: z.string().optional(),
        })
        .passthrough()
        .optional(),
    })
    .passthrough(),
});

export type WatchEvent = z.output<typeof eventSchema>;

/**
 * Hears of every change of a collection since a version, until the server ends the watch, which it does every few minutes.
 *
 * @throws ExpiredError when the version is too old to go on from
 */
export async function openWatch(
  client: KubeClient,
  resource: KubeResource,
  options: ListOptions & {
    resourceVersion: string;
    signal: AbortSignal;
    onOpen: () => void;
    onEvent: (event: WatchEvent) => void;
  },
): Promise<void> {
  const { namespace, labelSelector, fieldSelector, resourceVersion } = options;
  const tooLong = AbortSignal.timeout((WATCH_SECONDS + GRACE_SECONDS) * 1000);
  const incoming = await client.open(
    {
      path: resourcePath(resource, { namespace }),
      query: {
        watch: 'true',
        allowWatchBookmarks: 'true',
        timeoutSeconds: WATCH_SECONDS,
        resourceVersion,
        labelSelector,
        fieldSelector,
      },
    },
    AbortSignal.any([options.signal, tooLong]),
  );
  try {
    const status = incoming.statusCode ?? 0;
    if (status !== 200) {
      throw errorOfAnswer(client.cluster, {
        status,
        body: await readSome(incoming),
      });
    }
    options.onOpen();
    for await (const line of createInterface({ input: incoming })) {
      const event = eventSchema.parse(JSON.parse(line));
      if (event.type === 'ERROR') {
        throw errorOfEvent(client.cluster, event.object);
      }
      options.onEvent(event);
    }
  } finally {
    incoming.destroy();
  }
}

function errorOfEvent(cluster: string, object: unknown): Error {
  const status = statusSchema.safeParse(object);
  const code = status.success ? status.data.code : undefined;
  return code === 410
    ? new ExpiredError(`Cluster ${cluster}: the watch is too old`)
    : errorOfAnswer(cluster, {
        status: code ?? 500,
        body: JSON.stringify(object),
      });
}

async function readSome(incoming: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming) {
    bytes += chunk.length;
    chunks.push(chunk);
    if (bytes > MAXIMUM_ERROR_BYTES) {
      break;
    }
  }
  return Buffer.concat(chunks).toString('utf8');
}
