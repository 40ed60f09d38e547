import { InputError } from '@backstage/errors';
import { readEntityRef } from './readEntityRef';

/** How models become entities, as the platform team decided under `mlMonitoring.catalog`. @public */
export interface EntityDefaults {
  /** `spec.type` */
  entityType: string;
  /** Entity reference, as is `system`. */
  owner: string;
  system?: string;
  lifecycle: string;
}

/** A Component must have an owner. This one says that nobody is known. */
const UNKNOWN_OWNER = 'group:default/unknown';

/** @throws InputError where the configuration holds no reference; the message names the key. @public */
export function entityDefaults(
  config: {
    entityType?: string;
    defaultOwner?: string;
    defaultSystem?: string;
    lifecycle?: string;
  } = {},
): EntityDefaults {
  const { entityType, defaultOwner, defaultSystem, lifecycle } = config;
  return {
    entityType: entityType ?? 'model-server',
    owner: entityRef('defaultOwner', defaultOwner, 'group') ?? UNKNOWN_OWNER,
    system: entityRef('defaultSystem', defaultSystem, 'system'),
    lifecycle: lifecycle ?? 'production',
  };
}

function entityRef(
  key: string,
  text: string | undefined,
  defaultKind: string,
): string | undefined {
  if (text === undefined) {
    return undefined;
  }
  const ref = readEntityRef(text, defaultKind);
  if (!ref) {
    throw new InputError(
      `mlMonitoring.catalog.${key} must be an entity reference such as ${defaultKind}:default/ml-platform, not "${text}"`,
    );
  }
  return ref;
}
