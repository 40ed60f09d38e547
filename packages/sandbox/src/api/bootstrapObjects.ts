import type { KubeObject } from './Cluster';
import type { PolicyRule } from './rbac';

const rbac = 'rbac.authorization.k8s.io';
const labels = { 'kubernetes.io/bootstrapping': 'rbac-defaults' };

const namespace = (name: string): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name },
});

const clusterRole = (name: string, rules: PolicyRule[]): KubeObject => ({
  apiVersion: `${rbac}/v1`,
  kind: 'ClusterRole',
  metadata: { name, labels },
  rules,
});

const granted = (role: string, ...groups: string[]): KubeObject => ({
  apiVersion: `${rbac}/v1`,
  kind: 'ClusterRoleBinding',
  metadata: { name: role, labels },
  roleRef: { apiGroup: rbac, kind: 'ClusterRole', name: role },
  subjects: groups.map(name => ({ apiGroup: rbac, kind: 'Group', name })),
});

const read = ['get', 'list', 'watch'];
const write = ['create', 'delete', 'deletecollection', 'patch', 'update'];

/** What the default roles open: no nodes, and no rights over rights. */
const workloads: PolicyRule[] = [
  {
    apiGroups: [''],
    resources: [
      'configmaps',
      'endpoints',
      'events',
      'persistentvolumeclaims',
      'pods',
      'pods/log',
      'serviceaccounts',
      'services',
    ],
  },
  { apiGroups: ['apps'], resources: ['*'] },
  { apiGroups: ['autoscaling'], resources: ['*'] },
  { apiGroups: ['batch'], resources: ['*'] },
  { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'] },
  {
    apiGroups: ['networking.k8s.io'],
    resources: ['ingresses', 'networkpolicies'],
  },
  { apiGroups: ['policy'], resources: ['poddisruptionbudgets'] },
];

const scopes: PolicyRule = {
  apiGroups: [''],
  resources: ['namespaces', 'limitranges', 'resourcequotas'],
  verbs: read,
};

const readable = workloads.map(rule => ({ ...rule, verbs: read }));
const editable: PolicyRule[] = [
  ...workloads.map(rule => ({ ...rule, verbs: [...read, ...write] })),
  { apiGroups: [''], resources: ['secrets'], verbs: [...read, ...write] },
  {
    apiGroups: [''],
    resources: ['pods/proxy', 'services/proxy'],
    verbs: [...read, ...write],
  },
];

const discoveryPaths = [
  '/api',
  '/api/*',
  '/apis',
  '/apis/*',
  '/healthz',
  '/livez',
  '/openapi',
  '/openapi/*',
  '/readyz',
  '/version',
  '/version/',
];

/** What a new cluster holds: its namespaces and the roles that Kubernetes brings. */
export const bootstrapObjects: readonly KubeObject[] = [
  ...['default', 'kube-node-lease', 'kube-public', 'kube-system'].map(
    namespace,
  ),
  clusterRole('cluster-admin', [
    { apiGroups: ['*'], resources: ['*'], verbs: ['*'] },
    { nonResourceURLs: ['*'], verbs: ['*'] },
  ]),
  granted('cluster-admin', 'system:masters'),
  clusterRole('admin', [
    ...editable,
    scopes,
    {
      apiGroups: [rbac],
      resources: ['roles', 'rolebindings'],
      verbs: [...read, ...write],
    },
  ]),
  clusterRole('edit', [...editable, scopes]),
  clusterRole('view', [...readable, scopes]),
  clusterRole('system:discovery', [
    { nonResourceURLs: discoveryPaths, verbs: ['get'] },
  ]),
  granted('system:discovery', 'system:authenticated'),
  clusterRole('system:public-info-viewer', [
    {
      nonResourceURLs: [
        '/healthz',
        '/livez',
        '/readyz',
        '/version',
        '/version/',
      ],
      verbs: ['get'],
    },
  ]),
  granted(
    'system:public-info-viewer',
    'system:authenticated',
    'system:unauthenticated',
  ),
  clusterRole('system:basic-user', [
    {
      apiGroups: ['authorization.k8s.io'],
      resources: ['selfsubjectaccessreviews', 'selfsubjectrulesreviews'],
      verbs: ['create'],
    },
    {
      apiGroups: ['authentication.k8s.io'],
      resources: ['selfsubjectreviews'],
      verbs: ['create'],
    },
  ]),
  granted('system:basic-user', 'system:authenticated'),
];
