import type { Cluster, KubeObject } from '../../api/Cluster';
import { forbidden } from '../../api/errors';
import { NAMESPACES } from '../runtime/resources';

export const ENFORCE_LABEL = 'pod-security.kubernetes.io/enforce';

interface Container {
  name: string;
  securityContext?: any;
}

/** Each finds the containers that break one rule of the restricted standard, and has the words of the admission plugin for it. */
const RULES: {
  isBroken: (container: Container, pod: any) => boolean;
  says: (containers: string) => string;
}[] = [
  {
    isBroken: ({ securityContext }) =>
      securityContext?.allowPrivilegeEscalation !== false,
    says: containers =>
      `allowPrivilegeEscalation != false (${containers} must set securityContext.allowPrivilegeEscalation=false)`,
  },
  {
    isBroken: ({ securityContext }) =>
      !securityContext?.capabilities?.drop?.includes('ALL'),
    says: containers =>
      `unrestricted capabilities (${containers} must set securityContext.capabilities.drop=["ALL"])`,
  },
  {
    isBroken: ({ securityContext }, pod) =>
      !(securityContext?.runAsNonRoot ?? pod.securityContext?.runAsNonRoot),
    says: containers =>
      `runAsNonRoot != true (pod or ${containers} must set securityContext.runAsNonRoot=true)`,
  },
  {
    isBroken: ({ securityContext }, pod) =>
      !(securityContext?.seccompProfile ?? pod.securityContext?.seccompProfile),
    says: containers =>
      `seccompProfile (pod or ${containers} must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost")`,
  },
];

/** Refuses a pod that the namespace's pod security standard does not let in. Only `restricted` is known here. */
export function checkPodSecurity(cluster: Cluster, pod: KubeObject): void {
  const { namespace, name } = pod.metadata;
  const labels = cluster.get(NAMESPACES, { name: namespace ?? '' })?.metadata
    .labels;
  if (labels?.[ENFORCE_LABEL] !== 'restricted') {
    return;
  }
  const containers: Container[] = [
    ...(pod.spec.initContainers ?? []),
    ...(pod.spec.containers ?? []),
  ];
  const violations = RULES.flatMap(({ isBroken, says }) => {
    const names = containers
      .filter(container => isBroken(container, pod.spec))
      .map(container => JSON.stringify(container.name));
    return names.length
      ? [
          says(
            `${names.length > 1 ? 'containers' : 'container'} ${names.join(', ')}`,
          ),
        ]
      : [];
  });
  if (violations.length) {
    throw forbidden(
      { group: '', resource: 'pods', kind: 'Pod' },
      name,
      `violates PodSecurity "restricted:latest": ${violations.join(', ')}`,
    );
  }
}
