import type { Check, Subject } from '../Check';
import { answerOf } from '../Check';

/** The kinds that the product reads and writes, as `groupVersion` → resources. */
const used: Record<string, string[]> = {
  v1: [
    'namespaces',
    'pods',
    'pods/log',
    'pods/status',
    'services',
    'services/proxy',
    'endpoints',
    'events',
    'configmaps',
    'secrets',
    'serviceaccounts',
    'serviceaccounts/token',
  ],
  'apps/v1': [
    'deployments',
    'deployments/scale',
    'deployments/status',
    'replicasets',
  ],
  'autoscaling/v2': ['horizontalpodautoscalers'],
  'batch/v1': ['jobs'],
  'discovery.k8s.io/v1': ['endpointslices'],
  'networking.k8s.io/v1': ['ingresses'],
  'rbac.authorization.k8s.io/v1': ['roles', 'rolebindings'],
  'authorization.k8s.io/v1': [
    'selfsubjectaccessreviews',
    'selfsubjectrulesreviews',
    'subjectaccessreviews',
  ],
  'apiextensions.k8s.io/v1': ['customresourcedefinitions'],
  'machinelearning.seldon.io/v1': [
    'seldondeployments',
    'seldondeployments/status',
    'seldondeployments/scale',
  ],
  'monitoring.coreos.com/v1': [
    'servicemonitors',
    'podmonitors',
    'prometheusrules',
    'prometheuses',
  ],
  'route.openshift.io/v1': ['routes', 'routes/status'],
  'gateway.networking.k8s.io/v1': ['httproutes', 'gateways'],
  'integreatly.org/v1alpha1': ['grafanadashboards'],
  'grafana.integreatly.org/v1beta1': ['grafanadashboards'],
};

const pathOf = (groupVersion: string) =>
  groupVersion === 'v1' ? '/api/v1' : `/apis/${groupVersion}`;

/** Without a hash that only helps clients to cache; verbs are a set. */
const outline = ({ storageVersionHash: _, ...resource }: any = {}) => ({
  ...resource,
  ...(resource.verbs && { verbs: [...resource.verbs].sort() }),
});

async function resourcesOf(subject: Subject, groupVersion: string) {
  const { status, body } = await subject.request({
    path: pathOf(groupVersion),
  });
  if (status !== 200) return { status, body };
  const { resources, ...list } = body;
  return {
    ...list,
    resources: Object.fromEntries(
      used[groupVersion].map(name => [
        name,
        outline(resources.find((one: any) => one.name === name)),
      ]),
    ),
  };
}

export const discoveryChecks: Check[] = [
  {
    title: 'discovery: the versions of the server and of the core API',
    async observe(subject) {
      const version = await subject.request({ path: '/version' });
      const core = await subject.request({ path: '/api' });
      const { serverAddressByClientCIDRs: _, ...versions } = core.body;
      return {
        version: version.status,
        namesItsVersion: /^v1\.\d+\.\d+/.test(version.body.gitVersion),
        major: version.body.major,
        core: versions,
      };
    },
  },
  {
    title: 'discovery: the groups in use and their preferred versions',
    async observe(subject) {
      const { body } = await subject.request({ path: '/apis' });
      const groups = Object.keys(used)
        .filter(groupVersion => groupVersion.includes('/'))
        .map(groupVersion => groupVersion.split('/')[0]);
      const found = groups.map(name => [
        name,
        body.groups.find((group: any) => group.name === name)
          ?.preferredVersion ?? null,
      ]);
      return { kind: body.kind, ...Object.fromEntries(found) };
    },
  },
  ...Object.keys(used).map(groupVersion => ({
    title: `discovery: the resources of ${groupVersion}`,
    observe: async (subject: Subject) => ({
      answer: await resourcesOf(subject, groupVersion),
    }),
  })),
  {
    title: 'discovery: a group, a version and a resource that do not exist',
    async observe(subject) {
      const paths = [
        '/apis/none.example.com',
        '/apis/none.example.com/v1',
        '/apis/none.example.com/v1/namespaces/default/things',
        '/apis/apps/v9',
        '/apis/apps/v1/namespaces/default/things',
        '/apis/monitoring.coreos.com/v1/namespaces/default/things',
        '/api/v1/namespaces/default/things',
        '/nowhere',
      ];
      const answers = await Promise.all(
        paths.map(async path => {
          const answer = await subject.request({ path });
          return [
            path,
            {
              ...answerOf(answer),
              type: answer.headers['content-type'],
            },
          ];
        }),
      );
      return Object.fromEntries(answers);
    },
  },
  {
    title: 'discovery: all groups in one answer',
    async observe(subject) {
      const { status, headers, body } = await subject.request({
        path: '/apis',
        headers: {
          Accept:
            'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList',
        },
      });
      const monitoring = body.items?.find(
        (group: any) => group.metadata.name === 'monitoring.coreos.com',
      );
      return {
        status,
        type: headers['content-type'],
        kind: body.kind,
        apiVersion: body.apiVersion,
        serviceMonitors: outline(
          monitoring?.versions
            .find((version: any) => version.version === 'v1')
            ?.resources.find((one: any) => one.resource === 'servicemonitors'),
        ),
      };
    },
  },
  {
    title: 'discovery: the OpenAPI documents name the kinds they describe',
    async observe(subject) {
      const read = async (path: string) => {
        const { status, body } = await subject.request({ path });
        return {
          status,
          body: typeof body === 'string' ? JSON.parse(body) : body,
        };
      };
      const index = await read('/openapi/v3');
      const kinds = [
        ['api/v1', 'ConfigMap'],
        ['apis/apps/v1', 'Deployment'],
        ['apis/monitoring.coreos.com/v1', 'ServiceMonitor'],
        ['apis/machinelearning.seldon.io/v1', 'SeldonDeployment'],
      ];
      const described = await Promise.all(
        kinds.map(async ([path, kind]) => {
          const url = index.body.paths[path]?.serverRelativeURL;
          if (!url) return [kind, null];
          // Without its hash, which is outdated as soon as another CRD is served.
          const { pathname } = new URL(url, subject.kube.server);
          const { body } = await read(pathname);
          const schemas: any[] = Object.values(body.components?.schemas ?? {});
          const found = schemas.find(schema =>
            schema['x-kubernetes-group-version-kind']?.some(
              (gvk: any) => gvk.kind === kind,
            ),
          );
          return [kind, found?.['x-kubernetes-group-version-kind'] ?? null];
        }),
      );
      return { status: index.status, ...Object.fromEntries(described) };
    },
  },
  {
    title: 'discovery: health endpoints answer in words',
    async observe(subject) {
      const paths = ['/healthz', '/livez', '/readyz'];
      const answers = await Promise.all(
        paths.map(async path => [
          path,
          answerOf(await subject.request({ path })),
        ]),
      );
      return Object.fromEntries(answers);
    },
  },
];
