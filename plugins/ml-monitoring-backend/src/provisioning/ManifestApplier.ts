import { isDeepStrictEqual } from 'node:util';
import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  MANAGED_BY,
  MANAGED_BY_LABEL,
  MODEL_LABEL,
  type Manifest,
  type ObjectResult,
} from 'backstage-plugin-ml-monitoring-common';
import {
  ApiNotServedError,
  pluralOf,
  resourcePath,
  type AnyObject,
  type KubeClient,
} from '../cluster';
import { anyObjectSchema } from '../cluster/objects';

export const FIELD_MANAGER = MANAGED_BY;

type Options = { signal?: AbortSignal };

/** What applying a manifest did, or in a dry run would do. */
export interface Applied {
  result: ObjectResult;
  object: AnyObject;
}

/** Server-side apply of our own objects to one cluster. Never forces, never adopts. */
export class ManifestApplier {
  constructor(private readonly client: KubeClient) {}

  /**
   * @throws ConflictError when the object is not ours, or when someone else has set one of its fields
   */
  async apply(
    manifest: Manifest,
    options: Options & { dryRun: boolean },
  ): Promise<Applied> {
    const before = await this.read(manifest, options);
    if (before) {
      requireOurs(before, manifest);
    }
    const after = await this.client.json(anyObjectSchema, {
      method: 'PATCH',
      path: pathOf(manifest),
      query: {
        fieldManager: FIELD_MANAGER,
        ...(options.dryRun && { dryRun: 'All' }),
      },
      body: {
        // JSON is YAML, and API servers know server-side apply by this name only.
        contentType: 'application/apply-patch+yaml',
        content: JSON.stringify(manifest),
      },
      signal: options.signal,
    });
    return {
      result: { ...identify(manifest), result: resultOf(before, after) },
      object: after,
    };
  }

  private async read(
    manifest: Manifest,
    { signal }: Options,
  ): Promise<AnyObject | undefined> {
    try {
      return await this.client.json(anyObjectSchema, {
        path: pathOf(manifest),
        signal,
      });
    } catch (error) {
      if (error instanceof NotFoundError) {
        return undefined;
      }
      if (error instanceof ApiNotServedError) {
        throw new NotFoundError(
          `Cluster ${this.client.cluster} has no ${manifest.kind} (${manifest.apiVersion})`,
        );
      }
      throw error;
    }
  }
}

/** How an object is named to people. */
export function identify({
  apiVersion,
  kind,
  metadata,
}: Manifest): Omit<ObjectResult, 'result'> {
  return {
    apiVersion,
    kind,
    namespace: metadata.namespace,
    name: metadata.name,
  };
}

function pathOf({ apiVersion, kind, metadata }: Manifest): string {
  const plural = pluralOf({ apiVersion, kind });
  return resourcePath({ apiVersion, plural }, metadata);
}

function requireOurs(existing: AnyObject, manifest: Manifest): void {
  const labels = existing.metadata.labels ?? {};
  const what = `${manifest.kind} ${manifest.metadata.namespace}/${manifest.metadata.name}`;
  if (labels[MANAGED_BY_LABEL] !== MANAGED_BY) {
    throw new ConflictError(
      `${what} exists already and is managed by ${managersOf(existing)}. It is left as it is: choose another name, or remove it first`,
    );
  }
  const model = labels[MODEL_LABEL];
  if (model !== manifest.metadata.labels[MODEL_LABEL]) {
    throw new ConflictError(
      `${what} exists already and belongs to model ${model}. It is left as it is: choose another name`,
    );
  }
}

function managersOf({ metadata }: AnyObject): string {
  const label = metadata.labels?.[MANAGED_BY_LABEL];
  const managers = new Set(
    (metadata.managedFields ?? []).flatMap(({ manager }) => manager ?? []),
  );
  return label ?? ([...managers].join(', ') || 'someone else');
}

function resultOf(
  before: AnyObject | undefined,
  after: AnyObject,
): ObjectResult['result'] {
  if (!before) {
    return 'created';
  }
  return isDeepStrictEqual(comparable(before), comparable(after))
    ? 'unchanged'
    : 'updated';
}

/** What its authors decided, without what the cluster keeps books about. */
function comparable({ status: _, metadata, ...rest }: AnyObject): unknown {
  const { labels, annotations, ownerReferences } = metadata;
  return {
    ...rest,
    labels: labels ?? {},
    annotations: annotations ?? {},
    ownerReferences: ownerReferences ?? [],
  };
}
