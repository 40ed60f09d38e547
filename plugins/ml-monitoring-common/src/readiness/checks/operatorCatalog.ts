import type { InstallationFacts } from '../facts';

const OPERATOR_LIFECYCLE_MANAGER = 'operators.coreos.com';

/** Operators can be subscribed to, as on OpenShift. */
export function hasOperatorCatalog({
  apiGroups,
}: Pick<InstallationFacts, 'apiGroups'>): boolean {
  return (
    apiGroups.status === 'read' &&
    apiGroups.value.includes(OPERATOR_LIFECYCLE_MANAGER)
  );
}
