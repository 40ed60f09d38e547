import type { Entity } from '@backstage/catalog-model';
import { MODEL_ANNOTATION } from 'backstage-plugin-ml-monitoring-common';

/** Whether an entity names a model, so that card and tab have something to show. @public */
export function isMlMonitoringAvailable(entity: Entity): boolean {
  return entity.metadata.annotations?.[MODEL_ANNOTATION] !== undefined;
}
