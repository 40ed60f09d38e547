import { NotAllowedError, NotFoundError } from '@backstage/errors';
import type { NamespaceFact } from 'backstage-plugin-ml-monitoring-common';
import { matchesPattern } from '../../config/patterns';
import type { KubeClient } from '../KubeClient';
import { namespaceObjectSchema } from '../objects';
import { resourcePath, resources } from '../resources';

type Options = { signal?: AbortSignal };

/** A namespace with what else is on it that owner and permissions may go by. */
export interface NamespaceReading extends NamespaceFact {
  annotations?: Record<string, string>;
}

export async function readNamespaceFact(
  client: KubeClient,
  name: string,
  { signal }: Options,
): Promise<NamespaceReading> {
  try {
    const { metadata } = await client.json(namespaceObjectSchema, {
      path: resourcePath(resources.namespaces, { name }),
      signal,
    });
    return {
      name,
      exists: true,
      labels: metadata.labels,
      annotations: metadata.annotations,
    };
  } catch (error) {
    if (error instanceof NotFoundError) {
      return { name, exists: false };
    }
    if (error instanceof NotAllowedError) {
      return { name };
    }
    throw error;
  }
}

/**
 * The namespaces that match patterns. Listing them takes a right for the whole cluster; those written out in full are known
 * without.
 */
export async function readNamespacesLike(
  client: KubeClient,
  patterns: readonly string[],
  { signal }: Options,
): Promise<{ namespaces: NamespaceReading[]; missing?: string }> {
  const written = patterns.filter(pattern => !pattern.includes('*'));
  const wild = patterns.filter(pattern => pattern.includes('*'));
  try {
    const items = await client.list(resources.namespaces, { signal });
    const there = items.map(item => {
      const { metadata } = namespaceObjectSchema.parse(item);
      return {
        name: metadata.name,
        exists: true,
        labels: metadata.labels,
        annotations: metadata.annotations,
      };
    });
    const matching = there.filter(({ name }) =>
      patterns.some(pattern => matchesPattern(name, pattern)),
    );
    return {
      namespaces: [
        ...matching,
        ...written
          .filter(name => !there.some(each => each.name === name))
          .map(name => ({ name, exists: false })),
      ],
    };
  } catch (error) {
    if (!(error instanceof NotAllowedError)) {
      throw error;
    }
    return {
      namespaces: await Promise.all(
        written.map(name => readNamespaceFact(client, name, { signal })),
      ),
      ...(wild.length && {
        missing: `The credential of cluster ${client.cluster} may not list namespaces, so that those like ${wild.join(', ')} are not known`,
      }),
    };
  }
}
