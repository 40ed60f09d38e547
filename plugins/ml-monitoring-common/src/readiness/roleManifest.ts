import { stringify } from 'yaml';
import type { Right } from './facts';

const RBAC = 'rbac.authorization.k8s.io';
const ROLE = 'backstage-ml-monitoring';

/** Roles with their bindings that grant rights to a user, as YAML to apply. */
export function roleManifest(
  rights: readonly Right[],
  /** Absent: who it is must be filled in. */
  user: string | undefined,
): string {
  const scopes = [...new Set(rights.map(({ namespace }) => namespace))];
  return scopes
    .flatMap(namespace => {
      const within = rights.filter(right => right.namespace === namespace);
      return [role(within, namespace), binding(user, namespace)];
    })
    .join('---\n');
}

function role(rights: readonly Right[], namespace: string | undefined): string {
  return [
    `apiVersion: ${RBAC}/v1`,
    `kind: ${namespace ? 'Role' : 'ClusterRole'}`,
    ...metadata(namespace),
    'rules:',
    ...merged(rights).flatMap(({ apiGroup, resources, verbs }) => [
      `  - apiGroups: [${apiGroup ? apiGroup : "''"}]`,
      `    resources: [${resources.join(', ')}]`,
      `    verbs: [${verbs.join(', ')}]`,
    ]),
    '',
  ].join('\n');
}

function binding(
  user: string | undefined,
  namespace: string | undefined,
): string {
  return [
    `apiVersion: ${RBAC}/v1`,
    `kind: ${namespace ? 'RoleBinding' : 'ClusterRoleBinding'}`,
    ...metadata(namespace),
    'roleRef:',
    `  apiGroup: ${RBAC}`,
    `  kind: ${namespace ? 'Role' : 'ClusterRole'}`,
    `  name: ${ROLE}`,
    'subjects:',
    ...subject(user),
    '',
  ].join('\n');
}

function metadata(namespace: string | undefined): string[] {
  return [
    'metadata:',
    `  name: ${ROLE}`,
    ...(namespace ? [`  namespace: ${scalar(namespace)}`] : []),
  ];
}

/** A namespace may be called `2024` or `on`, and stays a name. */
const scalar = (name: string) => stringify(name).trimEnd();

function subject(user: string | undefined): string[] {
  const account = user?.match(/^system:serviceaccount:([^:]+):([^:]+)$/);
  if (user && !account) {
    return [
      `  - apiGroup: ${RBAC}`,
      '    kind: User',
      `    name: ${JSON.stringify(user)}`,
    ];
  }
  return [
    '  - kind: ServiceAccount',
    `    name: ${account ? scalar(account[2]) : '<service account of the portal>'}`,
    `    namespace: ${account ? scalar(account[1]) : '<its namespace>'}`,
  ];
}

/** Resources of one group with the same verbs share a rule. */
function merged(
  rights: readonly Right[],
): { apiGroup: string; resources: string[]; verbs: string[] }[] {
  const rules = new Map<string, ReturnType<typeof merged>[number]>();
  for (const { apiGroup, resource, verbs } of rights) {
    const key = JSON.stringify([apiGroup, verbs]);
    const rule = rules.get(key) ?? { apiGroup, resources: [], verbs };
    rules.set(key, {
      ...rule,
      resources: [...new Set([...rule.resources, resource])],
    });
  }
  return [...rules.values()];
}

/** A right in words, e.g. `list prometheuses.monitoring.coreos.com in the whole cluster`. @public */
export function stringifyRight({
  apiGroup,
  resource,
  verbs,
  namespace,
}: Right): string {
  const what = apiGroup ? `${resource}.${apiGroup}` : resource;
  return `${verbs.join(', ')} ${what} ${namespace ? `in ${namespace}` : 'in the whole cluster'}`;
}
