import type { Cluster, KubeObject } from '../../api/Cluster';
import { forbidden } from '../../api/errors';
import { NAMESPACES } from '../runtime/resources';

/** What OpenShift writes on a namespace, e.g. `1000680000/10000`: the first user id and how many. */
export const UID_RANGE_ANNOTATION = 'openshift.io/sa.scc.uid-range';

/** Refuses a pod with a container that insists on a user id which is not the namespace's, as `restricted-v2` does. */
export function checkSecurityContextConstraints(
  cluster: Cluster,
  pod: KubeObject,
): void {
  const { namespace, name } = pod.metadata;
  const range = cluster.get(NAMESPACES, { name: namespace ?? '' })?.metadata
    .annotations?.[UID_RANGE_ANNOTATION];
  if (!range) {
    return;
  }
  const [first, size] = range.split('/').map(Number);
  const last = first + size - 1;
  const violations = (pod.spec.containers ?? []).flatMap(
    ({ securityContext }: any, index: number) => {
      const user =
        securityContext?.runAsUser ?? pod.spec.securityContext?.runAsUser;
      return user !== undefined && (user < first || user > last)
        ? [
            `provider "restricted-v2": .containers[${index}].runAsUser: Invalid value: ${user}: must be in the ranges: [${first}, ${last}]`,
          ]
        : [];
    },
  );
  if (violations.length) {
    throw forbidden(
      { group: '', resource: 'pods', kind: 'Pod' },
      name,
      `unable to validate against any security context constraint: [${violations.join(', ')}]`,
    );
  }
}
