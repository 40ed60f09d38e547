import type { KubeObject } from './Cluster';
import { invalid } from './errors';
import { sameJson } from './json';
import type { ResourceDefinition } from './resources';

interface FixedField {
  field: string;
  detail: string;
  valueIn: (object: KubeObject) => unknown;
}

const selector: FixedField = {
  field: 'spec.selector',
  detail: 'field is immutable',
  valueIn: ({ spec }) => spec?.selector,
};

const roleRef: FixedField = {
  field: 'roleRef',
  detail: 'cannot change roleRef',
  valueIn: object => object.roleRef,
};

const fixedFields: Record<string, FixedField | undefined> = {
  'apps/Deployment': selector,
  'apps/ReplicaSet': selector,
  'apps/DaemonSet': selector,
  'rbac.authorization.k8s.io/RoleBinding': roleRef,
  'rbac.authorization.k8s.io/ClusterRoleBinding': roleRef,
};

/** Refuses to change what Kubernetes lets nobody change once it is there. */
export function validateBuiltin(
  of: ResourceDefinition,
  object: KubeObject,
  old?: KubeObject,
) {
  const fixed = fixedFields[`${of.group}/${of.kind}`];
  if (!old || !fixed) return;
  const { field, detail, valueIn } = fixed;
  const value = valueIn(object);
  if (sameJson(value, valueIn(old))) return;
  throw invalid(of, object.metadata.name, [
    { reason: 'FieldValueInvalid', field, value, detail },
  ]);
}
