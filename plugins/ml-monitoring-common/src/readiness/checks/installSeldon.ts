import type { InstallationFacts } from '../facts';
import { hasOperatorCatalog } from './operatorCatalog';
import type { Outcome } from './types';

const HELM = `helm install seldon-core seldon-core-operator \\
  --repo https://storage.googleapis.com/seldon-charts --version 1.17.1 \\
  --namespace seldon-system --create-namespace`;

/** For all namespaces: a Subscription in OpenShift's own namespace for operators needs no OperatorGroup. */
const SUBSCRIPTION = `apiVersion: operators.coreos.com/v1alpha1
kind: Subscription
metadata:
  name: seldon-operator
  namespace: openshift-operators
spec:
  name: seldon-operator
  channel: stable
  source: community-operators
  sourceNamespace: openshift-marketplace
`;

/** How the Seldon operator comes into a cluster: by its catalog of operators where it has one. */
export function installSeldon(
  facts: Pick<InstallationFacts, 'apiGroups'>,
): Outcome['fix'] {
  return hasOperatorCatalog(facts)
    ? {
        summary:
          'Have an administrator of the cluster install the Seldon operator: apply the Subscription where the catalog of community operators has it, or use Helm.',
        command: HELM,
        manifest: SUBSCRIPTION,
      }
    : {
        summary:
          'Have an administrator of the cluster install the Seldon operator.',
        command: HELM,
      };
}
