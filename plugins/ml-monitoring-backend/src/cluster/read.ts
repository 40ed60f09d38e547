import { NotAllowedError, NotFoundError } from '@backstage/errors';
import type {
  ClusterApis,
  ModelRef,
} from 'backstage-plugin-ml-monitoring-common';
import { z } from 'zod/v3';
import { ApiNotServedError } from './errors';
import type { KubeClient } from './KubeClient';
import {
  namespaceObjectSchema,
  seldonDeploymentSchema,
  type NamespaceObject,
  type SeldonDeploymentObject,
} from './objects';
import { resourcePath, resources, type KubeResource } from './resources';

type Options = { signal?: AbortSignal };

const apiResourcesSchema = z.object({
  resources: z
    .array(z.object({ name: z.string() }))
    .nullish()
    .transform(value => value ?? []),
});

/** @throws NotFoundError when it is not there, or Seldon is not */
export async function readSeldonDeployment(
  client: KubeClient,
  ref: ModelRef,
  { signal }: Options,
): Promise<SeldonDeploymentObject> {
  try {
    return await client.json(seldonDeploymentSchema, {
      path: resourcePath(resources.seldonDeployments, ref),
      signal,
    });
  } catch (error) {
    if (error instanceof ApiNotServedError) {
      throw new NotFoundError(
        `Cluster ${client.cluster} has no SeldonDeployments: Seldon Core 1.x is not installed`,
      );
    }
    throw error;
  }
}

/** `undefined` when it may not be read: few grant that right, and it only supplies fallbacks. A failure throws: rights may depend on it. */
export async function readNamespace(
  client: KubeClient,
  name: string,
  { signal }: Options,
): Promise<NamespaceObject | undefined> {
  try {
    return await client.json(namespaceObjectSchema, {
      path: resourcePath(resources.namespaces, { name }),
      signal,
    });
  } catch (error) {
    if (error instanceof NotAllowedError || error instanceof NotFoundError) {
      return undefined;
    }
    throw error;
  }
}

export async function readNamespaceNames(
  client: KubeClient,
  options: Options,
): Promise<string[]> {
  const items = await client.list(resources.namespaces, options);
  return items.map(item => namespaceObjectSchema.parse(item).metadata.name);
}

const API_OF: Record<keyof ClusterApis, KubeResource> = {
  route: resources.routes,
  ingress: resources.ingresses,
  gateway: resources.httpRoutes,
  serviceMonitor: resources.serviceMonitors,
  podMonitor: resources.podMonitors,
  prometheusRule: resources.prometheusRules,
  grafanaV4: resources.grafanaDashboardsV4,
  grafanaV5: resources.grafanaDashboardsV5,
};

/** Which of the APIs that not every cluster has, this one has. */
export async function readClusterApis(
  client: KubeClient,
  options: Options,
): Promise<ClusterApis> {
  const versions = [
    ...new Set(Object.values(API_OF).map(({ apiVersion }) => apiVersion)),
  ];
  const plurals = new Map(
    await Promise.all(
      versions.map(
        async version =>
          [version, await readPlurals(client, version, options)] as const,
      ),
    ),
  );
  return Object.fromEntries(
    Object.entries(API_OF).map(([name, { apiVersion, plural }]) => [
      name,
      !!plurals.get(apiVersion)?.includes(plural),
    ]),
  ) as Record<keyof ClusterApis, boolean>;
}

/** What an API group of this version serves; nothing, where there is none. */
async function readPlurals(
  client: KubeClient,
  apiVersion: string,
  { signal }: Options,
): Promise<string[]> {
  try {
    const api = await client.json(apiResourcesSchema, {
      path: `/apis/${apiVersion}`,
      signal,
    });
    return api.resources.map(({ name }) => name);
  } catch (error) {
    if (error instanceof ApiNotServedError || error instanceof NotFoundError) {
      return [];
    }
    throw error;
  }
}
