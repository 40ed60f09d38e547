import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  modelProvisionPermission,
  type ClusterReadiness,
  type ProvisionRequest,
} from 'backstage-plugin-ml-monitoring-common';
import { createMlModelConditionalDecision, mlModelConditions } from '.';
import {
  prometheus,
  seldonInstallation,
  webhook,
} from './__testUtils__/installation';
import { startPortal, type Portal } from './__testUtils__/startPortal';
import {
  granted,
  namespace,
  startTestCluster,
  type TestCluster,
} from './__testUtils__/startTestCluster';

jest.setTimeout(60_000);

const running: { cluster: TestCluster; portal: Portal }[] = [];

afterEach(async () => {
  for (const { cluster, portal } of running.splice(0)) {
    await portal.stop();
    await cluster.close();
  }
});

async function start(
  options: Parameters<typeof startTestCluster>[0],
  portalOptions: Pick<Parameters<typeof startPortal>[0], 'policy'> & {
    namespaces?: string[];
    watched?: string[];
    labels?: Record<string, string>;
  } = {},
) {
  const { namespaces = ['ml-mon'], watched, labels = {} } = portalOptions;
  const cluster = await startTestCluster(options);
  const portal = await startPortal({
    clusters: { local: cluster },
    policy: portalOptions.policy,
    mlMonitoring: {
      ...(watched && { clusters: { local: { namespaces: watched } } }),
      provisioning: {
        namespaces,
        images: ['seldonio/*'],
        exposure: ['none', 'route'],
        monitoring: { labels },
      },
    },
  });
  running.push({ cluster, portal });
  return { cluster, ...portal };
}

const statuses = ({ checks }: ClusterReadiness) =>
  Object.fromEntries(checks.map(({ id, status }) => [id, status]));

const checkOf = ({ checks }: ClusterReadiness, wanted: string) =>
  checks.find(({ id }) => id === wanted);

const group = 'rbac.authorization.k8s.io';
const forEverywhere = (
  rules: { apiGroups: string[]; resources: string[]; verbs: string[] }[],
) => [
  {
    apiVersion: `${group}/v1`,
    kind: 'ClusterRole',
    metadata: { name: 'portal' },
    rules,
  },
  {
    apiVersion: `${group}/v1`,
    kind: 'ClusterRoleBinding',
    metadata: { name: 'portal' },
    roleRef: { apiGroup: group, kind: 'ClusterRole', name: 'portal' },
    subjects: [{ apiGroup: group, kind: 'User', name: 'portal' }],
  },
];

describe('the readiness of a cluster', () => {
  it('is judged by what is there', async () => {
    const { api } = await start({
      objects: [...seldonInstallation(), prometheus()],
    });
    const readiness = await api.getClusterReadiness({ cluster: '_' });
    expect(readiness.cluster).toBe('local');
    expect(statuses(readiness)).toEqual({
      'seldon-api': 'ok',
      'seldon-operator': 'ok',
      webhooks: 'ok',
      namespaces: 'ok',
      rights: 'ok',
      exposure: 'ok',
      'user-workload-monitoring': 'not-applicable',
      monitors: 'ok',
      'metrics-source': 'broken',
      grafana: 'broken',
    });
    expect(checkOf(readiness, 'seldon-operator')?.summary).toBe(
      'Seldon operator 1.17.1 (seldon-system/seldon-controller-manager), looks after all namespaces',
    );
    expect(readiness.ready).toBe(false);
    expect(readiness.sources).toMatchObject([
      { kind: 'cluster', status: 'ok' },
      { kind: 'prometheus', status: 'absent' },
    ]);
  });

  it('names the webhook that a removed operator left behind', async () => {
    const { api } = await start({
      objects: [...seldonInstallation(), webhook('removed')],
    });
    const readiness = await api.getClusterReadiness({ cluster: 'local' });
    expect(checkOf(readiness, 'webhooks')).toMatchObject({
      status: 'broken',
      fix: {
        command:
          'kubectl delete validatingwebhookconfiguration seldon-validating-webhook-configuration-removed',
      },
    });
  });

  it('names the label that Prometheus wants', async () => {
    const { api } = await start(
      { objects: [...seldonInstallation(), prometheus({ release: 'main' })] },
      { labels: { release: 'other' } },
    );
    const readiness = await api.getClusterReadiness({ cluster: 'local' });
    expect(checkOf(readiness, 'monitors')).toMatchObject({
      status: 'broken',
      fix: { summary: expect.stringContaining('{ release: main }') },
    });
  });

  it.each([
    ['broken', 'enableUserWorkload: false'],
    ['ok', 'enableUserWorkload: true'],
  ])(
    "is %s of OpenShift's monitoring where it says %s",
    async (status, config) => {
      const { api } = await start({
        objects: [
          namespace('openshift-monitoring'),
          {
            apiVersion: 'v1',
            kind: 'ConfigMap',
            metadata: {
              name: 'cluster-monitoring-config',
              namespace: 'openshift-monitoring',
            },
            data: { 'config.yaml': config },
          },
        ],
      });
      const readiness = await api.getClusterReadiness({ cluster: 'local' });
      expect(statuses(readiness)).toMatchObject({
        'user-workload-monitoring': status,
        monitors: status,
      });
    },
  );

  it('says that Seldon is not installed', async () => {
    const { api } = await start({
      withoutGroups: ['machinelearning.seldon.io'],
    });
    const readiness = await api.getClusterReadiness({ cluster: 'local' });
    expect(statuses(readiness)).toMatchObject({
      'seldon-api': 'broken',
      'seldon-operator': 'not-applicable',
      webhooks: 'not-applicable',
    });
  });

  it('is told with the rights of one namespace, naming those that lack', async () => {
    const { api } = await start(
      {
        restricted: true,
        objects: [
          ...seldonInstallation(),
          ...granted([
            {
              apiGroups: ['machinelearning.seldon.io'],
              resources: ['seldondeployments'],
              verbs: ['*'],
            },
            {
              apiGroups: ['', 'apps', 'discovery.k8s.io'],
              resources: ['*'],
              verbs: ['get', 'list'],
            },
          ]),
        ],
      },
      { watched: ['ml-mon'] },
    );
    const readiness = await api.getClusterReadiness({ cluster: 'local' });
    expect(statuses(readiness)).toEqual({
      'seldon-api': 'ok',
      'seldon-operator': 'unknown',
      webhooks: 'unknown',
      namespaces: 'ok',
      rights: 'broken',
      exposure: 'ok',
      'user-workload-monitoring': 'not-applicable',
      monitors: 'unknown',
      'metrics-source': 'broken',
      grafana: 'unknown',
    });
    const rights = checkOf(readiness, 'rights');
    expect(rights?.evidence).toEqual(
      expect.arrayContaining([
        'It signs in as portal',
        'It may not create, patch, delete services in ml-mon',
        'It may not get, list, create, patch, delete prometheusrules.monitoring.coreos.com in ml-mon',
      ]),
    );
    expect(rights?.evidence.join()).not.toContain('seldondeployments');
    expect(rights?.fix?.manifest).toContain('kind: RoleBinding');
  });

  it('lacks nothing once what it asked for was granted', async () => {
    const everything = {
      apiGroups: ['*'],
      resources: ['*'],
      verbs: ['*'],
    };
    const { api } = await start({
      restricted: true,
      objects: [
        ...seldonInstallation(),
        prometheus(),
        ...forEverywhere([everything]),
      ],
    });
    const readiness = await api.getClusterReadiness({ cluster: 'local' });
    expect(statuses(readiness)).toMatchObject({
      rights: 'ok',
      webhooks: 'ok',
      monitors: 'ok',
    });
  });

  it('is unknown, and not broken, of what a cluster does not answer', async () => {
    const { api } = await start({
      objects: [...seldonInstallation(), prometheus()],
      intercept: ({ path }) =>
        path.includes('webhookconfigurations')
          ? { kind: 'status', code: 503 }
          : undefined,
    });
    const readiness = await api.getClusterReadiness({ cluster: 'local' });
    expect(statuses(readiness)).toMatchObject({
      webhooks: 'unknown',
      'seldon-operator': 'ok',
    });
  });

  it('is read once for those who ask at about the same time', async () => {
    const { api, cluster } = await start({ objects: seldonInstallation() });
    await api.getClusterReadiness({ cluster: 'local' });
    const asked = cluster.requests.length;
    await Promise.all(
      [1, 2, 3].map(() => api.getClusterReadiness({ cluster: 'local' })),
    );
    expect(cluster.requests.length).toBe(asked);
  });
});

const request: ProvisionRequest = {
  cluster: 'local',
  namespace: 'ml-mon',
  name: 'iris',
  deployment: {
    predictors: [
      {
        name: 'main',
        graph: { name: 'classifier' },
        containers: [
          {
            name: 'classifier',
            image: 'seldonio/iris:1',
            env: [{ name: 'KEY', secretRef: { name: 's3', key: 'key' } }],
          },
        ],
      },
    ],
  },
  monitoring: {},
};

describe('a plan', () => {
  it('warns of what the cluster lacks', async () => {
    const { api, cluster } = await start({
      objects: [
        ...seldonInstallation(),
        webhook('removed'),
        prometheus({ release: 'main' }),
      ],
    });
    const { warnings } = await api.planModel(request);
    expect(warnings).toEqual(
      expect.arrayContaining([
        expect.stringContaining(
          'kubectl delete validatingwebhookconfiguration seldon-validating-webhook-configuration-removed',
        ),
        expect.stringContaining(
          'No Prometheus would take up ServiceMonitor iris-main',
        ),
        expect.stringContaining('Secret s3 does not exist in ml-mon'),
      ]),
    );
    expect(cluster.requests.filter(each => each.includes('/secrets'))).toEqual([
      'GET /api/v1/namespaces/ml-mon/secrets/s3',
    ]);
  });

  it('is made all the same where nothing at large may be read', async () => {
    const { api } = await start(
      {
        restricted: true,
        objects: granted([
          { apiGroups: ['*'], resources: ['*'], verbs: ['*'] },
        ]),
      },
      { watched: ['ml-mon'] },
    );
    await expect(api.planModel(request)).resolves.toMatchObject({
      applicable: true,
    });
  });
});

describe('the choices of a form', () => {
  it('are the servers that Seldon is configured for', async () => {
    const { api } = await start({ objects: seldonInstallation() });
    const { items } = await api.listServerOptions({ cluster: '_' });
    expect(items.map(({ name, protocols }) => [name, protocols])).toEqual([
      ['SKLEARN_SERVER', ['seldon', 'v2']],
      ['OUR_OWN_SERVER', ['v2']],
    ]);
  });

  it('are the servers that every Seldon has, where its configuration may not be read', async () => {
    const { api } = await start({
      restricted: true,
      objects: seldonInstallation(),
    });
    const { items } = await api.listServerOptions({ cluster: '_' });
    expect(items.map(({ name }) => name)).toContain('HUGGINGFACE_SERVER');
  });

  const namespaces = [
    namespace('ml-theirs'),
    namespace('ml-excluded', {
      labels: { 'openshift.io/user-monitoring': 'false' },
    }),
    namespace('web'),
  ];

  it('say of each namespace why it cannot be used', async () => {
    const { api } = await start(
      { objects: namespaces },
      { namespaces: ['ml-*', 'planned'] },
    );
    const { items } = await api.listNamespaceOptions({ cluster: '_' });
    expect(items.filter(({ name }) => /^(ml-|planned|web)/.test(name))).toEqual(
      [
        {
          name: 'ml-excluded',
          allowed: true,
          reason:
            "OpenShift's monitoring leaves it out: it is labelled openshift.io/user-monitoring=false",
        },
        { name: 'ml-mon', allowed: true },
        { name: 'ml-theirs', allowed: true },
        {
          name: 'planned',
          allowed: false,
          reason:
            'It does not exist. Have it created: kubectl create namespace planned',
        },
        {
          name: 'web',
          allowed: false,
          reason:
            'It matches no entry of mlMonitoring.provisioning.namespaces (ml-*, planned)',
        },
      ],
    );
  });

  const inNamespace = (...names: string[]) =>
    createMlModelConditionalDecision(
      modelProvisionPermission,
      mlModelConditions.isInNamespace({ namespaces: names }),
    );

  it('tell who may provision in one namespace of no other that they may not see', async () => {
    const { api } = await start(
      { objects: namespaces },
      {
        namespaces: ['ml-*'],
        policy: permission => {
          switch (permission) {
            case 'ml-monitoring.model.provision':
              return inNamespace('ml-mon');
            case 'ml-monitoring.model.read':
              return inNamespace('ml-mon', 'ml-theirs');
            default:
              return { result: AuthorizeResult.ALLOW };
          }
        },
      },
    );
    const { items } = await api.listNamespaceOptions({ cluster: '_' });
    expect(items).toEqual([
      { name: 'ml-mon', allowed: true },
      {
        name: 'ml-theirs',
        allowed: false,
        reason:
          'You may not provision models there (ml-monitoring.model.provision)',
      },
    ]);
  });

  it('count the models that a person could name as their own', async () => {
    const { api } = await start(
      { objects: namespaces },
      {
        namespaces: ['ml-theirs'],
        policy: permission =>
          permission === 'ml-monitoring.model.provision'
            ? createMlModelConditionalDecision(
                modelProvisionPermission,
                mlModelConditions.isOwnedBy({ owners: ['user:default/mock'] }),
              )
            : { result: AuthorizeResult.DENY },
      },
    );
    const { items } = await api.listNamespaceOptions({ cluster: '_' });
    expect(items).toEqual([{ name: 'ml-theirs', allowed: true }]);
  });
});
