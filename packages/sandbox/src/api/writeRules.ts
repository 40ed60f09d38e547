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

const optionalMetadata = [
  'annotations',
  'finalizers',
  'labels',
  'ownerReferences',
];

/** Nothing in it is the same as not there. */
export function dropEmptyMetadata({ metadata }: KubeObject) {
  for (const field of optionalMetadata) {
    const value = metadata[field];
    if (value === null || Object.keys(value ?? { some: 1 }).length === 0) {
      delete metadata[field];
    }
  }
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
  const { name, resourceVersion } = live.metadata;
  const given = asked.metadata;
  if (given.resourceVersion && given.resourceVersion !== resourceVersion) {
    throw modifiedMeanwhile(of, name);
  }
  const fixed = given.uid
    ? ['name', 'namespace', 'uid']
    : ['name', 'namespace'];
  const errors = fixed.flatMap((field): FieldError[] =>
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
  // Named by its kind here, and only here.
  const refuse = (why: string) =>
    conflict({ ...of, resource: of.kind }, name, why);
  if (wanted.uid && wanted.uid !== uid) {
    throw refuse(
      `the UID in the precondition (${wanted.uid}) does not match the UID in record (${uid}). The object might have been deleted and then recreated`,
    );
  }
  if (wanted.resourceVersion && wanted.resourceVersion !== resourceVersion) {
    throw refuse(
      `the ResourceVersion in the precondition (${wanted.resourceVersion}) does not match the ResourceVersion in record (${resourceVersion}). The object might have been modified`,
    );
  }
}
