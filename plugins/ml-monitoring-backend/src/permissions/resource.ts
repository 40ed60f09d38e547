import { createPermissionResourceRef } from '@backstage/plugin-permission-node';
import {
  RESOURCE_TYPE_ML_MODEL,
  type ModelRef,
} from 'backstage-plugin-ml-monitoring-common';

/**
 * What permission rules judge: the model itself, then its namespace, and never
 * the catalog entity that points at it.
 *
 * @public
 */
export interface MlModelResource {
  ref: ModelRef;
  /** Those of the SeldonDeployment over those of its namespace. */
  labels: Record<string, string>;
  /** Entity reference: the SeldonDeployment's, else its namespace's. */
  owner?: string;
}

/** @public */
export const mlModelResourceRef = createPermissionResourceRef<
  MlModelResource,
  never
>().with({ pluginId: 'ml-monitoring', resourceType: RESOURCE_TYPE_ML_MODEL });
