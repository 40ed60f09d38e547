import { NotAllowedError } from '@backstage/errors';
import {
  leftovers,
  type ClusterApis,
  type Manifest,
  type ModelRef,
  type ModelShape,
  type PlannedObject,
  type ProvisionRequest,
} from 'backstage-plugin-ml-monitoring-common';
import type { KubeClient } from '../cluster';
import {
  deletedResult,
  deleteMade,
  findMade,
  type MadeObject,
} from './MadeObjects';
import { gitOwnerOf } from './ownership';
import type { Refusal } from './refusals';

/** An object that an earlier request made and this one no longer wants. */
export interface Removal {
  object: MadeObject;
  planned: PlannedObject;
  refusal?: Refusal;
}

export interface Removals {
  removals: Removal[];
  warnings: string[];
  /** Everything that was made for the model before. */
  made: MadeObject[];
}

/** Finds out what has to go, and whether it may. */
export async function planRemovals(options: {
  client: KubeClient;
  ref: ModelRef;
  request: ProvisionRequest;
  shape: ModelShape;
  manifests: readonly Manifest[];
  apis: ClusterApis;
  signal: AbortSignal;
}): Promise<Removals> {
  const { client, ref, signal, apis } = options;
  const found = await findMade(client, ref, { apis, signal });
  const { unwanted, dangling } = leftovers({ ...options, made: found.made });
  const warnings = [
    ...found.warnings,
    ...dangling.map(
      ({ kind, metadata }) =>
        `${kind} ${ref.namespace}/${metadata.name} sends requests to a predictor that is no longer there: add "exposure" to the request`,
    ),
  ];
  const removals = await Promise.all(
    unwanted.flatMap(object => {
      const inGit = gitOwnerOf(object);
      if (inGit) {
        warnings.push(
          `${object.kind} ${ref.namespace}/${object.metadata.name} is no longer needed, but ${inGit} keeps it: remove it in Git`,
        );
        return [];
      }
      return [planRemoval(client, ref.namespace, object, signal)];
    }),
  );
  return { removals, warnings, made: found.made };
}

async function planRemoval(
  client: KubeClient,
  namespace: string,
  object: MadeObject,
  signal: AbortSignal,
): Promise<Removal> {
  const { apiVersion, kind, metadata } = object;
  const planned: PlannedObject = {
    ...deletedResult(namespace, object),
    manifest: {
      apiVersion,
      kind,
      metadata: { name: metadata.name, namespace },
    },
    changes: [],
    changesFrom: 'dry-run',
  };
  try {
    await deleteMade(client, namespace, object, { dryRun: true, signal });
    return { object, planned };
  } catch (error) {
    if (!(error instanceof NotAllowedError)) {
      throw error;
    }
    const refusal: Refusal = {
      status: 403,
      message: `it is no longer wanted, but may not be deleted: ${error.message}`,
      conflicts: [],
    };
    return {
      object,
      refusal,
      planned: {
        ...planned,
        result: 'refused',
        refusal: { message: refusal.message, conflicts: [] },
      },
    };
  }
}
