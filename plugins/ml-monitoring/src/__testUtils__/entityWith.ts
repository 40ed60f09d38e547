import type { Entity } from '@backstage/catalog-model';

/** A component of the catalog, naming models by annotation or not at all. */
export function entityWith(annotation?: string, name = 'fraud'): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      namespace: 'default',
      description: 'A model on invented data',
      annotations:
        annotation === undefined
          ? {}
          : {
              'ml-monitoring/model': annotation,
              'ml-monitoring/runbook': 'https://runbooks.example.com/models',
            },
    },
    spec: { type: 'model-server', lifecycle: 'production', owner: 'fraud' },
  };
}
