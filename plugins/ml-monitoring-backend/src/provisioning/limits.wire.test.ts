import { readFileSync } from 'node:fs';
import path from 'node:path';
import type {
  MlMonitoringApi,
  ProvisionRequest,
} from 'backstage-plugin-ml-monitoring-common';
import type { KubeObject } from 'sandbox';
import { parseAllDocuments } from 'yaml';
import { startPortal, type Portal } from '../__testUtils__/startPortal';
import {
  startTestCluster,
  type TestCluster,
} from '../__testUtils__/startTestCluster';

jest.setTimeout(60_000);

type Deployment = NonNullable<ProvisionRequest['deployment']>;

const refOf = (name: string) => ({
  cluster: 'local',
  namespace: 'ml-mon',
  name,
});
const requestOf = (
  predictor: Partial<Deployment['predictors'][number]> = {},
  more: Partial<ProvisionRequest> = {},
): ProvisionRequest => ({
  ...refOf('fraud'),
  deployment: {
    predictors: [
      {
        name: 'main',
        graph: { name: 'classifier' },
        containers: [{ name: 'classifier', image: 'seldonio/x:1' }],
        ...predictor,
      },
    ],
  },
  ...more,
});

/** The roles that the documentation ships, for the one who signs in. */
function shippedRoles(): KubeObject[] {
  return ['read-only.yaml', 'provisioning.yaml'].flatMap(file =>
    parseAllDocuments(
      readFileSync(path.join(__dirname, '../../../../docs/rbac', file), 'utf8'),
    ).map(document => {
      const object = document.toJS();
      return object.kind === 'RoleBinding'
        ? {
            ...object,
            subjects: [
              {
                apiGroup: 'rbac.authorization.k8s.io',
                kind: 'User',
                name: 'portal',
              },
            ],
          }
        : object;
    }),
  );
}

let cluster: TestCluster;
let portal: Portal;

beforeAll(async () => {
  cluster = await startTestCluster({
    restricted: true,
    objects: shippedRoles(),
  });
  portal = await startPortal({
    clusters: { local: cluster },
    mlMonitoring: {
      prometheus: [{ cluster: 'local', url: 'http://127.0.0.1:9' }],
      clusters: { local: { namespaces: ['ml-mon'] } },
      provisioning: {
        namespaces: ['ml-mon'],
        images: ['seldonio/*'],
        modelUris: ['gs://models/*'],
        exposure: ['none', 'route', 'gateway'],
        route: { hostTemplate: '{name}-{namespace}.apps.localhost' },
        gateway: {
          parentRef: { name: 'gw' },
          hostTemplate: '{name}.gw.localhost',
        },
        resources: { maximum: { replicas: 3 } },
        monitoring: { grafana: { instanceSelector: { team: 'ml' } } },
      },
    },
  });
});

afterAll(async () => {
  await portal?.stop();
  await cluster?.close();
});

const writes = () =>
  cluster.requests.filter(request => !request.startsWith('GET '));

describe('the limits of the platform team', () => {
  const ways: [
    string,
    (api: MlMonitoringApi, request: ProvisionRequest) => Promise<unknown>,
  ][] = [
    ['a plan', (api, request) => api.planModel(request)],
    ['a deployment', (api, request) => api.provisionModel(request)],
    ['a rendering', (api, request) => api.renderModel(request)],
  ];
  const refusals: [string, ProvisionRequest, string][] = [
    [
      'a pod on the network of the node',
      requestOf({
        patch:
          'componentSpecs: [{spec: {hostNetwork: true, containers: [{name: classifier, image: seldonio/x}]}}]',
      }),
      'deployment.predictors.0.patch.componentSpecs.0.spec.hostNetwork: must not be set',
    ],
    [
      'an image by a patch',
      requestOf({
        patch: { explainer: { containerSpec: { image: 'evil/x' } } },
      }),
      'must match seldonio/* of mlMonitoring.provisioning.images (got evil/x)',
    ],
    [
      'the rights of an operator',
      requestOf({ serviceAccountName: 'seldon-manager' }),
      'deployment.predictors.0.serviceAccountName: must match default of mlMonitoring.provisioning.serviceAccounts',
    ],
    [
      'more replicas',
      requestOf({ replicas: 4 }),
      'must be at most mlMonitoring.provisioning.resources.maximum.replicas, which is 3 (got 4)',
    ],
    [
      'a namespace',
      requestOf({}, { namespace: 'kube-system' }),
      'namespace: must match ml-mon of mlMonitoring.provisioning.namespaces (got kube-system)',
    ],
    [
      'an exposure',
      requestOf({}, { exposure: { kind: 'ingress' } }),
      'exposure.kind: must match none or route or gateway of mlMonitoring.provisioning.exposure (got ingress)',
    ],
    [
      'a URI with a key',
      requestOf({
        graph: {
          name: 'classifier',
          implementation: 'SKLEARN_SERVER',
          modelUri: 'https://bucket.example.com/a?X-Amz-Signature=abc',
        },
      }),
      'deployment.predictors.0.graph.modelUri: must not contain credentials',
    ],
  ];

  it.each(
    ways.flatMap(([way, ask]) =>
      refusals.map(([what, request, message]) => ({
        way,
        what,
        ask,
        request,
        message,
      })),
    ),
  )('keep $what out of $way', async ({ ask, request, message }) => {
    const before = writes().length;
    await expect(ask(portal.api, request)).rejects.toMatchObject({
      body: {
        error: {
          name: 'InputError',
          message: expect.stringContaining(message),
        },
      },
    });
    expect(writes().slice(before)).toEqual([]);
    expect(JSON.stringify(portal.audited)).not.toContain('X-Amz-Signature');
  });
});

describe('the roles that are shipped', () => {
  it.each(['route', 'gateway'] as const)(
    'let a model with everything come and go, exposed by a %s',
    async kind => {
      const request = requestOf(
        {},
        {
          ...refOf(`with-${kind}`),
          exposure: { kind },
          monitoring: {
            scrape: 'podMonitor',
            customMetrics: true,
            slo: { availabilityPercent: 99.9 },
            alerts: true,
            dashboard: true,
          },
        },
      );
      const made = await portal.api.provisionModel(request);
      expect(made.objects.map(object => object.result)).toEqual(
        made.objects.map(() => 'created'),
      );
      const again = await portal.api.provisionModel(request);
      expect(again.objects.map(object => object.result)).toEqual(
        made.objects.map(() => 'unchanged'),
      );
      const gone = await portal.api.deleteModel(refOf(`with-${kind}`));
      expect(gone.objects.map(object => object.kind).sort()).toEqual(
        made.objects.map(object => object.kind).sort(),
      );
    },
  );
});
