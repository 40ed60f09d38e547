import type { ProvisionRequest } from 'backstage-plugin-ml-monitoring-common';
import type { KubeObject } from 'sandbox';
import type { WireFault } from '../__testUtils__/startFaultProxy';
import {
  refOf,
  startProvisioning,
  type Provisioning,
} from '../__testUtils__/startProvisioning';

jest.setTimeout(60_000);

const ref = refOf('iris');
const key = { namespace: 'ml-mon', name: 'iris' };
const MODELS = {
  group: 'machinelearning.seldon.io',
  resource: 'seldondeployments',
};

const request: ProvisionRequest = {
  ...ref,
  deployment: {
    slo: { availabilityPercent: 99.9 },
    predictors: [
      {
        name: 'main',
        graph: { name: 'classifier' },
        containers: [{ name: 'classifier', image: 'seldonio/iris:1' }],
      },
    ],
  },
  exposure: { kind: 'route' },
  monitoring: {
    scrape: 'podMonitor',
    customMetrics: true,
    alerts: true,
    dashboard: true,
    dataSource: true,
  },
};

const theirs: KubeObject = {
  apiVersion: 'machinelearning.seldon.io/v1',
  kind: 'SeldonDeployment',
  metadata: key,
  spec: {
    predictors: [
      {
        name: 'main',
        graph: { name: 'classifier' },
        componentSpecs: [
          { spec: { containers: [{ name: 'classifier', image: 'x/y:1' }] } },
        ],
      },
    ],
  },
};

/** Grants that the credential has been refused. */
const forbidden = (verb: string, resource: string): WireFault => ({
  kind: 'answer',
  status: 403,
  message: `${resource} is forbidden: User "portal" cannot ${verb} resource "${resource}"`,
});

let running: Provisioning | undefined;
const start = async (options: Parameters<typeof startProvisioning>[0] = {}) => {
  running = await startProvisioning(options);
  return running;
};
afterEach(() => running?.close());

const told = (objects: { kind: string; name: string; result: string }[]) =>
  objects.map(({ kind, name, result }) => `${kind} ${name} ${result}`);

describe('deleting a model', () => {
  it('takes every kind that may have been made for it, and nothing else', async () => {
    const { provisioner, remover, caller, cluster, objects } = await start();
    cluster.create({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'bystander', namespace: 'ml-mon' },
      spec: { ports: [{ name: 'http', port: 80 }] },
    });
    const before = objects();
    const { objects: made } = await provisioner.provision(request, caller());
    const { objects: gone } = await remover.remove(ref, caller());
    expect(new Set(told(gone))).toEqual(
      new Set(told(made.map(each => ({ ...each, result: 'deleted' })))),
    );
    expect(new Set(made.map(({ kind }) => kind))).toEqual(
      new Set([
        'SeldonDeployment',
        'Route',
        'PodMonitor',
        'PrometheusRule',
        'GrafanaDashboard',
        'GrafanaDatasource',
      ]),
    );
    expect(objects()).toEqual(before);
  });

  it('cleans up after a run that failed half-way', async () => {
    const { provisioner, remover, caller, objects } = await start({
      fault: ({ method, path, query }) =>
        method === 'PATCH' &&
        !query.has('dryRun') &&
        path.includes('prometheusrules')
          ? { kind: 'answer', status: 403, message: 'exceeded quota: rules' }
          : undefined,
    });
    const before = objects();
    await expect(provisioner.provision(request, caller())).rejects.toThrow();
    expect(objects()).not.toEqual(before);
    await remover.remove(ref, caller());
    expect(objects()).toEqual(before);
  });

  it('finds what is left where there never was a SeldonDeployment', async () => {
    const { remover, caller, cluster, objects } = await start();
    const before = objects();
    cluster.create({
      apiVersion: 'route.openshift.io/v1',
      kind: 'Route',
      metadata: {
        ...key,
        labels: {
          'app.kubernetes.io/managed-by': 'backstage-ml-monitoring',
          'ml-monitoring/model-id': 'iris',
        },
      },
      spec: { to: { kind: 'Service', name: 'iris-main' } },
    });
    await expect(remover.remove(ref, caller())).resolves.toEqual({
      ref,
      objects: [expect.objectContaining({ kind: 'Route', result: 'deleted' })],
      warnings: [],
    });
    expect(objects()).toEqual(before);
  });

  it('leaves a model that others made, and takes what was put around it', async () => {
    const { provisioner, remover, caller, cluster, objects } = await start();
    cluster.create(theirs, { fieldManager: 'kubectl' });
    const before = objects();
    await provisioner.provision(
      { ...ref, exposure: { kind: 'route' } },
      caller(),
    );
    const removed = await remover.remove(ref, caller());
    expect(told(removed.objects)).toEqual(['Route iris deleted']);
    expect(removed.warnings).toEqual([
      expect.stringContaining('was not made here, so it is left as it is'),
    ]);
    expect(objects()).toEqual(before);
  });

  it('leaves what Git keeps, and says where to remove it', async () => {
    const { remover, caller, cluster } = await start();
    cluster.create(
      {
        ...theirs,
        metadata: {
          ...key,
          labels: {
            'app.kubernetes.io/managed-by': 'backstage-ml-monitoring',
            'ml-monitoring/model-id': 'iris',
            'argocd.argoproj.io/instance': 'models',
          },
        },
      },
      { fieldManager: 'argocd-controller' },
    );
    await expect(remover.remove(ref, caller())).resolves.toMatchObject({
      objects: [],
      warnings: [
        expect.stringContaining(
          'Argo CD (application models) keeps it. Remove it in Git',
        ),
      ],
    });
    expect(cluster.get(MODELS, key)).toBeDefined();
  });

  it('names what may not be looked at', async () => {
    const { provisioner, remover, caller } = await start({
      fault: ({ method, path }) =>
        method === 'GET' && path.endsWith('/podmonitors')
          ? forbidden('list', 'podmonitors')
          : undefined,
    });
    await provisioner.provision(
      { ...ref, deployment: request.deployment },
      caller(),
    );
    const { warnings } = await remover.remove(ref, caller());
    expect(warnings).toEqual([
      expect.stringMatching(/PodMonitor.*could not be found out.*cannot list/),
    ]);
  });

  it('names what may not be deleted and does not go with the model', async () => {
    const { provisioner, remover, caller, cluster } = await start({
      fault: ({ method, path }) =>
        method === 'DELETE' && path.includes('/routes/')
          ? forbidden('delete', 'routes')
          : undefined,
    });
    await provisioner.provision(
      {
        ...ref,
        deployment: request.deployment,
        exposure: { kind: 'route' },
      },
      caller(),
    );
    // It goes with the SeldonDeployment that it belongs to.
    await expect(remover.remove(ref, caller())).resolves.toMatchObject({
      objects: [{ kind: 'SeldonDeployment' }],
    });
    cluster.create(theirs, { fieldManager: 'kubectl' });
    await provisioner.provision(
      { ...ref, exposure: { kind: 'route' } },
      caller(),
    );
    await expect(remover.remove(ref, caller())).rejects.toMatchObject({
      name: 'NotAllowedError',
      message: expect.stringContaining(
        'Route ml-mon/iris may not be deleted: ',
      ),
    });
  });

  it('survives answers that get lost', async () => {
    const struck = new Set<string>();
    const { provisioner, remover, caller, objects } = await start({
      fault: ({ method, path }) => {
        if (method !== 'DELETE' || struck.has(path)) {
          return undefined;
        }
        struck.add(path);
        return { kind: 'cut' };
      },
    });
    const before = objects();
    await provisioner.provision(request, caller());
    await remover.remove(ref, caller());
    expect(struck.size).toBeGreaterThan(1);
    expect(objects()).toEqual(before);
  });
});
