import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type {
  ProvisionRequest,
  RenderRequest,
} from 'backstage-plugin-ml-monitoring-common';
import { createMlModelConditionalDecision, mlModelConditions } from '..';
import { modelProvisionPermission } from 'backstage-plugin-ml-monitoring-common';
import { startPortal, type Portal } from '../__testUtils__/startPortal';
import {
  startTestCluster,
  type TestCluster,
} from '../__testUtils__/startTestCluster';

jest.setTimeout(60_000);

const request = {
  cluster: 'local',
  namespace: 'ml-mon',
  name: 'fraud',
  deployment: {
    owner: 'group:default/risk',
    system: 'system:default/payments',
    description: 'Scores card payments',
    slo: { availabilityPercent: 99.9, latencyP95: '250ms' },
    runbook: 'https://runbooks.example.com/fraud',
    predictors: [
      {
        name: 'main',
        replicas: 2,
        graph: { name: 'classifier' },
        containers: [{ name: 'classifier', image: 'seldonio/fraud:1' }],
      },
    ],
  },
  exposure: { kind: 'route' },
  monitoring: { customMetrics: true, alerts: true },
} satisfies ProvisionRequest;

let cluster: TestCluster;
let portal: Portal;
let permitted: Parameters<typeof startPortal>[0]['policy'];

beforeAll(async () => {
  cluster = await startTestCluster();
  portal = await startPortal({
    clusters: { local: cluster },
    mlMonitoring: {
      prometheus: [{ cluster: 'local', url: 'http://127.0.0.1:9' }],
      catalog: { lifecycle: 'experimental', schedule: { frequency: 'PT1M' } },
      provisioning: {
        namespaces: ['ml-*'],
        images: ['seldonio/*'],
        exposure: ['none', 'route'],
        route: { hostTemplate: '{name}-{namespace}.apps.localhost' },
        monitoring: { grafana: { instanceSelector: { team: 'ml' } } },
      },
    },
    policy: permission =>
      permitted?.(permission) ?? { result: AuthorizeResult.ALLOW },
  });
});

afterAll(async () => {
  await portal?.stop();
  await cluster?.close();
});

beforeEach(() => {
  permitted = undefined;
});

const render = (changes: Partial<RenderRequest> = {}) =>
  portal.api.renderModel({ ...request, ...changes });
const refusal = (message: string, name = 'InputError') => ({
  body: { error: { name, message: expect.stringContaining(message) } },
});

describe('a rendering', () => {
  it('equals what applying the same request would send', async () => {
    const { objects } = await portal.api.planModel(request);
    const { manifests } = await render();
    expect(manifests.map(({ kind }) => kind)).toContain('PrometheusRule');
    expect(manifests).toEqual(objects.map(({ manifest }) => manifest));
  });

  it('asks no cluster, and takes one that is not there yet', async () => {
    const before = cluster.requests.length;
    const { ref, entity } = await render({ cluster: 'next-year' });
    expect(ref.cluster).toBe('next-year');
    expect(entity).toMatchObject({
      metadata: {
        annotations: { 'ml-monitoring/model': 'next-year:ml-mon/fraud' },
      },
    });
    expect(cluster.requests.slice(before)).toEqual([]);
  });

  it('has the catalog entity of the model', async () => {
    const { entity } = await render();
    expect(entity).toEqual({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: {
        name: 'local.ml-mon.fraud',
        title: 'fraud',
        description: 'Scores card payments',
        annotations: {
          'ml-monitoring/model': 'local:ml-mon/fraud',
          'backstage.io/kubernetes-cluster': 'local',
          'backstage.io/kubernetes-namespace': 'ml-mon',
          'backstage.io/kubernetes-label-selector':
            'seldon-deployment-id=fraud',
          'ml-monitoring/slo-availability': '99.9',
          'ml-monitoring/slo-latency-p95': '250ms',
          'ml-monitoring/runbook': 'https://runbooks.example.com/fraud',
        },
      },
      spec: {
        type: 'model-server',
        lifecycle: 'experimental',
        owner: 'group:default/risk',
        system: 'system:default/payments',
      },
    });
  });

  it.each<[Partial<RenderRequest>, string]>([
    [
      { exposure: { kind: 'auto' } },
      'exposure.kind: must be one of none, route',
    ],
    [{ exposure: { kind: 'ingress' } }, 'exposure.kind'],
    [{ namespace: 'kube-system' }, 'namespace: must match ml-*'],
    [
      { monitoring: { dashboard: true } },
      'grafanaOperator: must be v4 or v5 where a dashboard',
    ],
    [{ deployment: undefined }, 'deployment: is required'],
    [
      {
        monitoring: undefined,
        deployment: {
          predictors: [
            {
              name: 'main',
              graph: { name: 'x' },
              containers: [{ name: 'x', image: 'evil.example.com/x:1' }],
            },
          ],
        },
      },
      'evil.example.com/x:1',
    ],
  ])('is refused for %j', async (changes, message) => {
    await expect(render(changes)).rejects.toMatchObject(refusal(message));
  });

  it('has a dashboard of the Grafana operator that is named', async () => {
    const { manifests } = await render({
      monitoring: { dashboard: true },
      grafanaOperator: 'v5',
    });
    expect(
      manifests.filter(({ kind }) => kind === 'GrafanaDashboard'),
    ).toMatchObject([{ apiVersion: 'grafana.integreatly.org/v1beta1' }]);
  });

  it('needs the right to provision the model that is asked for', async () => {
    permitted = name =>
      name === modelProvisionPermission.name
        ? createMlModelConditionalDecision(
            modelProvisionPermission,
            mlModelConditions.isOwnedBy({ owners: ['group:default/other'] }),
          )
        : { result: AuthorizeResult.ALLOW };
    await expect(render()).rejects.toMatchObject(
      refusal('group:default/risk', 'NotAllowedError'),
    );
    expect(portal.audited.at(-1)).toMatchObject({
      eventId: 'model-render',
      outcome: 'fail',
    });
  });
});
