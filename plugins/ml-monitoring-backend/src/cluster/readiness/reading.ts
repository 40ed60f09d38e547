import { NotAllowedError, NotFoundError } from '@backstage/errors';
import {
  stringifyRight,
  type Reading,
  type Right,
} from 'backstage-plugin-ml-monitoring-common';
import type { z } from 'zod/v3';
import { ApiNotServedError } from '../errors';
import { parseItems } from '../gather';
import type { KubeClient } from '../KubeClient';
import { resourcePath, type KubeResource } from '../resources';
import { groupOf } from '../rights';

/** Enough to find what there is; a cluster may have thousands. */
const MAX_NAMESPACES = 20;
const TIMEOUT_MS = 4_000;

type Options = { signal?: AbortSignal };

/** What reading takes, for whoever may grant it. */
export function rightTo(
  verb: 'get' | 'list',
  resource: KubeResource,
  namespace?: string,
): Right {
  return {
    apiGroup: groupOf(resource),
    resource: resource.plural,
    verbs: [verb],
    namespace,
  };
}

/** The answer, or why there is none: one that is slow costs no other. Throws only what `signal` was aborted with. */
export async function reading<T>(
  client: KubeClient,
  read: (signal: AbortSignal) => Promise<T>,
  options: Options & { right?: Right },
): Promise<Reading<T>> {
  const deadline = AbortSignal.timeout(TIMEOUT_MS);
  try {
    const value = await read(
      options.signal ? AbortSignal.any([options.signal, deadline]) : deadline,
    );
    return { status: 'read', value };
  } catch (error) {
    options.signal?.throwIfAborted();
    if (error instanceof NotAllowedError && options.right) {
      return {
        status: 'forbidden',
        message: `The credential of cluster ${client.cluster} may not ${stringifyRight(options.right)}`,
        rights: [options.right],
      };
    }
    if (error instanceof NotFoundError || error instanceof ApiNotServedError) {
      return { status: 'absent' };
    }
    return {
      status: 'failed',
      message: deadline.aborted
        ? `The API server of cluster ${client.cluster} did not answer within ${TIMEOUT_MS / 1000} s`
        : (error as Error).message,
    };
  }
}

export function readObject<S extends z.ZodTypeAny>(
  client: KubeClient,
  resource: KubeResource,
  schema: S,
  { namespace, name, signal }: Options & { namespace?: string; name: string },
): Promise<Reading<z.output<S>>> {
  return reading(
    client,
    within =>
      client.json(schema, {
        path: resourcePath(resource, { namespace, name }),
        signal: within,
      }),
    { right: rightTo('get', resource, namespace), signal },
  );
}

/** What there is in the whole cluster or, where that may not be asked, in the namespaces that may be. */
export async function readAnywhere<S extends z.ZodTypeAny>(
  client: KubeClient,
  resource: KubeResource,
  schema: S,
  options: Options & { namespaces: readonly string[]; labelSelector?: string },
): Promise<Reading<z.output<S>[]>> {
  const { labelSelector, signal } = options;
  const list = (namespace?: string) =>
    reading(
      client,
      async within =>
        parseItems(
          schema,
          resource,
          await client.list(resource, {
            namespace,
            labelSelector,
            signal: within,
          }),
        ).value,
      { right: rightTo('list', resource, namespace), signal },
    );
  const everywhere = await list();
  if (everywhere.status !== 'forbidden') {
    return everywhere;
  }
  const namespaces = [...new Set(options.namespaces)].slice(0, MAX_NAMESPACES);
  const parts = await Promise.all(
    namespaces.map(async namespace => ({
      namespace,
      part: await list(namespace),
    })),
  );
  const read = parts.flatMap(({ namespace, part }) =>
    part.status === 'read' ? [{ namespace, value: part.value }] : [],
  );
  return read.length
    ? {
        status: 'read',
        value: read.flatMap(({ value }) => value),
        missing: {
          message: `${resource.plural} were looked for in ${read.map(({ namespace }) => namespace).join(', ')} only`,
          rights: everywhere.rights,
        },
      }
    : everywhere;
}
