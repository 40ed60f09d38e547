import {
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  type SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { readEntityRef } from './entityRef';

/** How models become entities. */
export interface EntityDefaults {
  /** `spec.type` */
  entityType: string;
  /** Entity reference, as is `system`. */
  owner: string;
  system?: string;
  lifecycle: string;
}

export interface CatalogConfig {
  schedule: SchedulerServiceTaskScheduleDefinition;
  defaults: EntityDefaults;
}

const KEY = 'mlMonitoring.catalog';
/** A Component must have an owner. This one says that nobody is known. */
const UNKNOWN_OWNER = 'group:default/unknown';

/** Reads `mlMonitoring.catalog`, the only part of the configuration that this module looks at. */
export function readCatalogConfig(root: Config): CatalogConfig {
  const config = root.getOptionalConfig(KEY);
  return {
    schedule: config?.has('schedule')
      ? readSchedulerServiceTaskScheduleDefinitionFromConfig(
          config.getConfig('schedule'),
        )
      : { frequency: { seconds: 15 }, timeout: { minutes: 1 } },
    defaults: {
      entityType: config?.getOptionalString('entityType') ?? 'model-server',
      owner: entityRef(config, 'defaultOwner', 'group') ?? UNKNOWN_OWNER,
      system: entityRef(config, 'defaultSystem', 'system'),
      lifecycle: config?.getOptionalString('lifecycle') ?? 'production',
    },
  };
}

function entityRef(
  config: Config | undefined,
  key: 'defaultOwner' | 'defaultSystem',
  defaultKind: string,
): string | undefined {
  const text = config?.getOptionalString(key);
  if (text === undefined) {
    return undefined;
  }
  const ref = readEntityRef(text, defaultKind);
  if (!ref) {
    throw new InputError(
      `${KEY}.${key} must be an entity reference such as ${defaultKind}:default/ml-platform, not "${text}"`,
    );
  }
  return ref;
}
