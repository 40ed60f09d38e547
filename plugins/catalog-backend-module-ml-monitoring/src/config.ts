import {
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  type SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import {
  entityDefaults,
  type EntityDefaults,
} from 'backstage-plugin-ml-monitoring-common';

export interface CatalogConfig {
  schedule: SchedulerServiceTaskScheduleDefinition;
  defaults: EntityDefaults;
}

const KEY = 'mlMonitoring.catalog';

/** Reads `mlMonitoring.catalog`, the only part of the configuration that this module looks at. */
export function readCatalogConfig(root: Config): CatalogConfig {
  const config = root.getOptionalConfig(KEY);
  return {
    schedule: config?.has('schedule')
      ? readSchedulerServiceTaskScheduleDefinitionFromConfig(
          config.getConfig('schedule'),
        )
      : { frequency: { seconds: 15 }, timeout: { minutes: 1 } },
    defaults: entityDefaults({
      entityType: config?.getOptionalString('entityType'),
      defaultOwner: config?.getOptionalString('defaultOwner'),
      defaultSystem: config?.getOptionalString('defaultSystem'),
      lifecycle: config?.getOptionalString('lifecycle'),
    }),
  };
}
