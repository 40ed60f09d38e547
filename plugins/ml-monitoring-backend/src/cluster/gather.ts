import { NotAllowedError, NotFoundError } from '@backstage/errors';
import type { z } from 'zod/v3';
import { ApiNotServedError } from './errors';
import {
  collectionNames,
  collections,
  type CollectedObjects,
  type Collection,
} from './collections';
import type { ClusterObjects } from './facts/ClusterObjects';
import type { KubeClient } from './KubeClient';
import { namespaceObjectSchema } from './objects';
import { resourcePath, resources, type KubeResource } from './resources';

/** Objects, and what kept others from being read: one sentence each. */
export interface Gathered<T> {
  value: T;
  problems: string[];
  /** None was read at all. */
  unread?: boolean;
}

/** Everything in a namespace, or in all of them, that may belong to models; asked for side by side. */
export async function gatherObjects(
  client: KubeClient,
  options: {
    namespace?: string;
    /** For what the Seldon operator makes. */
    labelSelector: string;
    /** Look in other namespaces too for what may concern this one. */
    acrossNamespaces?: boolean;
    signal?: AbortSignal;
  },
): Promise<Gathered<ClusterObjects>> {
  const { namespace, signal } = options;
  const [collected, namespaces] = await Promise.all([
    Promise.all(
      collectionNames.map(async name => {
        const gathered = await gatherCollection(
          client,
          collections[name],
          options,
        );
        return { name, ...gathered };
      }),
    ),
    gatherNamespaces(client, { namespace, signal }),
  ]);
  return {
    value: {
      ...(Object.fromEntries(
        collected.map(({ name, value }) => [name, value]),
      ) as unknown as CollectedObjects),
      namespaces: namespaces.value,
      unread: new Set(
        collected.flatMap(({ name, unread }) => (unread ? [name] : [])),
      ),
    },
    problems: [...collected, namespaces].flatMap(({ problems }) => problems),
  };
}

async function gatherCollection(
  client: KubeClient,
  collection: Collection,
  options: Parameters<typeof gatherObjects>[1],
): Promise<Gathered<any[]>> {
  const { resource, schema, madeBySeldon, crossesNamespaces } = collection;
  const within = {
    namespace: options.namespace,
    labelSelector: madeBySeldon ? options.labelSelector : undefined,
    fieldSelector: collection.fieldSelector,
    dispensable: collection.dispensable,
    signal: options.signal,
  };
  return crossesNamespaces && options.acrossNamespaces
    ? gatherEverywhere(client, resource, schema, within)
    : gather(client, resource, schema, within);
}

/**
 * Of all namespaces, for what may concern others than its own. Few grant the right to read them all, and most stand beside
 * what they concern.
 */
export async function gatherEverywhere<S extends z.ZodTypeAny>(
  client: KubeClient,
  resource: KubeResource,
  schema: S,
  options: { namespace?: string; signal?: AbortSignal },
): Promise<Gathered<z.output<S>[]>> {
  const { namespace, signal } = options;
  if (namespace) {
    try {
      const items = await client.list(resource, { signal });
      const own = parseItems(
        schema,
        resource,
        items.filter(item => namespaceOf(item) === namespace),
      );
      const others = parseItems(
        schema,
        resource,
        items.filter(item => namespaceOf(item) !== namespace),
      );
      return { ...own, value: [...own.value, ...others.value] };
    } catch {
      // Asked again where it matters most, which also tells what is wrong.
    }
  }
  return gather(client, resource, schema, options);
}

/** One collection. What the cluster does not serve is none; what may not be read is named. */
export async function gather<S extends z.ZodTypeAny>(
  client: KubeClient,
  resource: KubeResource,
  schema: S,
  options: {
    namespace?: string;
    labelSelector?: string;
    fieldSelector?: string;
    dispensable?: boolean;
    signal?: AbortSignal;
  },
): Promise<Gathered<z.output<S>[]>> {
  const { dispensable, ...within } = options;
  try {
    return parseItems(schema, resource, await client.list(resource, within));
  } catch (error) {
    if (options.signal?.aborted) {
      throw error;
    }
    if (resource.optional && error instanceof ApiNotServedError) {
      return { value: [], problems: [] };
    }
    if (dispensable && error instanceof NotAllowedError) {
      return { value: [], problems: [], unread: true };
    }
    return {
      value: [],
      problems: [
        explainUnread(error as Error, {
          resource,
          namespace: options.namespace,
          cluster: client.cluster,
        }),
      ],
      unread: true,
    };
  }
}

/** Why a collection could not be read, and what to do about it. */
export function explainUnread(
  error: Error,
  what: { resource: KubeResource; namespace?: string; cluster: string },
): string {
  const { resource, namespace, cluster } = what;
  return error instanceof NotAllowedError
    ? `${resource.plural} may not be read${namespace ? ` in ${namespace}` : ''}: grant get, list and watch on them to the credential of cluster ${cluster}`
    : error.message;
}

/** An object that cannot be understood is named and left out, so that it hides no other. */
export function parseItems<S extends z.ZodTypeAny>(
  schema: S,
  resource: KubeResource,
  items: unknown[],
): Gathered<z.output<S>[]> {
  const value: z.output<S>[] = [];
  const problems: string[] = [];
  for (const item of items) {
    const parsed = schema.safeParse(item);
    if (parsed.success) {
      value.push(parsed.data);
    } else {
      const [issue] = parsed.error.issues;
      problems.push(
        `${resource.kind} ${nameOf(item)} has an unknown shape: ${issue.path.join('.')}: ${issue.message}`,
      );
    }
  }
  return { value, problems };
}

/**
 * Their labels and annotations are a fallback only, and reading them takes a right that few grant, so that nobody is told of a lack of it.
 * A failure is another matter: rights may depend on what could not be read.
 */
async function gatherNamespaces(
  client: KubeClient,
  options: { namespace?: string; signal?: AbortSignal },
): Promise<Gathered<ClusterObjects['namespaces']>> {
  try {
    const items = options.namespace
      ? [
          await client.json(namespaceObjectSchema, {
            path: resourcePath(resources.namespaces, {
              name: options.namespace,
            }),
            signal: options.signal,
          }),
        ]
      : await client.list(resources.namespaces, { signal: options.signal });
    return parseItems(namespaceObjectSchema, resources.namespaces, items);
  } catch (error) {
    if (options.signal?.aborted) {
      throw error;
    }
    return error instanceof NotAllowedError || error instanceof NotFoundError
      ? { value: [], problems: [] }
      : { value: undefined, problems: [(error as Error).message] };
  }
}

interface Unparsed {
  metadata?: { namespace?: unknown; name?: unknown };
}

function nameOf(item: unknown): string {
  const metadata = (item as Unparsed | null)?.metadata;
  return [metadata?.namespace, metadata?.name].filter(Boolean).join('/');
}

function namespaceOf(item: unknown): unknown {
  return (item as Unparsed | null)?.metadata?.namespace;
}
