import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  modelReadPermission,
  type ProvisionRequest,
} from 'backstage-plugin-ml-monitoring-common';
import { createMlModelConditionalDecision, mlModelConditions } from '.';
import { fraud, fraudRunning } from './__testUtils__/objects';
import { startPortal, type Portal } from './__testUtils__/startPortal';
import {
  namespace,
  startTestCluster,
  type TestCluster,
} from './__testUtils__/startTestCluster';

jest.setTimeout(60_000);

const provisioning = {
  namespaces: ['ml-*'],
  images: ['seldonio/*'],
  exposure: ['none', 'route'],
  route: { hostTemplate: '{name}-{namespace}.apps.localhost' },
  predictions: { enabled: true },
};
const ref = { cluster: 'local', namespace: 'ml-mon', name: 'fraud' };
const request: ProvisionRequest = {
  ...ref,
  name: 'iris',
  deployment: {
    owner: 'group:default/iris',
    predictors: [
      {
        name: 'main',
        graph: { name: 'classifier' },
        containers: [{ name: 'classifier', image: 'seldonio/iris:1' }],
      },
    ],
  },
  exposure: { kind: 'auto' },
  monitoring: { customMetrics: true },
};

const running: { cluster: TestCluster; portal: Portal }[] = [];

async function start(
  options: Parameters<typeof startTestCluster>[0] = {},
  portalOptions: Partial<Parameters<typeof startPortal>[0]> = {},
  otherClusters: Parameters<typeof startPortal>[0]['clusters'] = {},
) {
  const cluster = await startTestCluster(options);
  const portal = await startPortal({
    clusters: { local: cluster, ...otherClusters },
    mlMonitoring: { provisioning },
    ...portalOptions,
  });
  running.push({ cluster, portal });
  return { cluster, ...portal };
}

async function waitFor(isSo: () => boolean) {
  const deadline = Date.now() + 10_000;
  while (!isSo() && Date.now() < deadline) {
    await new Promise(resolve => {
      setTimeout(resolve, 20);
    });
  }
}

afterEach(async () => {
  for (const { cluster, portal } of running.splice(0)) {
    await portal.stop();
    await cluster.close();
  }
});

describe('ml-monitoring backend', () => {
  it('answers every reading route of the contract, through the Kubernetes plugin of the portal', async () => {
    const { api } = await start({ objects: fraudRunning() });
    await expect(api.listModels({})).resolves.toMatchObject({
      items: [{ ref, monitored: true }],
      totalItems: 1,
    });
    await expect(api.getModel({ ...ref, cluster: '_' })).resolves.toMatchObject(
      {
        ref,
        testPredictions: 'allowed',
        sources: [{ status: 'ok' }],
      },
    );
    await expect(api.getModelHealth(ref)).resolves.toMatchObject({ ref });
    await expect(api.getModelMetrics(ref)).resolves.toMatchObject({ ref });
    await expect(api.listClusterOptions({})).resolves.toEqual({
      items: [{ name: 'local', title: 'local', usable: true }],
    });
    await expect(
      api.listNamespaceOptions({ cluster: '_' }),
    ).resolves.toMatchObject({
      items: expect.arrayContaining([
        { name: 'ml-mon', allowed: true },
        {
          name: 'default',
          allowed: false,
          reason:
            'It matches no entry of mlMonitoring.provisioning.namespaces (ml-*)',
        },
      ]),
    });
    await expect(api.getProvisioningOptions({})).resolves.toEqual({
      enabled: true,
      exposure: ['none', 'route'],
      images: ['seldonio/*'],
      modelUris: [],
      predictions: true,
    });
  });

  it('provisions a model, and the same again changes nothing', async () => {
    const { api, cluster, audited } = await start();
    const plan = await api.planModel(request);
    const expected = [
      ['SeldonDeployment', 'iris'],
      ['Route', 'iris'],
      ['Service', 'iris-main-metrics'],
      ['ServiceMonitor', 'iris-main'],
      ['ServiceMonitor', 'iris-main-metrics'],
    ];
    const told = (objects: { kind: string; name: string; result: string }[]) =>
      objects.map(({ kind, name, result }) => [kind, name, result]);
    const all = (result: string) => expected.map(each => [...each, result]);
    expect(told(plan.objects)).toEqual(all('created'));
    expect(
      cluster.cluster.list({
        group: 'machinelearning.seldon.io',
        resource: 'seldondeployments',
      }),
    ).toEqual([]);

    const first = await api.provisionModel(request);
    expect(told(first.objects)).toEqual(all('created'));
    expect(first).toMatchObject({
      ref: { ...ref, name: 'iris' },
      url: 'https://iris-ml-mon.apps.localhost',
      entityRef: 'component:default/local.ml-mon.iris',
      warnings: expect.arrayContaining([
        expect.stringContaining('no authentication'),
      ]),
    });
    const [owner] = cluster.cluster.list({
      group: 'machinelearning.seldon.io',
      resource: 'seldondeployments',
    });
    expect(
      cluster.cluster.get(
        { group: 'route.openshift.io', resource: 'routes' },
        { namespace: 'ml-mon', name: 'iris' },
      )?.metadata.ownerReferences,
    ).toEqual([
      {
        apiVersion: 'machinelearning.seldon.io/v1',
        kind: 'SeldonDeployment',
        name: 'iris',
        uid: owner.metadata.uid,
      },
    ]);

    expect(told((await api.provisionModel(request)).objects)).toEqual(
      all('unchanged'),
    );
    expect(audited.map(({ eventId, outcome }) => [eventId, outcome])).toEqual([
      ['model-provision', 'success'],
      ['model-provision', 'success'],
    ]);
    expect(audited[0].meta).toMatchObject({
      who: 'user:default/mock',
      model: { ...ref, name: 'iris' },
      objects: expect.arrayContaining([
        expect.objectContaining({ kind: 'Route', result: 'created' }),
      ]),
    });
    expect(JSON.stringify(audited)).not.toContain('seldonio/iris');
  });

  it('removes what it made and nothing else, and twice does no harm', async () => {
    const { api, cluster } = await start({
      objects: [
        {
          apiVersion: 'v1',
          kind: 'Service',
          metadata: { name: 'bystander', namespace: 'ml-mon' },
          spec: { ports: [{ name: 'http', port: 80 }] },
        },
      ],
    });
    await api.provisionModel(request);
    const { objects } = await api.deleteModel({ ...ref, name: 'iris' });
    expect(
      objects.map(({ kind, name, result }) => `${kind} ${name} ${result}`),
    ).toEqual([
      'SeldonDeployment iris deleted',
      'Route iris deleted',
      'ServiceMonitor iris-main deleted',
      'ServiceMonitor iris-main-metrics deleted',
      'Service iris-main-metrics deleted',
    ]);
    expect(
      cluster.cluster
        .list({ group: '', resource: 'services' }, { namespace: 'ml-mon' })
        .map(({ metadata }) => metadata.name),
    ).toEqual(['bystander']);
    await expect(
      api.deleteModel({ ...ref, name: 'iris' }),
    ).resolves.toMatchObject({ objects: [] });
  });

  it('leaves a model alone that somebody else made', async () => {
    const { api, cluster } = await start({ objects: [fraud()] });
    const before = cluster.requests.length;
    await expect(
      api.provisionModel({ ...request, name: 'fraud' }),
    ).rejects.toMatchObject({ body: { error: { name: 'ConflictError' } } });
    await expect(api.deleteModel(ref)).resolves.toMatchObject({
      objects: [],
      warnings: [expect.stringContaining('was not made here')],
    });
    const writes = cluster.requests
      .slice(before)
      .filter(each => /^(PATCH|POST|DELETE)/.test(each))
      .filter(each => !each.includes('dryRun=All'));
    expect(writes).toEqual([]);
  });

  it('exposes and monitors a model that runs, without touching it', async () => {
    const { api, cluster } = await start({ objects: [fraud()] });
    const result = await api.provisionModel({
      ...ref,
      exposure: { kind: 'auto' },
      monitoring: {},
    });
    expect(result.objects.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'Route fraud',
      'ServiceMonitor fraud-main',
    ]);
    expect(
      cluster.requests.filter(each => /^PATCH.*seldondeployments/.test(each)),
    ).toEqual([]);
  });

  it('reports who owns a field that it may not set, and applies nothing', async () => {
    const { api, cluster } = await start();
    await api.provisionModel(request);
    const routes = { group: 'route.openshift.io', resource: 'routes' };
    const mine = cluster.cluster.get(routes, {
      namespace: 'ml-mon',
      name: 'iris',
    })!;
    cluster.cluster.update(
      { ...mine, spec: { ...mine.spec, host: 'theirs.example.com' } },
      { fieldManager: 'somebody-else' },
    );
    const before = cluster.requests.length;
    await expect(
      api.provisionModel({
        ...request,
        deployment: { ...request.deployment!, description: 'changed' },
      }),
    ).rejects.toMatchObject({
      body: {
        error: {
          name: 'ConflictError',
          message:
            'Route ml-mon/iris: somebody-else owns .spec.host. Change it there, or take these fields over by naming the object in takeOver. Nothing was applied',
        },
      },
    });
    expect(
      cluster.requests
        .slice(before)
        .filter(each => each.startsWith('PATCH') && !each.includes('dryRun')),
    ).toEqual([]);
  });

  it('stops at the next object when the caller goes away, and writes down what exists', async () => {
    const leaving = new AbortController();
    const { api, audited } = await start({
      intercept: ({ method, query }) => {
        if (method === 'PATCH' && !query.has('dryRun')) {
          leaving.abort();
        }
        return undefined;
      },
    });
    await expect(
      api.provisionModel(
        { ...request, cluster: '_' },
        { signal: leaving.signal },
      ),
    ).rejects.toMatchObject({ name: 'AbortError' });
    await waitFor(() => audited.length === 1);
    expect(audited).toMatchObject([
      {
        outcome: 'fail',
        // Where it was, also for who asked for the only cluster.
        meta: {
          model: { ...ref, name: 'iris' },
          objects: [{ kind: 'SeldonDeployment', result: 'created' }],
        },
      },
    ]);
  });

  it('says what stands when a later object fails', async () => {
    const { api, audited } = await start({
      intercept: ({ method, path, query }) =>
        method === 'PATCH' &&
        path.includes('servicemonitors') &&
        !query.has('dryRun')
          ? { kind: 'status', code: 503, message: 'etcd is gone' }
          : undefined,
    });
    await expect(api.provisionModel(request)).rejects.toMatchObject({
      body: {
        error: {
          name: 'ServiceUnavailableError',
          message: expect.stringMatching(
            /ServiceMonitor ml-mon\/iris-main could not be applied: .*etcd is gone.*Done before it: SeldonDeployment iris created, Route iris created, Service iris-main-metrics created/,
          ),
        },
      },
    });
    expect(audited).toMatchObject([
      { outcome: 'fail', meta: { objects: [{}, {}, {}] } },
    ]);
  });

  it.each([
    [
      { namespace: 'default' },
      /namespace: must match ml-\* of mlMonitoring\.provisioning\.namespaces \(got default\)/,
    ],
    [{ namespace: 'ML' }, /namespace: must be lower-case letters.*\(got ML\)/],
    [
      { name: undefined },
      /name: is required and must be a string \(got nothing\)/,
    ],
    [
      { exposure: { kind: 'ingress' } },
      /exposure\.kind: must match none or route of mlMonitoring\.provisioning\.exposure \(got ingress\)/,
    ],
    [
      {
        deployment: {
          predictors: [
            {
              name: 'main',
              graph: { name: 'classifier' },
              containers: [
                { name: 'classifier', image: 'evil.io/seldonio/iris' },
              ],
            },
          ],
        },
      },
      /predictors\.0\.containers\.0\.image: must match seldonio\/\* of mlMonitoring\.provisioning\.images \(got evil\.io\/seldonio\/iris\)/,
    ],
  ])(
    'refuses %j in words that name field, rule and value',
    async (change, message) => {
      const { fetch, cluster } = await start();
      const response = await fetch('/models', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ ...request, ...change }),
      });
      expect(response.status).toBe(400);
      const { error } = await response.json();
      expect(error).toMatchObject({
        name: 'InputError',
        message: expect.stringMatching(message),
      });
      expect(cluster.requests.filter(each => each.startsWith('PATCH'))).toEqual(
        [],
      );
    },
  );

  it('lists clusters that only a browser can sign in to, and does not use them', async () => {
    const { api } = await start({}, { browserClusters: ['theirs'] });
    const { items } = await api.listClusterOptions({});
    expect(items).toEqual([
      { name: 'local', title: 'local', usable: true },
      {
        name: 'theirs',
        title: 'theirs',
        usable: false,
        reason: expect.stringContaining('authProvider: oidc'),
      },
    ]);
    // So `_` still stands for the only one that can be used.
    await expect(
      api.listNamespaceOptions({ cluster: '_' }),
    ).resolves.toBeDefined();
    await expect(
      api.getModel({ ...ref, cluster: 'theirs' }),
    ).rejects.toMatchObject({
      body: {
        error: {
          name: 'InputError',
          message: expect.stringContaining('cluster: theirs cannot be used'),
        },
      },
    });
  });

  it('keeps one dead cluster from hiding the models of another', async () => {
    const { api } = await start(
      { objects: [fraud()] },
      {},
      {
        dead: { url: 'https://127.0.0.1:9', caData: 'LS0t', token: 'x' },
      },
    );
    const { items, sources } = await api.listModels({});
    expect(items.map(each => each.ref)).toEqual([ref]);
    expect(sources).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ cluster: 'local', status: 'ok' }),
        expect.objectContaining({
          cluster: 'dead',
          status: 'failed',
          message: expect.stringContaining('API server of cluster dead'),
        }),
      ]),
    );
    await expect(api.getModel({ ...ref, cluster: '_' })).rejects.toMatchObject({
      body: {
        error: {
          name: 'InputError',
          message:
            'cluster: must be one of local, dead (got _, which stands for the only cluster)',
        },
      },
    });
  });

  it('pages through the models it filters', async () => {
    const { api, fetch } = await start({
      objects: ['a', 'b', 'c', 'd'].map(name =>
        fraud({ metadata: { name: `model-${name}` } }),
      ),
    });
    const first = await api.listModels({ q: 'MODEL-', limit: 3 });
    expect(first.items.map(each => each.ref.name)).toEqual([
      'model-a',
      'model-b',
      'model-c',
    ]);
    expect(first.totalItems).toBe(4);
    const second = await api.listModels({
      q: 'MODEL-',
      limit: 3,
      cursor: first.nextCursor,
    });
    expect(second.items.map(each => each.ref.name)).toEqual(['model-d']);
    expect(second.nextCursor).toBeUndefined();
    const response = await fetch('/models?cursor=%00&limit=0');
    expect((await response.json()).error.message).toBe(
      'limit: must be at least 1 (got 0)',
    );
  });

  it('has no route that writes where provisioning is not configured', async () => {
    const { fetch, api } = await start(
      { objects: fraudRunning() },
      { mlMonitoring: {} },
    );
    for (const [method, path] of [
      ['POST', '/models'],
      ['POST', '/plans'],
      ['DELETE', '/models/local/ml-mon/fraud'],
      ['POST', '/models/local/ml-mon/fraud/predictions'],
      ['GET', '/models/local/ml-mon/fraud/predictions/example'],
    ]) {
      const response = await fetch(path, { method });
      expect([method, path, response.status]).toEqual([method, path, 404]);
      expect((await response.json()).error.message).toContain(
        'mlMonitoring.provisioning',
      );
    }
    await expect(api.getProvisioningOptions({})).resolves.toMatchObject({
      enabled: false,
    });
    await expect(api.getModel(ref)).resolves.toMatchObject({
      testPredictions: 'off',
    });
  });
});

describe('permissions of the ml-monitoring backend', () => {
  const routes = [
    ['GET', '/models', 'model.read'],
    ['GET', '/models/local/ml-mon/fraud', 'model.read'],
    ['GET', '/models/local/ml-mon/fraud/health', 'model.read'],
    ['GET', '/models/local/ml-mon/fraud/metrics', 'model.read'],
    ['POST', '/models/local/ml-mon/fraud/predictions', 'model.predict'],
    ['GET', '/models/local/ml-mon/fraud/predictions/example', 'model.predict'],
    ['POST', '/plans', 'model.provision'],
    ['POST', '/models', 'model.provision'],
    ['DELETE', '/models/local/ml-mon/fraud', 'model.delete'],
    ['GET', '/options/clusters', 'model.provision'],
    ['GET', '/options/namespaces?cluster=local', 'model.provision'],
    ['GET', '/options/provisioning', 'model.provision'],
    ['GET', '/options/servers?cluster=local', 'model.provision'],
    ['GET', '/clusters/local/readiness', 'cluster.read'],
  ];

  it('are asked on every route, before any cluster is', async () => {
    const { fetch, cluster } = await start(
      { objects: fraudRunning() },
      { policy: () => ({ result: AuthorizeResult.DENY }) },
    );
    for (const [method, path, permission] of routes) {
      const response = await fetch(path, {
        method,
        ...(method === 'POST' && {
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({ ...request, payload: {} }),
        }),
      });
      expect([path, response.status]).toEqual([path, 403]);
      expect((await response.json()).error.message).toContain(
        `ml-monitoring.${permission}`,
      );
    }
    expect(cluster.requests).toEqual([]);
  });

  it('hide a model that may not be read, as if it were not there', async () => {
    const { api, fetch } = await start(
      {
        objects: [
          ...fraudRunning(),
          namespace('ml-own', {
            annotations: { 'ml-monitoring/owner': 'group:default/iris' },
          }),
          fraud({ metadata: { namespace: 'ml-own' } }),
        ],
      },
      {
        policy: permission =>
          permission === modelReadPermission.name
            ? createMlModelConditionalDecision(
                modelReadPermission,
                mlModelConditions.isOwnedBy({ owners: ['group:default/iris'] }),
              )
            : { result: AuthorizeResult.ALLOW },
      },
    );
    const { items, totalItems } = await api.listModels({});
    expect(items.map(each => each.ref.namespace)).toEqual(['ml-own']);
    expect(totalItems).toBe(1);
    const errors = await Promise.all(
      ['fraud', 'nothing'].flatMap(name =>
        ['', '/health', '/metrics'].map(async path => {
          const response = await fetch(`/models/local/ml-mon/${name}${path}`);
          const { error } = await response.json();
          return [response.status, error.message.replace(name, '…')];
        }),
      ),
    );
    expect(new Set(errors.map(each => JSON.stringify(each))).size).toBe(1);
    expect(errors[0][0]).toBe(404);
    await expect(
      api.getModelHealth({ ...ref, namespace: 'ml-own' }),
    ).resolves.toMatchObject({ ref: { namespace: 'ml-own' } });
  });

  it('are judged over the model that is there as well as the one asked for', async () => {
    const { api, cluster } = await start(
      {
        objects: [
          fraud({
            metadata: {
              labels: {
                'app.kubernetes.io/managed-by': 'backstage-ml-monitoring',
                'ml-monitoring/model-id': 'fraud',
              },
              annotations: { 'ml-monitoring/owner': 'group:default/fraud' },
            },
          }),
        ],
      },
      {
        policy: () => ({
          ...createMlModelConditionalDecision(
            modelReadPermission,
            mlModelConditions.isOwnedBy({ owners: ['group:default/iris'] }),
          ),
        }),
      },
    );
    const denied = { body: { error: { name: 'NotAllowedError' } } };
    // Theirs, by naming oneself the owner.
    await expect(
      api.provisionModel({ ...request, name: 'fraud' }),
    ).rejects.toMatchObject(denied);
    // One's own place, for somebody else.
    await expect(
      api.planModel({
        ...request,
        deployment: { ...request.deployment!, owner: 'group:default/fraud' },
      }),
    ).rejects.toMatchObject(denied);
    expect(cluster.requests.filter(each => !each.startsWith('GET'))).toEqual(
      [],
    );
    await expect(api.planModel(request)).resolves.toBeDefined();
  });

  const ownedByIris = createMlModelConditionalDecision(
    modelReadPermission,
    mlModelConditions.isOwnedBy({ owners: ['group:default/iris'] }),
  );
  const ownedByFraud = fraud({
    metadata: { annotations: { 'ml-monitoring/owner': 'group:default/fraud' } },
  });
  const refusalOf = (answer: Promise<unknown>) =>
    answer.then(
      () => undefined,
      ({ body }) => body.error,
    );

  it('tell who may not read a model nothing of it, whatever they try to do with it', async () => {
    const { api } = await start(
      { objects: [ownedByFraud] },
      { policy: () => ownedByIris },
    );
    const tries = (name: string) => [
      api.predict({ ...ref, name, payload: {} }),
      api.deleteModel({ ...ref, name }),
      api.planModel({ ...ref, name, monitoring: {} }),
      api.provisionModel({ ...ref, name, exposure: { kind: 'none' } }),
    ];
    const there = await Promise.all(tries('fraud').map(refusalOf));
    const notThere = await Promise.all(tries('nothing').map(refusalOf));
    expect(there.map(({ name }) => name)).toEqual(
      Array(4).fill('NotFoundError'),
    );
    expect(JSON.parse(JSON.stringify(there).replaceAll('fraud', '…'))).toEqual(
      JSON.parse(JSON.stringify(notThere).replaceAll('nothing', '…')),
    );
    const taken = await refusalOf(api.planModel({ ...request, name: 'fraud' }));
    expect(taken).toMatchObject({ name: 'NotAllowedError' });
    expect(taken.message).not.toContain('group:default/fraud');
  });

  it('tell who may read a model which permission they lack, and whom to ask', async () => {
    const { api } = await start(
      { objects: [ownedByFraud] },
      {
        policy: permission =>
          permission === modelReadPermission.name
            ? { result: AuthorizeResult.ALLOW }
            : ownedByIris,
      },
    );
    await expect(
      Promise.all(
        [
          api.predict({ ...ref, payload: {} }),
          api.deleteModel(ref),
          api.planModel({ ...ref, monitoring: {} }),
        ].map(refusalOf),
      ),
    ).resolves.toMatchObject(
      ['predict', 'delete', 'provision'].map(permission => ({
        name: 'NotAllowedError',
        message: `You may not use the permission ml-monitoring.model.${permission} on model local:ml-mon/fraud, which belongs to group:default/fraud`,
      })),
    );
  });

  it('hold back a model whose namespace cannot be read just now, as its labels may forbid it', async () => {
    const { api } = await start(
      {
        objects: [
          namespace('ml-own', { labels: { tier: 'secret' } }),
          fraud({ metadata: { namespace: 'ml-own' } }),
        ],
        intercept: ({ path }) =>
          path.startsWith('/api/v1/namespaces') && !path.includes('ml-own/')
            ? { kind: 'status', code: 503, message: 'etcd is gone' }
            : undefined,
      },
      {
        policy: () =>
          createMlModelConditionalDecision(modelReadPermission, {
            not: mlModelConditions.hasLabel({ label: 'tier', value: 'secret' }),
          }),
      },
    );
    const secret = { ...ref, namespace: 'ml-own' };
    const errors = async () =>
      (
        await Promise.all(
          [
            api.getModel(secret),
            api.getModelHealth(secret),
            api.getModelMetrics(secret),
            api.predict({ ...secret, payload: {} }),
            api.deleteModel(secret),
            api.planModel({ ...secret, monitoring: {} }),
          ].map(refusalOf),
        )
      ).map(({ name }) => name);
    expect(await errors()).toEqual(Array(6).fill('ServiceUnavailableError'));
    expect(await api.listModels({})).toMatchObject({
      items: [],
      sources: expect.arrayContaining([
        expect.objectContaining({ kind: 'cluster', status: 'partial' }),
      ]),
    });
  });
});
