import {
  ANNOTATION_LOCATION,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import {
  modelsOfEntity,
  ONLY_CLUSTER,
  stringifyModelRef,
  type ModelRef,
  type EntityDefaults,
} from 'backstage-plugin-ml-monitoring-common';
import type { ModelInventory } from './readModels';
import { LOCATION_TYPE, toEntity } from './toEntity';

/** What has to change in the catalog. */
export interface Reconciliation {
  added: Entity[];
  /** Entity references. */
  removed: string[];
}

/**
 * Compares the models that run with the entities that claim models. Remembers nothing: what we emitted earlier is what
 * the catalog holds under our kind of location, whoever of several replicas emitted it, and before which restart.
 */
export function reconcile(options: {
  inventory: ModelInventory;
  /** Every entity with the model annotation, ours and others'. */
  claims: Entity[];
  defaults: EntityDefaults;
}): Reconciliation {
  const { inventory, claims, defaults } = options;
  const ours = claims.filter(isOurs);
  const claimedElsewhere = new Set(
    claims
      .filter(entity => !isOurs(entity))
      .flatMap(entity => modelsOfEntity(entity).refs)
      .map(ref => stringifyModelRef(named(ref, inventory.clusters))),
  );

  const added = inventory.models
    .filter(({ ref }) => !claimedElsewhere.has(stringifyModelRef(ref)))
    .map(model => toEntity(model, defaults));
  const wanted = new Set(added.map(entity => stringifyEntityRef(entity)));

  const removed = ours
    .filter(entity => !wanted.has(stringifyEntityRef(entity)))
    .filter(entity =>
      modelsOfEntity(entity).refs.every(({ cluster }) =>
        inventory.completeClusters.has(cluster),
      ),
    )
    .map(entity => stringifyEntityRef(entity));
  return { added, removed };
}

function isOurs(entity: Entity): boolean {
  return Boolean(
    entity.metadata.annotations?.[ANNOTATION_LOCATION]?.startsWith(
      `${LOCATION_TYPE}:`,
    ),
  );
}

/** An entity may leave the cluster out where there is one. */
function named(ref: ModelRef, clusters: string[]): ModelRef {
  return ref.cluster === ONLY_CLUSTER && clusters.length === 1
    ? { ...ref, cluster: clusters[0] }
    : ref;
}
