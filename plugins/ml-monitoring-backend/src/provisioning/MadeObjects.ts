import {
  ConflictError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  MANAGED_BY,
  MANAGED_BY_LABEL,
  MODEL_LABEL,
  seldonDeploymentId,
  type ClusterApis,
  type ModelRef,
  type ObjectResult,
} from 'backstage-plugin-ml-monitoring-common';
import { z } from 'zod/v3';
import {
  ApiNotServedError,
  resourcePath,
  resources,
  type AnyObject,
  type KubeClient,
  type KubeResource,
} from '../cluster';
import { anyObjectSchema } from '../cluster/objects';

/** Every kind that we may make for a model beside its SeldonDeployment, and the API that it needs. */
const KINDS: { resource: KubeResource; api?: keyof ClusterApis }[] = [
  { resource: resources.routes, api: 'route' },
  { resource: resources.ingresses, api: 'ingress' },
  { resource: resources.httpRoutes, api: 'gateway' },
  { resource: resources.prometheusRules, api: 'prometheusRule' },
  { resource: resources.serviceMonitors, api: 'serviceMonitor' },
  { resource: resources.podMonitors, api: 'podMonitor' },
  { resource: resources.grafanaDashboardsV4, api: 'grafanaV4' },
  { resource: resources.grafanaDataSourcesV4, api: 'grafanaV4' },
  { resource: resources.grafanaDashboardsV5, api: 'grafanaV5' },
  { resource: resources.grafanaDataSourcesV5, api: 'grafanaV5' },
  { resource: resources.services },
];

/** An object of the cluster, and where it is. */
export interface MadeObject extends AnyObject {
  resource: KubeResource;
}

/** The items of a list carry neither kind nor apiVersion. */
const itemSchema = anyObjectSchema.omit({ apiVersion: true, kind: true });

/**
 * What was made here for a model, by its labels in the cluster: never by what somebody remembers to have made.
 *
 * @param options.apis - which of them to look at; absent: all
 */
export async function findMade(
  client: KubeClient,
  ref: ModelRef,
  options: { apis?: ClusterApis; signal?: AbortSignal },
): Promise<{ made: MadeObject[]; warnings: string[] }> {
  const { apis, signal } = options;
  const { namespace } = ref;
  const labelSelector = [
    `${MANAGED_BY_LABEL}=${MANAGED_BY}`,
    `${MODEL_LABEL}=${seldonDeploymentId(ref.name)}`,
  ].join(',');
  const warnings: string[] = [];
  const found = await Promise.all(
    KINDS.filter(({ api }) => !apis || !api || apis[api]).map(
      async ({ resource }): Promise<MadeObject[]> => {
        try {
          const items = await client.list(resource, {
            namespace,
            labelSelector,
            signal,
          });
          const { apiVersion, kind } = resource;
          return items.map(item => ({
            ...itemSchema.parse(item),
            apiVersion,
            kind,
            resource,
          }));
        } catch (error) {
          if (error instanceof ApiNotServedError) {
            return [];
          }
          if (error instanceof NotAllowedError) {
            warnings.push(
              `Whether there is a ${resource.kind} of this model in ${namespace} could not be found out: ${error.message}`,
            );
            return [];
          }
          throw error;
        }
      },
    ),
  );
  return { made: found.flat(), warnings };
}

/**
 * Gone by now is as good: the cluster collects what belongs to a SeldonDeployment by itself.
 *
 * @param options.patience - as of a request
 */
export async function deleteMade(
  client: KubeClient,
  namespace: string,
  {
    resource,
    metadata: { name, uid },
  }: Pick<MadeObject, 'resource' | 'metadata'>,
  options: {
    dryRun?: boolean;
    signal?: AbortSignal;
    patience?: AbortSignal;
  } = {},
): Promise<void> {
  const { dryRun, signal, patience } = options;
  try {
    await client.json(z.unknown(), {
      method: 'DELETE',
      path: resourcePath(resource, { namespace, name }),
      body: {
        contentType: 'application/json',
        content: JSON.stringify({
          apiVersion: 'v1',
          kind: 'DeleteOptions',
          propagationPolicy: 'Background',
          // Not one of the same name that somebody made in the meantime.
          ...(uid && { preconditions: { uid } }),
          ...(dryRun && { dryRun: ['All'] }),
        }),
      },
      signal,
      patience,
    });
  } catch (error) {
    const isGone =
      error instanceof NotFoundError || error instanceof ConflictError;
    if (!isGone) {
      throw error;
    }
  }
}

export function deletedResult(
  namespace: string,
  { resource, metadata: { name } }: Pick<MadeObject, 'resource' | 'metadata'>,
): ObjectResult {
  const { apiVersion, kind } = resource;
  return { apiVersion, kind, namespace, name, result: 'deleted' };
}
