import { setTimeout as delay } from 'node:timers/promises';
import {
  ConflictError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  MANAGED_BY,
  MANAGED_BY_LABEL,
  MODEL_LABEL,
  modelDeletePermission,
  seldonDeploymentId,
  stringifyModelRef,
  type deprovisionResultSchema,
  type ModelRef,
  type ObjectResult,
} from 'backstage-plugin-ml-monitoring-common';
import { z } from 'zod/v3';
import {
  ApiNotServedError,
  resourcePath,
  resources,
  type Clusters,
  type KubeClient,
  type KubeResource,
} from '../cluster';
import { anyObjectSchema } from '../cluster/objects';
import type { ProvisioningConfig } from '../config';
import type { ModelAccess } from '../permissions';
import type { Audit, Caller } from './Audit';
import { requireNamespace } from './guardrails';
import { readSubject } from './Subject';

/** Everything that we may have made for a model beside its SeldonDeployment. */
const OURS: KubeResource[] = [
  resources.routes,
  resources.ingresses,
  resources.httpRoutes,
  resources.serviceMonitors,
  resources.services,
];

/** The items of a list carry neither kind nor apiVersion. */
const itemSchema = anyObjectSchema.pick({ metadata: true });

const POLL_MS = 250;
const GONE_WITHIN_MS = 60_000;

type DeprovisionResult = z.output<typeof deprovisionResultSchema>;

interface Found {
  resource: KubeResource;
  name: string;
  uid?: string;
}

/** Takes a model away, with what we made for it and nothing else. Doing so twice does no harm. */
export class ModelRemover {
  constructor(
    private readonly options: {
      clusters: Clusters;
      config: ProvisioningConfig;
      access: ModelAccess;
      audit: Audit;
      onChange: () => void;
    },
  ) {}

  async remove(
    requested: ModelRef,
    caller: Caller,
  ): Promise<DeprovisionResult> {
    return this.options.audit.record(
      'model-delete',
      requested,
      caller,
      async note => {
        const { clusters, access, config } = this.options;
        const { credentials, signal } = caller;
        const decision = await access.decide(
          modelDeletePermission,
          credentials,
        );
        const cluster = await clusters.resolve(requested.cluster, { signal });
        const ref = { ...requested, cluster };
        note({ model: ref });
        requireNamespace(ref.namespace, config);
        const client = await clusters.client(cluster);
        const { existing, fallback } = await readSubject(client, ref, {
          signal,
        });
        await access.requireAllowed(
          decision,
          modelDeletePermission,
          existing?.resource ?? fallback,
          credentials,
        );
        if (existing && !existing.managed) {
          throw new ConflictError(
            `SeldonDeployment ${stringifyModelRef(ref)} was not made here (it has no label ${MANAGED_BY_LABEL}=${MANAGED_BY}), so it is left as it is. Remove it where it was made`,
          );
        }
        const found = [
          ...(existing
            ? [
                {
                  resource: resources.seldonDeployments,
                  name: ref.name,
                  uid: existing.uid,
                },
              ]
            : []),
          ...(await findOurs(client, ref, signal)),
        ];
        const deleted: ObjectResult[] = [];
        signal?.throwIfAborted();
        try {
          // What has begun is carried through, though the caller may go away.
          for (const object of found) {
            await deleteObject(client, ref.namespace, object);
            deleted.push(resultOf(ref.namespace, object));
          }
          if (existing) {
            await waitUntilGone(client, ref, existing.uid, signal);
          }
        } finally {
          note({ objects: deleted });
          this.options.onChange();
        }
        return { ref, objects: deleted };
      },
    );
  }
}

async function findOurs(
  client: KubeClient,
  ref: ModelRef,
  signal: AbortSignal | undefined,
): Promise<Found[]> {
  const labelSelector = [
    `${MANAGED_BY_LABEL}=${MANAGED_BY}`,
    `${MODEL_LABEL}=${seldonDeploymentId(ref.name)}`,
  ].join(',');
  const found = await Promise.all(
    OURS.map(async resource => {
      try {
        const { namespace } = ref;
        const items = await client.list(resource, {
          namespace,
          labelSelector,
          signal,
        });
        return items.map(item => {
          const { metadata } = itemSchema.parse(item);
          return { resource, name: metadata.name, uid: metadata.uid };
        });
      } catch (error) {
        if (resource.optional && error instanceof ApiNotServedError) {
          return [];
        }
        throw error;
      }
    }),
  );
  return found.flat();
}

/** Gone by now is as good: the cluster collects what belongs to a SeldonDeployment by itself. */
async function deleteObject(
  client: KubeClient,
  namespace: string,
  { resource, name, uid }: Found,
): Promise<void> {
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
        }),
      },
    });
  } catch (error) {
    if (!(error instanceof NotFoundError)) {
      throw error;
    }
  }
}

async function waitUntilGone(
  client: KubeClient,
  ref: ModelRef,
  uid: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const timeout = AbortSignal.timeout(GONE_WITHIN_MS);
  while ((await uidOf(client, ref, signal)) === uid) {
    if (timeout.aborted) {
      throw new ServiceUnavailableError(
        `SeldonDeployment ${stringifyModelRef(ref)} is marked for deletion but still there after ${GONE_WITHIN_MS / 1000} s: a finalizer holds it. Look at its metadata.finalizers`,
      );
    }
    await delay(POLL_MS, undefined, { signal });
  }
}

async function uidOf(
  client: KubeClient,
  ref: ModelRef,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  try {
    const { metadata } = await client.json(anyObjectSchema, {
      path: resourcePath(resources.seldonDeployments, ref),
      signal,
    });
    return metadata.uid;
  } catch (error) {
    if (error instanceof NotFoundError) {
      return undefined;
    }
    throw error;
  }
}

function resultOf(namespace: string, { resource, name }: Found): ObjectResult {
  return {
    apiVersion: resource.apiVersion,
    kind: resource.kind,
    namespace,
    name,
    result: 'deleted',
  };
}
