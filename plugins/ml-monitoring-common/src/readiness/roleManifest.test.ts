import { parseAllDocuments } from 'yaml';
import { roleManifest } from './roleManifest';

const documents = (text: string) =>
  parseAllDocuments(text).map(document => document.toJS());

const pods = { apiGroup: '', resource: 'pods', verbs: ['get', 'list'] };
const services = { ...pods, resource: 'services' };
const monitors = {
  apiGroup: 'monitoring.coreos.com',
  resource: 'servicemonitors',
  verbs: ['create'],
};
const portal = 'system:serviceaccount:backstage:portal';

describe('the rights to grant', () => {
  it('are a Role and its binding in each namespace', () => {
    const namespace = 'ml-mon';
    expect(
      documents(
        roleManifest(
          [pods, services, monitors].map(right => ({ ...right, namespace })),
          portal,
        ),
      ),
    ).toEqual([
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'Role',
        metadata: { name: 'backstage-ml-monitoring', namespace },
        rules: [
          {
            apiGroups: [''],
            resources: ['pods', 'services'],
            verbs: ['get', 'list'],
          },
          {
            apiGroups: ['monitoring.coreos.com'],
            resources: ['servicemonitors'],
            verbs: ['create'],
          },
        ],
      },
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'RoleBinding',
        metadata: { name: 'backstage-ml-monitoring', namespace },
        roleRef: {
          apiGroup: 'rbac.authorization.k8s.io',
          kind: 'Role',
          name: 'backstage-ml-monitoring',
        },
        subjects: [
          { kind: 'ServiceAccount', name: 'portal', namespace: 'backstage' },
        ],
      },
    ]);
  });

  it('are a ClusterRole where they are for the whole cluster', () => {
    expect(
      documents(roleManifest([pods], 'oidc:someone "else"')).map(
        ({ kind, subjects }) => [kind, subjects],
      ),
    ).toEqual([
      ['ClusterRole', undefined],
      [
        'ClusterRoleBinding',
        [
          {
            apiGroup: 'rbac.authorization.k8s.io',
            kind: 'User',
            name: 'oidc:someone "else"',
          },
        ],
      ],
    ]);
  });

  it('leave to be filled in who is not known', () => {
    expect(documents(roleManifest([pods], undefined))[1].subjects).toEqual([
      {
        kind: 'ServiceAccount',
        name: '<service account of the portal>',
        namespace: '<its namespace>',
      },
    ]);
  });
});

it.each(['2024', '1e3', '0x1f', 'null', 'true'])(
  'keeps the name of a namespace called %s a name',
  name => {
    const [role, binding] = documents(
      roleManifest(
        [{ apiGroup: '', resource: 'pods', verbs: ['get'], namespace: name }],
        `system:serviceaccount:${name}:${name}`,
      ),
    );
    expect(role.metadata.namespace).toBe(name);
    expect(binding.subjects).toEqual([
      { kind: 'ServiceAccount', name, namespace: name },
    ]);
  },
);
