import type { ProvisionRequest } from 'backstage-plugin-ml-monitoring-common';
import type { KubeObject } from 'sandbox';
import {
  refOf,
  startProvisioning,
  type Provisioning,
} from '../__testUtils__/startProvisioning';

jest.setTimeout(60_000);

const ROUTES = { group: 'route.openshift.io', resource: 'routes' };
const MODELS = {
  group: 'machinelearning.seldon.io',
  resource: 'seldondeployments',
};
const key = { namespace: 'ml-mon', name: 'iris' };

const ofOurs = { 'app.kubernetes.io/managed-by': 'backstage-ml-monitoring' };

const predictor = (name: string, traffic?: number) => ({
  name,
  traffic,
  graph: { name: 'classifier' },
  containers: [{ name: 'classifier', image: 'seldonio/iris:1' }],
});

const request = {
  ...refOf('iris'),
  deployment: { predictors: [predictor('main')] },
  exposure: { kind: 'route' },
  monitoring: { scrape: 'serviceMonitor', customMetrics: true },
} satisfies ProvisionRequest;

const split: ProvisionRequest = {
  ...request,
  deployment: { predictors: [predictor('main', 80), predictor('next', 20)] },
};

const model = (
  metadata: Partial<KubeObject['metadata']> = {},
  image = 'seldonio/theirs:1',
): KubeObject => ({
  apiVersion: 'machinelearning.seldon.io/v1',
  kind: 'SeldonDeployment',
  metadata: { ...key, ...metadata },
  spec: {
    predictors: [
      {
        name: 'main',
        graph: { name: 'classifier' },
        componentSpecs: [
          { spec: { containers: [{ name: 'classifier', image }] } },
        ],
      },
    ],
  },
});

let running: Provisioning | undefined;
const start = async (options: Parameters<typeof startProvisioning>[0] = {}) => {
  running = await startProvisioning(options);
  return running;
};
afterEach(() => running?.close());

const told = (objects: { kind: string; name: string; result: string }[]) =>
  objects.map(({ kind, name, result }) => `${kind} ${name} ${result}`);

const seldonMade = (
  kind: 'Service' | 'Deployment',
  name: string,
  seldonId: string,
): KubeObject => {
  const labels = { 'seldon-deployment-id': seldonId };
  const metadata = { name, namespace: 'ml-mon', labels };
  if (kind === 'Service') {
    return { apiVersion: 'v1', kind, metadata };
  }
  const containers = [{ name: 'classifier', image: 'seldonio/iris:1' }];
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata,
    spec: {
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers } },
    },
  };
};

describe('names that belong to others', () => {
  const named = (
    name: string,
    annotations?: Record<string, string>,
  ): ProvisionRequest => ({
    ...refOf('iris'),
    deployment: { predictors: [{ ...predictor(name), annotations }] },
  });

  it.each([
    ['the Service of a model', seldonMade('Service', 'iris-a-b', 'iris-a')],
    [
      'the Deployment of a model',
      seldonMade('Deployment', 'iris-a-b-0-classifier', 'iris-a'),
    ],
    [
      'a Service of no model',
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'iris-a-b', namespace: 'ml-mon' },
      },
    ],
  ])('are not taken: %s', async (_, object) => {
    const { provisioner, caller, objects } = await start({
      objects: [object],
    });
    const before = objects();
    await expect(
      provisioner.provision(named('a-b'), caller()),
    ).rejects.toMatchObject({
      name: 'InputError',
      message: `deployment.predictors.0.name: ${object.metadata.name} in namespace ml-mon belongs to something else, and Seldon would change it for this predictor. Choose another name (got a-b)`,
    });
    expect(objects()).toEqual(before);
  });

  it('are not taken by an annotation either', async () => {
    const { provisioner, caller } = await start({
      objects: [seldonMade('Service', 'fraud-main', 'fraud')],
    });
    await expect(
      provisioner.plan(
        named('main', { 'seldon.io/svc-name': 'fraud-main' }),
        caller(),
      ),
    ).rejects.toThrow('fraud-main in namespace ml-mon belongs to something');
  });

  it('are told from its own', async () => {
    const { provisioner, caller } = await start({
      objects: [
        seldonMade('Service', 'iris-main', 'iris'),
        seldonMade('Deployment', 'iris-main-0-classifier', 'iris'),
      ],
    });
    const plan = await provisioner.plan(named('main'), caller());
    expect(plan.applicable).toBe(true);
  });
});

describe('a plan', () => {
  it('changes nothing, and tells of a new model by its manifests', async () => {
    const { provisioner, caller, objects } = await start();
    const before = objects();
    const plan = await provisioner.plan(request, caller());
    expect(plan.applicable).toBe(true);
    expect(
      plan.objects.map(({ kind, name, result, changes, changesFrom }) => [
        kind,
        name,
        result,
        changes,
        changesFrom,
      ]),
    ).toEqual(
      [
        ['SeldonDeployment', 'iris'],
        ['Route', 'iris'],
        ['Service', 'iris-main-metrics'],
        ['ServiceMonitor', 'iris-main'],
        ['ServiceMonitor', 'iris-main-metrics'],
      ].map(each => [...each, 'created', [], 'dry-run']),
    );
    expect(objects()).toEqual(before);
  });

  it('tells field by field what changes, and nothing of what the cluster adds', async () => {
    const { provisioner, caller } = await start();
    await provisioner.provision(
      { ...request, deployment: { ...request.deployment, description: 'old' } },
      caller(),
    );
    const [main] = request.deployment.predictors;
    const [container] = main.containers;
    const { objects } = await provisioner.plan(
      {
        ...request,
        deployment: {
          owner: 'group:default/iris',
          predictors: [
            {
              ...main,
              replicas: 2,
              containers: [
                {
                  ...container,
                  env: [{ name: 'LOG_LEVEL', value: 'debug' }],
                },
              ],
            },
          ],
        },
      },
      caller(),
    );
    expect(objects[0]).toMatchObject({
      result: 'updated',
      changesFrom: 'dry-run',
    });
    expect(objects[0].changes).toEqual(
      expect.arrayContaining([
        {
          path: 'metadata.annotations["ml-monitoring/description"]',
          before: 'old',
        },
        {
          path: 'metadata.annotations["ml-monitoring/owner"]',
          after: 'group:default/iris',
        },
        { path: 'spec.predictors[main].replicas', before: 1, after: 2 },
        {
          path: 'spec.predictors[main].componentSpecs[0].spec.containers[classifier].env',
          after: [{ name: 'LOG_LEVEL', value: 'debug' }],
        },
      ]),
    );
    expect(objects[0].changes).toHaveLength(4);
    expect(objects.slice(1).map(({ result }) => result)).toEqual([
      'unchanged',
      'unchanged',
      'unchanged',
      'unchanged',
    ]);
  });

  it('has every refusal beside what would work', async () => {
    const { provisioner, caller, cluster } = await start();
    await provisioner.provision(request, caller());
    const route = cluster.get(ROUTES, key)!;
    cluster.update(
      { ...route, spec: { ...route.spec, host: 'theirs.example.com' } },
      { fieldManager: 'somebody-else' },
    );
    const { objects, applicable } = await provisioner.plan(split, caller());
    expect(applicable).toBe(false);
    expect(told(objects)).toEqual(
      expect.arrayContaining([
        'SeldonDeployment iris updated',
        'Route iris refused',
        'ServiceMonitor iris-next created',
      ]),
    );
    expect(objects.find(({ kind }) => kind === 'Route')?.refusal).toEqual({
      message: expect.stringContaining('somebody-else owns .spec.host'),
      conflicts: [{ manager: 'somebody-else', field: '.spec.host' }],
      resourceVersion: cluster.get(ROUTES, key)?.metadata.resourceVersion,
    });
  });
});

describe('what a request no longer wants', () => {
  it('goes with the predictor that it was for, but what callers rely on stays and is told of', async () => {
    const { provisioner, caller } = await start();
    await provisioner.provision(split, caller());
    const alone = { ...refOf('iris'), deployment: request.deployment };
    const plan = await provisioner.plan(alone, caller());
    expect(told(plan.objects)).toEqual([
      'SeldonDeployment iris updated',
      'ServiceMonitor iris-next deleted',
      'ServiceMonitor iris-next-metrics deleted',
      'Service iris-next-metrics deleted',
    ]);
    expect(plan.warnings).toEqual(
      expect.arrayContaining([
        'Route ml-mon/iris sends requests to a predictor that is no longer there: add "exposure" to the request',
      ]),
    );
    const { objects } = await provisioner.provision(alone, caller());
    expect(told(objects)).toEqual(told(plan.objects));
    expect(
      told((await provisioner.provision(alone, caller())).objects),
    ).toEqual(['SeldonDeployment iris unchanged']);
  });

  it('goes with the part of the request that speaks of it', async () => {
    const { provisioner, caller } = await start();
    await provisioner.provision(request, caller());
    const { objects } = await provisioner.provision(
      {
        ...refOf('iris'),
        exposure: { kind: 'ingress' },
        monitoring: { scrape: 'serviceMonitor' },
      },
      caller(),
    );
    expect(told(objects)).toEqual([
      'Ingress iris created',
      'ServiceMonitor iris-main unchanged',
      'Route iris deleted',
      'ServiceMonitor iris-main-metrics deleted',
      'Service iris-main-metrics deleted',
    ]);
  });

  it('stays where Git keeps it, which is told', async () => {
    const { provisioner, caller, cluster } = await start();
    await provisioner.provision(request, caller());
    const route = cluster.get(ROUTES, key)!;
    route.metadata.annotations = {
      'argocd.argoproj.io/tracking-id': 'models:route:ml-mon/iris',
    };
    cluster.update(route, { fieldManager: 'argocd-controller' });
    const { objects, warnings } = await provisioner.plan(
      { ...refOf('iris'), exposure: { kind: 'none' } },
      caller(),
    );
    expect(objects).toEqual([]);
    expect(warnings).toEqual(
      expect.arrayContaining([
        'Route ml-mon/iris is no longer needed, but Argo CD (application models) keeps it: remove it in Git',
      ]),
    );
  });
});

describe('what is not ours', () => {
  const owners: [string, KubeObject, string, RegExp][] = [
    [
      'kubectl',
      model(),
      'kubectl-client-side-apply',
      /managed by kubectl-client-side-apply.*takeOver/,
    ],
    [
      'Argo CD',
      model({
        annotations: {
          'argocd.argoproj.io/tracking-id': 'models:x:ml-mon/iris',
        },
      }),
      'argocd-controller',
      /Argo CD \(application models\) keeps it as it is in Git.*seldon:model:render/,
    ],
    [
      'Flux',
      model({
        labels: {
          'kustomize.toolkit.fluxcd.io/name': 'models',
          'kustomize.toolkit.fluxcd.io/namespace': 'flux-system',
        },
      }),
      'kustomize-controller',
      /Flux \(Kustomization flux-system\/models\) keeps it as it is in Git/,
    ],
  ];

  it.each(owners)(
    'is left to %s unless it is taken over, by name and version',
    async (_, object, manager, words) => {
      const { provisioner, caller, cluster, proxy } = await start();
      cluster.create(object, { fieldManager: manager });
      const [planned] = (await provisioner.plan(request, caller())).objects;
      expect(planned).toMatchObject({
        result: 'refused',
        refusal: {
          message: expect.stringMatching(words),
          resourceVersion: expect.any(String),
        },
      });
      expect(planned.refusal?.conflicts).toContainEqual({
        manager,
        field: '.spec.predictors',
      });
      await expect(
        provisioner.provision(request, caller()),
      ).rejects.toMatchObject({ name: 'ConflictError' });

      const takeOver = [
        {
          kind: 'SeldonDeployment',
          name: 'iris',
          resourceVersion: planned.refusal!.resourceVersion!,
        },
      ];
      const looked = { ...request, takeOver };
      cluster.update(
        {
          ...cluster.get(MODELS, key)!,
          spec: model({}, 'seldonio/newer:1').spec,
        },
        { fieldManager: manager },
      );
      await expect(provisioner.provision(looked, caller())).rejects.toThrow(
        /has changed since takeOver was decided/,
      );
      takeOver[0].resourceVersion = cluster.get(
        MODELS,
        key,
      )!.metadata.resourceVersion!;
      const plan = await provisioner.plan(looked, caller());
      expect(plan.applicable).toBe(true);
      expect(plan.objects[0]).toMatchObject({
        result: 'updated',
        changes: expect.arrayContaining([
          expect.objectContaining({
            path: 'spec.predictors[main].componentSpecs[0].spec.containers[classifier].image',
            before: 'seldonio/newer:1',
            after: 'seldonio/iris:1',
          }),
        ]),
      });
      await provisioner.provision(looked, caller());
      // A run that is repeated, as after a crash, goes on though the version is another by now.
      expect(
        told((await provisioner.provision(looked, caller())).objects)[0],
      ).toBe('SeldonDeployment iris unchanged');
      const forced = proxy.requests.filter(
        ({ query }) => query.get('force') === 'true',
      );
      expect(new Set(forced.map(({ path }) => path)).size).toBe(1);
    },
  );

  it('is taken over once though the answer got lost', async () => {
    let struck = false;
    const { provisioner, caller, cluster } = await start({
      fault: ({ method, query }) => {
        if (
          method === 'PATCH' &&
          query.has('force') &&
          !query.has('dryRun') &&
          !struck
        ) {
          struck = true;
          return { kind: 'answer-after', status: 500 };
        }
        return undefined;
      },
    });
    cluster.create(model(), { fieldManager: 'kubectl' });
    const { resourceVersion = '' } = cluster.get(MODELS, key)!.metadata;
    const { objects } = await provisioner.provision(
      {
        ...request,
        takeOver: [{ kind: 'SeldonDeployment', name: 'iris', resourceVersion }],
      },
      caller(),
    );
    expect(told(objects)[0]).toBe('SeldonDeployment iris updated');
    expect(struck).toBe(true);
    expect(cluster.get(MODELS, key)!.metadata.generation).toBe(2);
  });

  it.each<[string, Pick<KubeObject['metadata'], 'labels' | 'annotations'>]>([
    ['of ours', { labels: { ...ofOurs, 'ml-monitoring/model-id': 'other' } }],
    [
      'that Argo CD applies',
      {
        labels: { ...ofOurs, 'ml-monitoring/model-id': 'other' },
        annotations: { 'argocd.argoproj.io/tracking-id': 'other:a/B:c/d' },
      },
    ],
    [
      'that Seldon made it for',
      {
        labels: {
          'app.kubernetes.io/managed-by': 'seldon-core',
          'seldon-deployment-id': 'other',
        },
      },
    ],
  ])(
    'stays out of reach where it belongs to another model %s',
    async (_, theirs) => {
      const { provisioner, caller, cluster } = await start();
      await provisioner.provision(request, caller());
      const route = cluster.get(ROUTES, key)!;
      route.metadata.labels = theirs.labels;
      route.metadata.annotations = theirs.annotations;
      const { resourceVersion = '' } = cluster.update(route).metadata;
      const { objects } = await provisioner.plan(
        {
          ...request,
          takeOver: [{ kind: 'Route', name: 'iris', resourceVersion }],
        },
        caller(),
      );
      expect(objects.find(({ kind }) => kind === 'Route')?.refusal).toEqual({
        message: expect.stringContaining('belongs to another model'),
        conflicts: expect.arrayContaining([expect.anything()]),
      });
    },
  );
});

describe('a model that was made anew with kubectl', () => {
  it('has lost what stood around it, which is told and made again', async () => {
    const { provisioner, caller, cluster } = await start();
    await provisioner.provision(request, caller());
    const { metadata, spec } = cluster.get(MODELS, key)!;
    cluster.delete(MODELS, key);
    cluster.create(
      {
        ...model(),
        metadata: { ...key, labels: metadata.labels },
        spec,
      },
      { fieldManager: 'kubectl' },
    );
    expect(cluster.get(ROUTES, key)).toBeUndefined();
    const plan = await provisioner.plan(request, caller());
    expect(told(plan.objects)).toEqual(
      expect.arrayContaining(['Route iris created']),
    );
    expect(plan.warnings).toEqual(
      expect.arrayContaining([
        expect.stringMatching(
          /has been made anew from outside the portal.*Missing, and made again by this: Route iris/,
        ),
      ]),
    );
    await provisioner.provision(request, caller());
    expect(cluster.get(ROUTES, key)).toBeDefined();
  });
});
