import { modelEntityName } from '../entityName';
import type { ModelRef } from '../contract/refs';
import { seldonDeploymentId } from './names';

/** @public */
export const MANAGED_BY_LABEL = 'app.kubernetes.io/managed-by';
/** @public */
export const MANAGED_BY = 'backstage-ml-monitoring';
/** By which the portal's Kubernetes plugin finds the objects of an entity. @public */
export const KUBERNETES_ID_LABEL = 'backstage.io/kubernetes-id';
/**
 * Which model an object of ours belongs to. Never `seldon-deployment-id`: the
 * operator deletes every Service that carries it and that it did not make.
 *
 * @public
 */
export const MODEL_LABEL = 'ml-monitoring/model-id';
/** The operator's label on everything it makes for a SeldonDeployment. @public */
export const SELDON_DEPLOYMENT_ID_LABEL = 'seldon-deployment-id';
/** The operator's label for "belongs to this predictor Service". @public */
export const SELDON_APP_LABEL = 'seldon-app';

/** @public */
export const OWNER_ANNOTATION = 'ml-monitoring/owner';
/** @public */
export const SYSTEM_ANNOTATION = 'ml-monitoring/system';
/** @public */
export const DESCRIPTION_ANNOTATION = 'ml-monitoring/description';

/** The labels of every object we create for a model. @public */
export function labelsOf(ref: ModelRef): Record<string, string> {
  return {
    [MANAGED_BY_LABEL]: MANAGED_BY,
    [MODEL_LABEL]: seldonDeploymentId(ref.name),
    [KUBERNETES_ID_LABEL]: modelEntityName(ref),
  };
}
