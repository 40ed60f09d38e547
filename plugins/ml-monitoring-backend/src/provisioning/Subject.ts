import { NotFoundError } from '@backstage/errors';
import {
  OWNER_ANNOTATION,
  promiseOf,
  type ModelPromise,
  type ModelRef,
  readRolloutMark,
  type ModelShape,
  type RolloutMark,
  type ProvisionRequest,
} from 'backstage-plugin-ml-monitoring-common';
import {
  readNamespace,
  readSeldonDeployment,
  shapeOf,
  type KubeClient,
} from '../cluster';
import type { MlModelResource } from '../permissions';
import { gitOwnerOf, isAppliedHere, isOurs } from './ownership';

/** A model that someone wants to change: as it is in the cluster, where it is. */
export interface Subject {
  ref: ModelRef;
  existing?: {
    resource: MlModelResource;
    shape: ModelShape;
    promise: ModelPromise;
    uid: string;
    /** It has our label. */
    managed: boolean;
    /** It was applied from this portal, and not only made to look so. */
    appliedHere: boolean;
    /** What keeps it as it is in Git, in words. */
    gitOwner?: string;
    /** A new version is under way beside the running one. */
    rollout?: RolloutMark;
  };
  /** What holds for a model in this namespace that says nothing itself. */
  fallback: MlModelResource;
}

export async function readSubject(
  client: KubeClient,
  ref: ModelRef,
  options: { signal?: AbortSignal },
): Promise<Subject> {
  const [sdep, namespace] = await Promise.all([
    readSeldonDeployment(client, ref, options).catch(error => {
      if (error instanceof NotFoundError) {
        return undefined;
      }
      throw error;
    }),
    readNamespace(client, ref.namespace, options),
  ]);
  const fallback: MlModelResource = {
    ref,
    labels: namespace?.metadata.labels ?? {},
    owner: namespace?.metadata.annotations[OWNER_ANNOTATION],
  };
  if (!sdep) {
    return { ref, fallback };
  }
  const { labels, annotations, uid } = sdep.metadata;
  return {
    ref,
    fallback,
    existing: {
      resource: {
        ref,
        labels: { ...fallback.labels, ...labels },
        owner: annotations[OWNER_ANNOTATION] ?? fallback.owner,
      },
      shape: shapeOf(sdep),
      promise: promiseOf(annotations),
      uid: uid ?? '',
      managed: isOurs(sdep),
      appliedHere: isAppliedHere(sdep),
      gitOwner: gitOwnerOf(sdep),
      rollout: readRolloutMark(annotations),
    },
  };
}

/**
 * The model as asked for, where one is. It must be allowed as well as the model that is there:
 * nobody takes over another's by naming themselves the owner.
 */
export function requestedResource(
  { fallback, ref }: Subject,
  { deployment }: ProvisionRequest,
  labels: Record<string, string>,
): MlModelResource | undefined {
  return (
    deployment && {
      ref,
      labels: { ...fallback.labels, ...labels },
      owner: deployment.owner ?? fallback.owner,
    }
  );
}
