import { execFile, execFileSync } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import {
  createMockDirectory,
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import mlMonitoringPlugin from 'backstage-plugin-ml-monitoring-backend';
import { FAULT_ANNOTATION, startSandbox, type Sandbox } from 'sandbox';
import { runActionAt, type RunOptions } from './__testUtils__/runAction';
import { systemClock } from './clock';

jest.setTimeout(180_000);

const SELDON_DEPLOYMENTS = {
  group: 'machinelearning.seldon.io',
  resource: 'seldondeployments',
};

let sandbox: Sandbox;
let backend: TestBackend;

beforeAll(async () => {
  sandbox = await startSandbox({ load: false });
  backend = await startTestBackend({
    features: [
      mlMonitoringPlugin,
      import('@backstage/plugin-kubernetes-backend'),
      catalogServiceMock.factory({ entities: [] }),
      mockServices.rootConfig.factory({
        data: {
          kubernetes: {
            serviceLocatorMethod: { type: 'multiTenant' },
            clusterLocatorMethods: [
              {
                type: 'config',
                clusters: [
                  {
                    name: 'local',
                    url: sandbox.apiServer,
                    caData: sandbox.caData,
                    authProvider: 'serviceAccount',
                    serviceAccountToken: sandbox.token,
                  },
                ],
              },
            ],
          },
          mlMonitoring: {
            prometheus: [{ cluster: 'local', url: sandbox.prometheus }],
            provisioning: {
              namespaces: ['ml-*'],
              images: ['seldonio/*'],
              modelUris: ['gs://seldon-models/*'],
              exposure: ['none', 'route'],
              route: {
                hostTemplate: `{name}-{namespace}.${sandbox.appsDomain}`,
                tls: 'none',
                port: Number(new URL(sandbox.router).port),
              },
              predictions: { enabled: true },
            },
          },
        },
      }),
    ],
  });
});

afterAll(async () => {
  await backend?.stop();
  await sandbox?.close();
});

const run = (
  action: string,
  input: Parameters<typeof runActionAt>[2],
  options: RunOptions = {},
) =>
  runActionAt(
    {
      baseUrl: `http://localhost:${backend.server.port()}/api/ml-monitoring`,
    },
    `seldon:model:${action}`,
    input,
    { clock: systemClock, ...options },
  );

function namespace(name: string) {
  sandbox.cluster.create({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name },
  });
  return name;
}

const ofImage = {
  predictors: [
    {
      name: 'main',
      graph: { name: 'classifier' },
      containers: [
        { name: 'classifier', image: 'seldonio/mock_classifier_rest:1.3' },
      ],
    },
  ],
};
const ofServer = {
  predictors: [
    {
      name: 'main',
      graph: {
        name: 'classifier',
        implementation: 'SKLEARN_SERVER',
        modelUri: 'gs://seldon-models/sklearn/iris',
      },
    },
  ],
};

const faults: {
  fault: string;
  deployment?: typeof ofImage | typeof ofServer;
  reason: string[];
}[] = [
  {
    fault: 'image-not-found',
    reason: [
      'registry.example.com/ml/removed:1',
      'cannot be pulled',
      'Correct the image name',
    ],
  },
  {
    fault: 'crash-loop',
    reason: ['exit code 1', 'Its last words: '],
  },
  {
    fault: 'model-not-found',
    deployment: ofServer,
    reason: [
      'no trained model',
      'nothing under the model URI',
      'gs://removed/model',
    ],
  },
  {
    fault: 'quota',
    reason: ['The quota of the namespace', 'exceeded quota: no-more-pods'],
  },
  {
    fault: 'limit-range',
    reason: ['The LimitRange of the namespace', 'maximum memory usage'],
  },
  {
    fault: 'pod-security',
    reason: ['violates PodSecurity "restricted:latest"', 'securityContext'],
  },
  {
    fault: 'scc',
    reason: ['unable to validate against any security context constraint'],
  },
  {
    fault: 'route-host-claimed',
    reason: ['HostAlreadyClaimed', 'choose another host'],
  },
];

/** Has a fault befall a model that was just deployed, and waits for it. */
async function waitWith({
  fault,
  deployment = ofImage,
}: (typeof faults)[number]) {
  const ref = {
    cluster: 'local',
    namespace: namespace(`ml-${fault}`),
    name: 'fraud',
  };
  const deployed = await run('deploy', { ...ref, ...deployment });
  expect(deployed.error).toBeUndefined();
  const exposed = await run('expose', { ...ref, kind: 'route' });
  const model = sandbox.cluster.get(SELDON_DEPLOYMENTS, ref)!;
  sandbox.cluster.update({
    ...model,
    metadata: {
      ...model.metadata,
      annotations: { ...model.metadata.annotations, [FAULT_ANNOTATION]: fault },
    },
  });
  const waited = await run('wait', { ...ref, timeout: '2m' });
  const deleted = await run('delete', ref);
  return { exposed, waited, deleted };
}

describe('seldon:model:wait on a cluster', () => {
  let ends: Map<string, ReturnType<typeof waitWith>>;

  beforeAll(() => {
    // Side by side: each is waiting most of the time.
    ends = new Map(faults.map(each => [each.fault, waitWith(each)]));
  });

  afterAll(() => Promise.allSettled(ends.values()));

  it.each(faults)(
    'fails early, with the reason of the cluster and advice: $fault',
    async ({ fault, reason }) => {
      const { exposed, waited, deleted } = await ends.get(fault)!;
      expect([exposed, deleted].map(({ error }) => error)).toEqual([
        undefined,
        undefined,
      ]);
      for (const words of reason) {
        expect(waited.error?.message).toContain(words);
      }
      expect(waited.error?.message).not.toContain('not ready after');
      expect(waited.log.join('\n')).toContain('Waiting: ');
    },
  );
});

describe('seldon:model:predict on a cluster', () => {
  it('tries a model that is exposed, and puts load on it', async () => {
    const ref = {
      cluster: 'local',
      namespace: namespace('ml-predict'),
      name: 'fraud',
    };
    await run('deploy', { ...ref, ...ofImage });
    await run('expose', { ...ref, kind: 'route' });
    const waited = await run('wait', { ...ref, timeout: '2m' });
    expect(waited.error).toBeUndefined();
    const { error, outputs } = await run('predict', {
      ...ref,
      payload: { data: { ndarray: [[1, 2, 3]] } },
      load: { requests: 50, concurrency: 5 },
    });
    expect(error).toBeUndefined();
    expect(outputs).toMatchObject({
      status: 200,
      through: 'url',
      load: { requests: 50, failures: 0, failuresByStatus: {} },
    });
  });
});

function hasKubectl(): boolean {
  try {
    execFileSync('kubectl', ['version', '--client'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

(hasKubectl() ? describe : describe.skip)(
  'seldon:model:render on a cluster',
  () => {
    const workspace = createMockDirectory();

    it('writes what kubectl applies and Seldon runs', async () => {
      const ref = {
        cluster: 'local',
        namespace: namespace('ml-render'),
        name: 'fraud',
      };
      const rendered = await run(
        'render',
        {
          ...ref,
          deployment: { ...ofImage, slo: { availabilityPercent: 99.9 } },
          exposure: { kind: 'route' },
          monitoring: { alerts: true },
          environments: [
            { name: 'small' },
            { name: 'large', namespace: 'ml-large', replicas: 2 },
          ],
        },
        { workspacePath: workspace.path },
      );
      expect(rendered.error).toBeUndefined();
      namespace('ml-large');
      for (const overlay of ['small', 'large']) {
        const applied = await promisify(execFile)('kubectl', [
          '--kubeconfig',
          sandbox.kubeconfig,
          'apply',
          '-k',
          path.join(workspace.path, 'overlays', overlay),
        ]);
        expect(applied.stdout).toContain('fraud created');
      }
      const { error } = await run('wait', {
        ...ref,
        namespace: 'ml-large',
        timeout: '2m',
      });
      expect(error).toBeUndefined();
      expect(
        sandbox.cluster.list(
          { group: '', resource: 'pods' },
          {
            namespace: 'ml-large',
            labels: { 'seldon-deployment-id': 'fraud' },
          },
        ),
      ).toHaveLength(2);
    });
  },
);
