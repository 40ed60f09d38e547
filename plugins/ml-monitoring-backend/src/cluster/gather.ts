import { NotAllowedError, NotFoundError } from '@backstage/errors';
import type { z } from 'zod/v3';
import { ApiNotServedError } from './errors';
import type { ClusterObjects } from './facts/ClusterObjects';
import type { KubeClient } from './KubeClient';
import {
  deploymentSchema,
  endpointSliceSchema,
  eventSchema,
  httpRouteSchema,
  ingressSchema,
  namespaceObjectSchema,
  podMonitorSchema,
  podSchema,
  routeSchema,
  serviceMonitorSchema,
  serviceSchema,
} from './objects';
import { resourcePath, resources, type KubeResource } from './resources';

/** Verdicts rest on these only, and of the others a fleet has many pages. */
const WARNINGS = 'type=Warning';

/** Objects, and what kept others from being read: one sentence each. */
export interface Gathered<T> {
  value: T;
  problems: string[];
}

/** Everything in a namespace, or in all of them, that may belong to models; asked for side by side. */
export async function gatherObjects(
  client: KubeClient,
  options: {
    namespace?: string;
    /** For what the Seldon operator makes. */
    labelSelector: string;
    signal?: AbortSignal;
  },
): Promise<Gathered<ClusterObjects>> {
  const { namespace, labelSelector, signal } = options;
  const all = { namespace, signal };
  const ofSeldon = { ...all, labelSelector };
  const parts = await Promise.all([
    gather(client, resources.deployments, deploymentSchema, ofSeldon),
    gather(client, resources.pods, podSchema, ofSeldon),
    gather(client, resources.services, serviceSchema, all),
    gather(client, resources.endpointSlices, endpointSliceSchema, all),
    gather(client, resources.events, eventSchema, {
      ...all,
      fieldSelector: WARNINGS,
    }),
    gather(client, resources.routes, routeSchema, all),
    gather(client, resources.ingresses, ingressSchema, all),
    gather(client, resources.httpRoutes, httpRouteSchema, all),
    gather(client, resources.serviceMonitors, serviceMonitorSchema, all),
    gather(client, resources.podMonitors, podMonitorSchema, all),
    gatherNamespaces(client, { namespace, signal }),
  ]);
  const [
    deployments,
    pods,
    services,
    endpointSlices,
    events,
    routes,
    ingresses,
    httpRoutes,
    serviceMonitors,
    podMonitors,
    namespaces,
  ] = parts;
  return {
    value: {
      deployments: deployments.value,
      pods: pods.value,
      services: services.value,
      endpointSlices: endpointSlices.value,
      events: events.value,
      routes: routes.value,
      ingresses: ingresses.value,
      httpRoutes: httpRoutes.value,
      serviceMonitors: serviceMonitors.value,
      podMonitors: podMonitors.value,
      namespaces: namespaces.value,
    },
    problems: parts.flatMap(({ problems }) => problems),
  };
}

/** One collection. What the cluster does not serve is none; what may not be read is named. */
async function gather<S extends z.ZodTypeAny>(
  client: KubeClient,
  resource: KubeResource,
  schema: S,
  options: {
    namespace?: string;
    labelSelector?: string;
    fieldSelector?: string;
    signal?: AbortSignal;
  },
): Promise<Gathered<z.output<S>[]>> {
  try {
    return parseItems(schema, resource, await client.list(resource, options));
  } catch (error) {
    if (options.signal?.aborted) {
      throw error;
    }
    if (resource.optional && error instanceof ApiNotServedError) {
      return { value: [], problems: [] };
    }
    return {
      value: [],
      problems: [
        error instanceof NotAllowedError
          ? `${resource.plural} may not be read${options.namespace ? ` in ${options.namespace}` : ''}: grant get, list and watch on them to the credential of cluster ${client.cluster}`
          : (error as Error).message,
      ],
    };
  }
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

function nameOf(item: unknown): string {
  const metadata = (
    item as { metadata?: { namespace?: unknown; name?: unknown } } | null
  )?.metadata;
  return [metadata?.namespace, metadata?.name].filter(Boolean).join('/');
}
