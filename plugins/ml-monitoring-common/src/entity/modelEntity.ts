import type { ComponentEntity } from '@backstage/catalog-model';
import {
  CLUSTER_ANNOTATION,
  MODEL_ANNOTATION,
  RUNBOOK_ANNOTATION,
  SLO_AVAILABILITY_ANNOTATION,
  SLO_LATENCY_P95_ANNOTATION,
} from '../annotations';
import type { ModelDetail } from '../contract/models';
import { stringifyModelRef, type ModelRef } from '../contract/refs';
import { modelEntityName } from '../entityName';
import { seldonDeploymentId } from '../manifests/names';
import type { ModelPromise } from '../manifests/promise';
import { withoutUndefined } from '../manifests/withoutUndefined';
import type { EntityDefaults } from './entityDefaults';
import { readEntityRef } from './readEntityRef';

/**
 * A model as a catalog entity, with the annotations by which its page, its pods and its promises are found.
 *
 * @public
 */
export function modelEntity(
  model: { ref: ModelRef; ownership: ModelDetail['ownership'] } & ModelPromise,
  defaults: EntityDefaults,
): ComponentEntity {
  const { ref, ownership, slo, runbook } = model;
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
      annotations: withoutUndefined({
        [MODEL_ANNOTATION]: stringifyModelRef(ref),
        [CLUSTER_ANNOTATION]: ref.cluster,
        'backstage.io/kubernetes-namespace': ref.namespace,
        'backstage.io/kubernetes-label-selector': `seldon-deployment-id=${seldonDeploymentId(ref.name)}`,
        [SLO_AVAILABILITY_ANNOTATION]: slo?.availabilityPercent?.toString(),
        [SLO_LATENCY_P95_ANNOTATION]: slo?.latencyP95,
        [RUNBOOK_ANNOTATION]: runbook,
      }) as Record<string, string>,
    },
    spec: {
      type: defaults.entityType,
      lifecycle: defaults.lifecycle,
      owner,
      ...(system && { system }),
    },
  };
}
