import { setTimeout as delay } from 'node:timers/promises';
import {
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  SELDON_DEPLOYMENT_ID_LABEL,
  seldonDeploymentId,
  type ModelRef,
} from 'backstage-plugin-ml-monitoring-common';
import {
  resourcePath,
  resources,
  type KubeClient,
  type KubeResource,
} from '../cluster';
import { anyObjectSchema } from '../cluster/objects';

const POLL_MS = 250;
/** Pods are given 30 s to end, unless they say otherwise. */
const GONE_WITHIN_MS = 75_000;

/** An object that was told to go. One of the same name with another uid is not meant. */
export interface Doomed {
  resource: KubeResource;
  name: string;
  uid?: string;
}

const podSchema = anyObjectSchema.omit({ apiVersion: true, kind: true });

/** The pods of a model as it is now. */
export async function podsOf(
  client: KubeClient,
  { namespace, name }: ModelRef,
  { signal }: { signal?: AbortSignal },
): Promise<{ doomed: Doomed[]; warnings: string[] }> {
  try {
    const items = await client.list(resources.pods, {
      namespace,
      labelSelector: `${SELDON_DEPLOYMENT_ID_LABEL}=${seldonDeploymentId(name)}`,
      signal,
    });
    const doomed = items.map(item => {
      const { metadata } = podSchema.parse(item);
      const { pods } = resources;
      return { resource: pods, name: metadata.name, uid: metadata.uid };
    });
    return { doomed, warnings: [] };
  } catch (error) {
    if (!(error instanceof NotAllowedError)) {
      throw error;
    }
    return {
      doomed: [],
      warnings: [
        `Whether the pods are gone could not be found out: ${error.message}`,
      ],
    };
  }
}

/** @throws ServiceUnavailableError that names what is still there after a while */
export async function waitUntilGone(
  client: KubeClient,
  { namespace }: ModelRef,
  doomed: Doomed[],
  { signal }: { signal?: AbortSignal },
): Promise<void> {
  const timeout = AbortSignal.timeout(GONE_WITHIN_MS);
  let left = doomed;
  for (;;) {
    const there = await Promise.all(
      left.map(each => isThere(client, namespace, each, signal)),
    );
    left = left.filter((_, index) => there[index]);
    if (!left.length) {
      return;
    }
    if (timeout.aborted) {
      throw new ServiceUnavailableError(
        `Still there ${GONE_WITHIN_MS / 1000} s after being told to go: ${left.map(({ resource, name }) => `${resource.kind} ${namespace}/${name}`).join(', ')}. A finalizer may hold it: look at its metadata.finalizers`,
      );
    }
    await delay(POLL_MS, undefined, { signal });
  }
}

async function isThere(
  client: KubeClient,
  namespace: string,
  { resource, name, uid }: Doomed,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  try {
    const { metadata } = await client.json(anyObjectSchema, {
      path: resourcePath(resource, { namespace, name }),
      signal,
    });
    return uid === undefined || metadata.uid === uid;
  } catch (error) {
    if (error instanceof NotFoundError) {
      return false;
    }
    throw error;
  }
}
