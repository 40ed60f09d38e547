import type { Entity } from '@backstage/catalog-model';
import type {
  ModelList,
  ModelSummary,
  SourceState,
  EntityDefaults,
} from 'backstage-plugin-ml-monitoring-common';

export const defaults: EntityDefaults = {
  entityType: 'model-server',
  owner: 'group:default/unknown',
  lifecycle: 'production',
};

/** A model by its `cluster:namespace/name`. */
export function summary(
  id: string,
  overrides: Partial<ModelSummary> = {},
): ModelSummary {
  const [cluster, namespace, name] = id.split(/[:/]/);
  return {
    ref: { cluster, namespace, name },
    status: 'healthy',
    summary: 'Healthy',
    numbers: {},
    predictors: ['main'],
    images: ['seldonio/model:1'],
    ownership: {},
    labels: {},
    createdAt: '2026-01-01T00:00:00.000Z',
    ...overrides,
  };
}

export function source(
  cluster: string,
  status: SourceState['status'] = 'ok',
): SourceState {
  return { kind: 'cluster', cluster, title: `API of ${cluster}`, status };
}

export function modelList(
  items: ModelSummary[],
  overrides: Partial<ModelList> = {},
): ModelList {
  return {
    items,
    totalItems: items.length,
    sources: [source('local')],
    ...overrides,
  };
}

/** An entity of somebody else's that claims models. */
export function claim(models: string, name = 'fraud-service'): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      namespace: 'default',
      annotations: {
        'ml-monitoring/model': models,
        'backstage.io/managed-by-location': 'url:https://example.com/a.yaml',
      },
    },
  };
}
