import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  type ComponentEntity,
} from '@backstage/catalog-model';
import {
  CLUSTER_ANNOTATION,
  MODEL_ANNOTATION,
  modelEntityName,
  seldonDeploymentId,
  stringifyModelRef,
  type ModelSummary,
} from 'backstage-plugin-ml-monitoring-common';
import type { EntityDefaults } from '../config';
import { readEntityRef } from '../entityRef';

/** The kind of location that marks an entity as one of ours. */
export const LOCATION_TYPE = 'ml-monitoring';

/**
 * A model as a catalog entity. Says only what stays the same while the model runs: the verdict and the numbers change by the
 * minute, and every change of an entity is work for the catalog.
 */
export function toEntity(
  model: ModelSummary,
  defaults: EntityDefaults,
): ComponentEntity {
  const { ref, ownership } = model;
  const id = stringifyModelRef(ref);
  const location = `${LOCATION_TYPE}:${id}`;
  // Anyone may write anything on a SeldonDeployment: what is no reference counts as not said.
  const owner = readEntityRef(ownership.owner ?? '', 'group') ?? defaults.owner;
  const system =
    readEntityRef(ownership.system ?? '', 'system') ?? defaults.system;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: modelEntityName(ref),
      title: ref.name,
      ...(ownership.description && { description: ownership.description }),
      annotations: {
        [ANNOTATION_LOCATION]: location,
        [ANNOTATION_ORIGIN_LOCATION]: location,
        [MODEL_ANNOTATION]: id,
        [CLUSTER_ANNOTATION]: ref.cluster,
        'backstage.io/kubernetes-namespace': ref.namespace,
        'backstage.io/kubernetes-label-selector': `seldon-deployment-id=${seldonDeploymentId(ref.name)}`,
      },
      labels: { 'ml-monitoring/namespace': ref.namespace },
      ...(isWebAddress(model.url) && {
        links: [{ url: model.url, title: 'Model endpoint', type: 'endpoint' }],
      }),
    },
    spec: {
      type: defaults.entityType,
      lifecycle: defaults.lifecycle,
      owner,
      ...(system && { system }),
    },
  };
}

function isWebAddress(url: string | undefined): url is string {
  return url !== undefined && /^https?:\/\//.test(url) && URL.canParse(url);
}
