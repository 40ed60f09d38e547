import {
  modelPredictPermission,
  type ClusterFacts,
  type ModelRef,
} from 'backstage-plugin-ml-monitoring-common';
import type { Clusters } from '../cluster';
import {
  hidingAbsence,
  requireJudgeable,
  resourceOf,
  type ModelAccess,
} from '../permissions';
import type { ModelReader } from '../services/types';
import type { Caller } from './Audit';

/**
 * A model that the caller may send predictions to.
 *
 * @param onResolved - is told the real name of the cluster as soon as it is known
 */
export async function requirePredictable(
  services: { clusters: Clusters; reader: ModelReader; access: ModelAccess },
  requested: ModelRef,
  { credentials, signal }: Caller,
  onResolved: (ref: ModelRef) => void = () => {},
): Promise<ClusterFacts['model']> {
  const { clusters, reader, access } = services;
  const decision = await access.decide(modelPredictPermission, credentials);
  const cluster = await clusters.resolve(requested.cluster, { signal });
  const ref = { ...requested, cluster };
  onResolved(ref);
  const { facts } = await reader.facts(ref, { signal }).catch(error => {
    throw hidingAbsence(error, decision, ref);
  });
  requireJudgeable(decision, facts);
  await access.requireAllowed(
    decision,
    modelPredictPermission,
    resourceOf(facts),
    credentials,
  );
  return facts.model;
}
