import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  type ComponentEntity,
} from '@backstage/catalog-model';
import {
  modelEntity,
  stringifyModelRef,
  type EntityDefaults,
  type ModelSummary,
} from 'backstage-plugin-ml-monitoring-common';

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
  const { ref } = model;
  const location = `${LOCATION_TYPE}:${stringifyModelRef(ref)}`;
  const { metadata, ...entity } = modelEntity(model, defaults);
  return {
    ...entity,
    metadata: {
      ...metadata,
      annotations: {
        [ANNOTATION_LOCATION]: location,
        [ANNOTATION_ORIGIN_LOCATION]: location,
        ...metadata.annotations,
      },
      labels: { 'ml-monitoring/namespace': ref.namespace },
      ...(isWebAddress(model.url) && {
        links: [{ url: model.url, title: 'Model endpoint', type: 'endpoint' }],
      }),
    },
  };
}

function isWebAddress(url: string | undefined): url is string {
  return url !== undefined && /^https?:\/\//.test(url) && URL.canParse(url);
}
