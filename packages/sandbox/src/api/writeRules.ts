import type { KubeObject } from './Cluster';
import {
  conflict,
  invalid,
  modifiedMeanwhile,
  type FieldError,
} from './errors';
import type { ResourceDefinition } from './resources';

export interface DeleteOptions {
  propagation?: 'Background' | 'Foreground' | 'Orphan';
  uid?: string;
  resourceVersion?: string;
  dryRun?: boolean;
}

export const isNamespace = (of: ResourceDefinition) =>
  of.group === '' && of.resource === 'namespaces';

/** A namespace ends when its content has, the rest with their last finalizer. */
export const isFinished = (of: ResourceDefinition, object: KubeObject) =>
  Boolean(object.metadata.deletionTimestamp) &&
  !object.metadata.finalizers?.length &&
  !isNamespace(of);

/** What a change of raises `generation`: all that a user asks for. */
export function desired({
  metadata: _metadata,
  status: _status,
  ...rest
}: KubeObject) {
  return rest;
}

const systemMetadata = [
  'uid',
  'creationTimestamp',
  'generation',
  'resourceVersion',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
];

/** The metadata that was asked for, but for what only the cluster sets. */
export function withSystemMetadata(asked: KubeObject, live: KubeObject) {
  const metadata = { ...asked.metadata };
  for (const field of systemMetadata) {
    if (live.metadata[field] === undefined) delete metadata[field];
    else metadata[field] = live.metadata[field];
  }
  return metadata;
}

export function requireSameIdentity(
  of: ResourceDefinition,
  live: KubeObject,
  asked: KubeObject,
) {
  const { name, uid, resourceVersion } = live.metadata;
  const given = asked.metadata;
  if (given.resourceVersion && given.resourceVersion !== resourceVersion) {
    throw modifiedMeanwhile(of, name);
  }
  if (given.uid && given.uid !== uid) {
    throw conflict(
      of,
      name,
      `Precondition failed: UID in precondition: ${given.uid}, UID in object meta: ${uid}`,
    );
  }
  const errors = ['name', 'namespace'].flatMap((field): FieldError[] =>
    given[field] === live.metadata[field]
      ? []
      : [
          {
            reason: 'FieldValueInvalid',
            field: `metadata.${field}`,
            value: given[field] ?? '',
            detail: 'field is immutable',
          },
        ],
  );
  if (errors.length > 0) throw invalid(of, name, errors);
}

export function checkPreconditions(
  of: ResourceDefinition,
  live: KubeObject,
  wanted: DeleteOptions,
) {
  const { name, uid, resourceVersion } = live.metadata;
  const mismatch = (what: string, precondition: string, actual?: string) =>
    conflict(
      of,
      name,
      `Precondition failed: ${what} in precondition: ${precondition}, ${what} in object meta: ${actual}`,
    );
  if (wanted.uid && wanted.uid !== uid) {
    throw mismatch('UID', wanted.uid, uid);
  }
  if (wanted.resourceVersion && wanted.resourceVersion !== resourceVersion) {
    throw mismatch('ResourceVersion', wanted.resourceVersion, resourceVersion);
  }
}
