import type { Entity } from '@backstage/catalog-model';
import {
  CLUSTER_ANNOTATION,
  MODEL_ANNOTATION,
  ONLY_CLUSTER,
  stringifyModelRef,
  type ModelRef,
} from 'backstage-plugin-ml-monitoring-common';

const NAMESPACE_ANNOTATION = 'backstage.io/kubernetes-namespace';

/** One entity for a model in all its environments. What holds in one of them only is left out. */
export function catalogInfo(
  entity: Entity,
  options: { name: string; models: ModelRef[] },
): Entity {
  const { name, models } = options;
  const annotations: Record<string, string> = {
    ...entity.metadata.annotations,
    [MODEL_ANNOTATION]: [...new Set(models.map(claimOf))].join(','),
  };
  if (new Set(models.map(({ cluster }) => cluster)).size > 1) {
    delete annotations[CLUSTER_ANNOTATION];
  }
  if (new Set(models.map(({ namespace }) => namespace)).size > 1) {
    delete annotations[NAMESPACE_ANNOTATION];
  }
  return { ...entity, metadata: { ...entity.metadata, name, annotations } };
}

function claimOf(ref: ModelRef): string {
  return ref.cluster === ONLY_CLUSTER
    ? `${ref.namespace}/${ref.name}`
    : stringifyModelRef(ref);
}
