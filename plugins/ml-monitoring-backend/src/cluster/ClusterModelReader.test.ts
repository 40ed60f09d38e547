import { fraud, fraudRunning, stockPodMonitor } from '../__testUtils__/objects';
import {
  granted,
  namespace,
  startTestCluster,
  type TestCluster,
} from '../__testUtils__/startTestCluster';
import { ClusterModelReader } from './ClusterModelReader';
import { Clusters } from './Clusters';

// The first test also loads the client library.
jest.setTimeout(60_000);

const now = new Date('2026-01-01T12:00:00Z');
const open: TestCluster[] = [];

async function start(options: Parameters<typeof startTestCluster>[0] = {}) {
  const started = await startTestCluster(options);
  open.push(started);
  return started;
}

function readerOf(
  { connections }: Pick<TestCluster, 'connections'>,
  scopes: Record<string, { namespaces?: string[] }> = {},
) {
  return new ClusterModelReader({
    clusters: new Clusters(connections),
    scopes,
    routePort: 8080,
    now: () => now,
  });
}

const ref = { cluster: 'local', namespace: 'ml-mon', name: 'fraud' };

afterEach(async () => {
  await Promise.all(open.splice(0).map(each => each.close()));
});

describe('reading a model', () => {
  it('draws together everything that belongs to it', async () => {
    const { facts, source } = await readerOf(
      await start({ objects: fraudRunning() }),
    ).facts({ ...ref, cluster: '_' }, {});
    expect(source).toEqual({
      kind: 'cluster',
      cluster: 'local',
      title: 'Kubernetes API of cluster local',
      status: 'ok',
      asOf: now.toISOString(),
    });
    expect(facts).toEqual({
      model: {
        ref,
        protocol: 'seldon',
        state: 'Available',
        ownership: {},
        labels: {},
        predictors: [
          {
            name: 'main',
            serviceName: 'fraud-main',
            routedPercent: 100,
            shadow: false,
            replicas: 1,
            graph: {
              name: 'classifier',
              type: 'MODEL',
              image: 'seldonio/fraud:1',
              children: [],
            },
            containers: [{ name: 'classifier', image: 'seldonio/fraud:1' }],
            rollouts: [
              {
                deployment: 'fraud-main-0-classifier',
                desired: 1,
                updated: 1,
                ready: 1,
                available: 1,
                phase: 'complete',
              },
            ],
          },
        ],
        pods: [
          {
            name: 'fraud-main-0-classifier-5d8f7-abcde',
            predictor: 'main',
            phase: 'Running',
            ready: true,
            restarts: 0,
            containers: [
              {
                name: 'classifier',
                image: 'seldonio/fraud:1',
                ready: true,
                restarts: 0,
                state: 'running',
              },
              {
                name: 'seldon-container-engine',
                image: 'seldonio/seldon-core-executor',
                ready: true,
                restarts: 0,
                state: 'running',
              },
            ],
            startedAt: '2026-01-01T00:00:30Z',
          },
        ],
        endpoints: [
          {
            kind: 'Route',
            name: 'fraud',
            predictor: 'main',
            url: 'http://fraud-ml-mon.apps.localhost:8080',
            admitted: true,
          },
          {
            kind: 'Service',
            name: 'fraud-main',
            predictor: 'main',
            url: 'http://fraud-main.ml-mon.svc.cluster.local:8000',
          },
        ],
        monitors: [
          {
            kind: 'ServiceMonitor',
            name: 'fraud-main',
            port: 'http',
            path: '/prometheus',
            intervalSeconds: 30,
          },
        ],
        managed: false,
        createdAt: expect.any(String),
      },
      namespaceLabels: { 'kubernetes.io/metadata.name': 'ml-mon' },
      conditions: [
        {
          object: 'Deployment fraud-main-0-classifier',
          type: 'Progressing',
          status: 'True',
          reason: 'NewReplicaSetAvailable',
          message: 'ReplicaSet has successfully progressed.',
          since: new Date('2026-01-01T00:01:00Z'),
        },
      ],
      events: [],
      readyEndpoints: { 'fraud-main': 1, 'fraud-main-classifier': 0 },
      services: [
        {
          name: 'fraud-main',
          predictor: 'main',
          selector: { 'seldon-app': 'fraud-main' },
          selects: ['fraud-main-0-classifier-5d8f7-abcde'],
          ports: [
            { name: 'http', port: 8000 },
            { name: 'grpc', port: 5001 },
          ],
        },
        {
          name: 'fraud-main-classifier',
          selector: { 'seldon-app-svc-classifier': 'fraud-main-classifier' },
          selects: ['fraud-main-0-classifier-5d8f7-abcde'],
          ports: [{ name: 'http', port: 9000 }],
        },
      ],
      exposures: [
        {
          kind: 'Route',
          name: 'fraud',
          backends: ['fraud-main'],
          missing: [],
          missingPorts: [],
          changedAt: expect.any(Date),
        },
      ],
      autoscalers: [],
      promise: {},
      changes: expect.any(Array),
      specChangedAt: expect.any(Date),
      splitChangedAt: expect.any(Date),
    });
    // Objects remember whole seconds, so that their order is that of the clock.
    expect(facts.changes!.map(({ kind }) => kind).sort()).toEqual([
      'monitoring',
      'routing',
      'spec',
    ]);
  });

  it('takes owner and labels from the namespace where the model says nothing', async () => {
    const { facts } = await readerOf(
      await start({
        objects: [
          namespace('ml-two', {
            labels: { tier: 'gold' },
            annotations: { 'ml-monitoring/owner': 'group:default/fraud' },
          }),
          fraud({ metadata: { namespace: 'ml-two' } }),
        ],
      }),
    ).facts({ ...ref, namespace: 'ml-two' }, {});
    expect(facts.model.ownership).toEqual({ owner: 'group:default/fraud' });
    expect(facts.namespaceLabels).toMatchObject({ tier: 'gold' });
  });

  it('makes do without the APIs that a cluster has not', async () => {
    const { source } = await readerOf(
      await start({
        objects: [fraud()],
        withoutGroups: [
          'route.openshift.io',
          'gateway.networking.k8s.io',
          'monitoring.coreos.com',
        ],
      }),
    ).facts(ref, {});
    expect(source.status).toBe('ok');
  });

  const mostRights = [
    {
      apiGroups: [
        'machinelearning.seldon.io',
        'discovery.k8s.io',
        'networking.k8s.io',
        'gateway.networking.k8s.io',
        'monitoring.coreos.com',
        'route.openshift.io',
      ],
      resources: ['*'],
      verbs: ['*'],
    },
    { apiGroups: ['apps'], resources: ['deployments'], verbs: ['*'] },
    {
      apiGroups: [''],
      resources: ['pods', 'services', 'events'],
      verbs: ['*'],
    },
  ];

  it('misses nothing of a verdict without the right to autoscalers and ReplicaSets', async () => {
    const { facts, source } = await readerOf(
      await start({
        restricted: true,
        objects: [...fraudRunning(), ...granted(mostRights)],
      }),
    ).facts(ref, {});
    expect(source.status).toBe('ok');
    expect(facts.autoscalers).toBeUndefined();
    expect(facts.changes).not.toContainEqual(
      expect.objectContaining({ kind: 'rollout' }),
    );
  });

  it('takes endpoints and Services that may not be read for not known, never for none', async () => {
    const { facts, source } = await readerOf(
      await start({
        restricted: true,
        objects: [
          ...fraudRunning(),
          ...granted([
            {
              apiGroups: ['machinelearning.seldon.io', 'route.openshift.io'],
              resources: ['*'],
              verbs: ['*'],
            },
            { apiGroups: ['apps'], resources: ['*'], verbs: ['*'] },
          ]),
        ],
      }),
    ).facts(ref, {});
    expect(source.status).toBe('partial');
    expect(facts.readyEndpoints).toEqual({});
    expect(facts.services).toBeUndefined();
    expect(facts.exposures).toMatchObject([
      { name: 'fraud', backends: ['fraud-main'] },
    ]);
    expect(facts.exposures?.[0].missing).toBeUndefined();
  });

  it('sees the monitor of another namespace that selects it', async () => {
    const { facts } = await readerOf(
      await start({
        objects: [
          namespace('seldon-system'),
          ...fraudRunning(),
          stockPodMonitor(),
        ],
      }),
    ).facts(ref, {});
    expect(facts.model.monitors).toContainEqual({
      kind: 'PodMonitor',
      name: 'seldon-podmonitor',
      namespace: 'seldon-system',
      port: 'metrics',
      path: '/prometheus',
    });
  });

  it('tells of an autoscaler, of what it says and of whom it scales', async () => {
    const name = 'fraud-main-0-classifier';
    const { facts } = await readerOf(
      await start({
        objects: [
          ...fraudRunning(),
          {
            apiVersion: 'autoscaling/v2',
            kind: 'HorizontalPodAutoscaler',
            metadata: { name: 'by-hand', namespace: 'ml-mon' },
            spec: {
              scaleTargetRef: {
                apiVersion: 'apps/v1',
                kind: 'Deployment',
                name,
              },
              minReplicas: 2,
              maxReplicas: 4,
            },
            status: {
              currentReplicas: 4,
              desiredReplicas: 4,
              conditions: [
                {
                  type: 'ScalingLimited',
                  status: 'True',
                  reason: 'TooManyReplicas',
                  message: 'the desired replica count is more than the maximum',
                  lastTransitionTime: '2026-01-01T11:00:00Z',
                },
              ],
            },
          },
        ],
      }),
    ).facts(ref, {});
    expect(facts.autoscalers).toEqual([
      {
        name: 'by-hand',
        deployment: name,
        predictor: 'main',
        minReplicas: 2,
        maxReplicas: 4,
        currentReplicas: 4,
        desiredReplicas: 4,
      },
    ]);
    expect(facts.conditions).toContainEqual({
      object: 'HorizontalPodAutoscaler by-hand',
      type: 'ScalingLimited',
      status: 'True',
      reason: 'TooManyReplicas',
      message: 'the desired replica count is more than the maximum',
      since: new Date('2026-01-01T11:00:00Z'),
    });
  });

  it('names what may not be read, and shows the rest', async () => {
    const { facts, source } = await readerOf(
      await start({
        restricted: true,
        objects: [
          ...fraudRunning(),
          ...granted([
            {
              apiGroups: ['machinelearning.seldon.io', 'apps'],
              resources: ['*'],
              verbs: ['*'],
            },
            {
              apiGroups: [''],
              resources: ['pods', 'services', 'events'],
              verbs: ['*'],
            },
            {
              apiGroups: ['discovery.k8s.io', 'networking.k8s.io'],
              resources: ['*'],
              verbs: ['*'],
            },
            {
              apiGroups: ['gateway.networking.k8s.io', 'monitoring.coreos.com'],
              resources: ['*'],
              verbs: ['*'],
            },
          ]),
        ],
      }),
    ).facts(ref, {});
    expect(source).toMatchObject({
      status: 'partial',
      message:
        'routes may not be read in ml-mon: grant get, list and watch on them to the credential of cluster local',
    });
    expect(facts.model.pods).toHaveLength(1);
  });

  it.each([
    ['there is none', { name: 'other' }, 'NotFoundError', /other/],
    [
      'the portal knows no such cluster',
      { cluster: 'elsewhere' },
      'NotFoundError',
      /knows no cluster elsewhere/,
    ],
  ])('is refused when %s', async (_, change, name, message) => {
    const reader = readerOf(await start({ objects: [fraud()] }));
    await expect(reader.facts({ ...ref, ...change }, {})).rejects.toMatchObject(
      {
        name,
        message: expect.stringMatching(message),
      },
    );
  });

  it('says that Seldon is not installed where it is not', async () => {
    const reader = readerOf(
      await start({ withoutGroups: ['machinelearning.seldon.io'] }),
    );
    await expect(reader.facts(ref, {})).rejects.toMatchObject({
      name: 'NotFoundError',
      message: expect.stringContaining('Seldon Core 1.x is not installed'),
    });
  });

  it('ends when its caller goes away', async () => {
    const reader = readerOf(
      await start({
        intercept: () => ({ kind: 'delay', milliseconds: 60_000 }),
      }),
    );
    const controller = new AbortController();
    const reading = reader.facts(ref, { signal: controller.signal });
    controller.abort(new Error('gone'));
    await expect(reading).rejects.toThrow('gone');
  });
});

describe('listing models', () => {
  const named = (listings: Awaited<ReturnType<ClusterModelReader['list']>>) =>
    listings.map(({ cluster, models, source }) => ({
      cluster,
      models: models.map(
        ({ model }) => `${model.ref.namespace}/${model.ref.name}`,
      ),
      status: source.status,
    }));

  it('finds the models of all namespaces, with a number of requests that does not grow with them', async () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, index) =>
        fraud({ metadata: { name: `model-${index}` } }),
      );
    const counts = await Promise.all(
      [2, 40].map(async count => {
        const cluster = await start({ objects: many(count) });
        const [{ models }] = await readerOf(cluster).list({});
        expect(models).toHaveLength(count);
        return cluster.requests.length;
      }),
    );
    expect(counts[0]).toBe(counts[1]);
  });

  it('looks only into the namespaces it is told to', async () => {
    const cluster = await start({
      objects: [
        namespace('other'),
        fraud(),
        fraud({ metadata: { namespace: 'other' } }),
      ],
    });
    const list = async (namespaces: string[], wanted?: string) =>
      named(
        await readerOf(cluster, { local: { namespaces } }).list({
          namespace: wanted,
        }),
      );
    const found = [
      { cluster: 'local', models: ['ml-mon/fraud'], status: 'ok' },
    ];
    expect(await list(['ml-*'])).toEqual(found);
    expect(await list(['ml-mon'])).toEqual(found);
    expect(await list(['ml-mon'], 'ml-mon')).toEqual(found);
    expect(await list(['ml-*'], 'other')).toEqual([
      { cluster: 'local', models: [], status: 'ok' },
    ]);
  });

  it('needs no more than rights in those namespaces', async () => {
    const cluster = await start({
      restricted: true,
      objects: [
        fraud(),
        ...granted([{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }]),
      ],
    });
    expect(
      named(
        await readerOf(cluster, { local: { namespaces: ['ml-mon'] } }).list({}),
      ),
    ).toEqual([{ cluster: 'local', models: ['ml-mon/fraud'], status: 'ok' }]);
  });

  it('is partial when one namespace may not be read', async () => {
    const cluster = await start({
      restricted: true,
      objects: [
        namespace('other'),
        fraud(),
        ...granted([{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }]),
      ],
    });
    expect(
      named(
        await readerOf(cluster, {
          local: { namespaces: ['ml-mon', 'other'] },
        }).list({}),
      ),
    ).toEqual([
      { cluster: 'local', models: ['ml-mon/fraud'], status: 'partial' },
    ]);
  });

  it('keeps a model it cannot understand from hiding the others', async () => {
    const cluster = await start({
      objects: [fraud(), fraud({ metadata: { name: 'odd' } })],
      intercept: () => undefined,
    });
    cluster.cluster.store.list = (() => {
      const list = cluster.cluster.store.list.bind(cluster.cluster.store);
      return (...args: Parameters<typeof list>) =>
        list(...args).map(object =>
          object.metadata.name === 'odd'
            ? { ...object, spec: { predictors: 'none' } }
            : object,
        );
    })();
    const [{ models, source }] = await readerOf(cluster).list({});
    expect(models.map(({ model }) => model.ref.name)).toEqual(['fraud']);
    expect(source).toMatchObject({
      status: 'partial',
      message:
        'SeldonDeployment ml-mon/odd has an unknown shape: spec.predictors: Expected array, received string',
    });
  });

  it.each([
    [
      'forbidden',
      { restricted: true },
      /cannot list resource "seldondeployments"/,
    ],
    [
      'absent',
      { withoutGroups: ['machinelearning.seldon.io'] },
      /not installed/,
    ],
    [
      'failed',
      { intercept: () => ({ kind: 'status', code: 503 }) as const },
      /Cluster local/,
    ],
    [
      'failed',
      { intercept: () => ({ kind: 'cut' }) as const },
      /API server of cluster local could not be reached/,
    ],
  ])(
    'is %s, and no exception, when the cluster is',
    async (status, options, message) => {
      const [listing] = await readerOf(await start(options)).list({});
      expect(listing).toMatchObject({
        models: [],
        source: { status, message: expect.stringMatching(message) },
      });
      expect(listing.source.asOf).toBeUndefined();
    },
  );
});
