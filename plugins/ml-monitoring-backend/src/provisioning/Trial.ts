import {
  fieldChangesByManifest,
  withoutSecrets,
  type FieldChanges,
  type Manifest,
  type ObjectResult,
  type PlannedObject,
} from 'backstage-plugin-ml-monitoring-common';
import type { AnyObject } from '../cluster';
import { differs } from './differs';
import { FIELD_MANAGER } from './ownership';
import type { Refusal } from './refusals';

/** What applying a manifest would do. */
export interface Trial {
  manifest: Manifest;
  planned: PlannedObject;
  warnings: string[];
  refusal?: Refusal;
  /** The object as it is, where it is. */
  before?: AnyObject;
  /** The version whose fields may be taken from others. */
  takeOver?: string;
}

/** What applying a manifest did. */
export interface Applied {
  result: ObjectResult;
  object: AnyObject;
}

/** How an object is named to people. */
export function identify({
  apiVersion,
  kind,
  metadata,
}: Manifest): Omit<ObjectResult, 'result'> {
  const { namespace, name } = metadata;
  return { apiVersion, kind, namespace, name };
}

export function nameOf({ kind, metadata }: Manifest): string {
  return `${kind} ${metadata.namespace}/${metadata.name}`;
}

export function trialOf(
  manifest: Manifest,
  before: AnyObject | undefined,
  options: {
    result: PlannedObject['result'];
    found?: FieldChanges;
    changesFrom: PlannedObject['changesFrom'];
    refusal?: Refusal;
  },
): Trial {
  const { result, found, changesFrom, refusal } = options;
  const warnings = found?.omitted
    ? [
        `${nameOf(manifest)} changes in ${found.changes.length + found.omitted} fields; the first ${found.changes.length} are shown`,
      ]
    : [];
  return {
    manifest,
    before,
    warnings,
    refusal,
    planned: {
      ...identify(manifest),
      result,
      manifest: withoutSecrets({ ...manifest }),
      changes: found?.changes ?? [],
      changesFrom,
      ...(refusal && {
        refusal: {
          message: refusal.message,
          conflicts: refusal.conflicts,
          ...(refusal.resourceVersion && {
            resourceVersion: refusal.resourceVersion,
          }),
        },
      }),
    },
  };
}

/** A trial that ends the matter; what would change is by our own reckoning then. */
export function refused(
  manifest: Manifest,
  refusal: Refusal,
  before?: AnyObject,
): Trial {
  return trialOf(manifest, before, {
    result: 'refused',
    found:
      before &&
      fieldChangesByManifest({ before, manifest, manager: FIELD_MANAGER }),
    changesFrom: 'local',
    refusal,
  });
}

export function resultOf(
  before: AnyObject | undefined,
  after: AnyObject,
): 'created' | 'updated' | 'unchanged' {
  if (!before) {
    return 'created';
  }
  return differs(before, after) ? 'updated' : 'unchanged';
}
