import { request as httpRequest } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import {
  defaultHealthThresholds,
  modelManifests,
  rolloutRequestSchema,
  type Manifest,
  type RolloutRequest,
  type RolloutResult,
} from 'backstage-plugin-ml-monitoring-common';
import type { Request } from 'express';
import { kubeconfig, startSandbox, type Sandbox } from 'sandbox';
import {
  ClusterModelReader,
  Clusters,
  KubeClient,
  KubeconfigConnections,
} from '../cluster';
import type { ProvisioningConfig } from '../config';
import type { ModelAccess } from '../permissions';
import { sideBySide } from '../__testUtils__/sideBySide';
import { Audit } from './Audit';
import { ChangePreparer } from './ChangePreparer';
import { ManifestApplier } from './ManifestApplier';
import { ModelRollouts } from './ModelRollouts';

/* eslint-disable jest/no-standalone-expect -- what runs side by side is reported by a test of its own */

jest.setTimeout(480_000);

const NAMESPACE = 'ml-mon';
const IMAGE = 'seldonio/mock_classifier_rest:1.3';
const NEXT_IMAGE = 'seldonio/mock_classifier:1.3';
const caller = {
  credentials: mockCredentials.user(),
  request: {} as Request,
};

const config = {
  namespaces: ['ml-*'],
  images: ['seldonio/*'],
  modelUris: [],
  serviceAccounts: [],
  exposure: ['none', 'route', 'ingress'],
  route: { labels: {}, tls: 'none' },
  ingress: {
    class: 'openshift-default',
    hostTemplate: '{name}-{namespace}.apps.localhost',
  },
  monitoring: {
    scrapeInterval: '5s',
    labels: {},
    alertLabels: {},
    grafana: { labels: {} },
  },
  maximum: {},
  predictions: { enabled: false, maximumBytes: 1, timeoutSeconds: 1 },
} as unknown as ProvisioningConfig;

let sandbox: Sandbox;
let client: KubeClient;
let connections: KubeconfigConnections;

beforeAll(async () => {
  sandbox = await startSandbox({ load: false });
  connections = new KubeconfigConnections({
    local: kubeconfig({
      url: sandbox.apiServer,
      caData: sandbox.caData,
      users: [{ name: 'admin', token: sandbox.token }],
    }),
  });
  client = new KubeClient('local', await connections.kubeConfig('local'));
});

afterAll(() => sandbox?.close());

const refOf = (name: string) => ({
  cluster: 'local',
  namespace: NAMESPACE,
  name,
});

const access = {
  decide: async () => ({ unconditional: true, allows: () => true }),
  requireAllowed: async () => {},
} as unknown as ModelAccess;

/** As another replica of the portal would be, or this one after a crash. */
function replica(): ModelRollouts {
  const clusters = new Clusters(connections);
  return new ModelRollouts({
    clusters,
    reader: new ClusterModelReader({
      clusters,
      scopes: {},
      now: () => new Date(),
    }),
    config,
    access,
    audit: new Audit(mockServices.auditor.mock()),
    thresholds: defaultHealthThresholds,
    now: () => new Date(),
    onChange: () => {},
    drainSeconds: 2,
  });
}

async function deploy(
  name: string,
  exposure: 'none' | 'route' | 'ingress' = 'route',
): Promise<void> {
  const { manifests } = modelManifests({
    request: {
      ...refOf(name),
      deployment: {
        predictors: [
          {
            name: 'main',
            replicas: 2,
            graph: { name: 'classifier' },
            containers: [{ name: 'classifier', image: IMAGE }],
          },
        ],
      },
      exposure: { kind: exposure },
      monitoring: { customMetrics: true, scrape: 'serviceMonitor' },
    },
    apis: {
      route: true,
      ingress: true,
      gateway: false,
      serviceMonitor: true,
      podMonitor: false,
      prometheusRule: false,
      grafanaV4: false,
      grafanaV5: false,
    },
    settings: config,
  });
  const applier = new ManifestApplier(client);
  for (const manifest of manifests) {
    const trial = await applier.tryOut(manifest as Manifest);
    expect(trial.refusal).toBeUndefined();
    await applier.apply(trial);
  }
  await until(() => model(name).status?.state === 'Available');
  if (exposure !== 'none') {
    while ((await predict(name)) !== '200') {
      await delay(100);
    }
  }
}

const model = (name: string) =>
  object('machinelearning.seldon.io', 'seldondeployments', name);
const route = (name: string) => object('route.openshift.io', 'routes', name);

function object(group: string, resource: string, name: string): any {
  return sandbox.cluster.get(
    { group, resource },
    { namespace: NAMESPACE, name },
  );
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) {
    await delay(100);
  }
}

/** Asks a new replica each time, as a template whose backend keeps dying would. */
async function settled(
  step: (rollouts: ModelRollouts) => Promise<RolloutResult>,
): Promise<RolloutResult> {
  for (;;) {
    const result = await step(replica());
    if (result.settled) {
      return result;
    }
    await delay(200);
  }
}

const wanted = (request: Partial<RolloutRequest> = {}) =>
  rolloutRequestSchema.parse({ image: NEXT_IMAGE, ...request });

const start = (name: string, request?: Partial<RolloutRequest>) =>
  settled(rollouts => rollouts.start(refOf(name), wanted(request), caller));

/** One prediction through the router: its status, or what went wrong. */
function predict(name: string): Promise<string> {
  const { hostname, port } = new URL(sandbox.router);
  return new Promise(resolve => {
    const call = httpRequest(
      {
        hostname,
        port,
        method: 'POST',
        path: '/api/v1.0/predictions',
        headers: {
          Host: `${name}-${NAMESPACE}.apps.localhost`,
          'Content-Type': 'application/json',
        },
      },
      response => {
        const status = String(response.statusCode);
        response.resume().once('close', () => resolve(status));
      },
    );
    call.once('error', error => resolve(error.message));
    call.end(JSON.stringify({ data: { ndarray: [[1, 2, 3]] } }));
  });
}

/** Predictions one after the other in four lanes, until stopped; counted by what came of them. */
function callers(name: string) {
  const answered: Record<string, number> = {};
  let stopped = false;
  const lanes = Array.from({ length: 4 }, async () => {
    while (!stopped) {
      const outcome = await predict(name);
      answered[outcome] = (answered[outcome] ?? 0) + 1;
      await delay(10);
    }
  });
  return {
    async stop() {
      stopped = true;
      await Promise.all(lanes);
      return answered;
    },
  };
}

const measuring = (name: string) =>
  [
    ...sandbox.cluster.list(
      { group: 'monitoring.coreos.com', resource: 'servicemonitors' },
      { namespace: NAMESPACE },
    ),
    ...sandbox.cluster.list(
      { group: '', resource: 'services' },
      { namespace: NAMESPACE },
    ),
  ]
    .filter(
      ({ metadata }) => metadata.labels?.['ml-monitoring/model-id'] === name,
    )
    .map(({ kind, metadata }) => `${kind} ${metadata.name}`)
    .sort();

const predictors = (name: string): string[] =>
  model(name).spec.predictors.map((each: { name: string }) => each.name);

const backends = (name: string) => {
  const { to, alternateBackends = [] } = route(name).spec;
  return [to, ...alternateBackends].map(
    (each: { name: string; weight: number }) => [each.name, each.weight],
  );
};

describe('a new version of a model that is being called', () => {
  sideBySide({
    'gets its share when it is ready, then everything, and no request fails':
      async () => {
        const name = 'canary';
        await deploy(name);
        const calls = callers(name);
        const first = await replica().start(
          refOf(name),
          wanted({ trafficPercent: 20 }),
          caller,
        );
        expect(first).toMatchObject({
          phase: 'starting',
          settled: false,
          stable: 'main',
          candidate: 'v2',
          objects: [{ kind: 'SeldonDeployment', result: 'updated' }],
        });
        expect(backends(name)).toEqual([['canary-main', 100]]);

        expect(await start(name, { trafficPercent: 20 })).toMatchObject({
          phase: 'serving',
          stable: 'main',
          candidate: 'v2',
          trafficPercent: 20,
        });
        expect(backends(name)).toEqual([
          ['canary-main', 80],
          ['canary-v2', 20],
        ]);
        expect(measuring(name)).toEqual([
          'Service canary-main-metrics',
          'Service canary-v2-metrics',
          'ServiceMonitor canary-main',
          'ServiceMonitor canary-main-metrics',
          'ServiceMonitor canary-v2',
          'ServiceMonitor canary-v2-metrics',
        ]);

        expect(
          await settled(rollouts => rollouts.promote(refOf(name), caller)),
        ).toMatchObject({ phase: 'finished', stable: 'v2' });
        expect(predictors(name)).toEqual(['v2']);
        expect(backends(name)).toEqual([['canary-v2', 100]]);
        await until(
          () => !object('apps', 'deployments', 'canary-main-0-classifier'),
        );
        expect(measuring(name)).toEqual([
          'Service canary-v2-metrics',
          'ServiceMonitor canary-v2',
          'ServiceMonitor canary-v2-metrics',
        ]);
        const answered = await calls.stop();
        expect(Object.keys(answered)).toEqual(['200']);
        expect(answered['200']).toBeGreaterThan(200);

        expect(await replica().promote(refOf(name), caller)).toMatchObject({
          phase: 'finished',
          settled: true,
          objects: [],
        });
      },

    'is taken back, and everything is as before': async () => {
      const name = 'regret';
      await deploy(name);
      const calls = callers(name);
      await start(name, { trafficPercent: 50 });
      expect(
        await settled(rollouts => rollouts.abort(refOf(name), caller)),
      ).toMatchObject({ phase: 'finished', stable: 'main' });
      expect(predictors(name)).toEqual(['main']);
      expect(model(name).metadata.annotations ?? {}).not.toHaveProperty(
        'ml-monitoring/rollout',
      );
      expect(backends(name)).toEqual([['regret-main', 100]]);
      await until(
        () => !object('apps', 'deployments', 'regret-v2-0-classifier'),
      );
      expect(measuring(name)).toEqual([
        'Service regret-main-metrics',
        'ServiceMonitor regret-main',
        'ServiceMonitor regret-main-metrics',
      ]);
      expect(Object.keys(await calls.stop())).toEqual(['200']);
    },

    'is as large as the old one before that goes, and may be taken back until then':
      async () => {
        const name = 'doubt';
        await deploy(name);
        await start(name, { trafficPercent: 10, replicas: 1 });
        const calls = callers(name);
        for (;;) {
          await replica().promote(refOf(name), caller);
          if (backends(name)[0][0] === 'doubt-v2') {
            break;
          }
          await delay(200);
        }
        expect(model(name).spec.predictors[1]).toMatchObject({ replicas: 2 });
        await expect(
          replica().start(refOf(name), wanted({ trafficPercent: 10 }), caller),
        ).rejects.toThrow('Predictor v2 is being promoted');
        await settled(rollouts => rollouts.abort(refOf(name), caller));
        expect(predictors(name)).toEqual(['main']);
        expect(Object.keys(await calls.stop())).toEqual(['200']);
      },

    'that cannot start gets no request, and says why': async () => {
      const name = 'broken';
      await deploy(name);
      const calls = callers(name);
      await expect(
        start(name, { image: 'seldonio/nope:1', trafficPercent: 20 }),
      ).rejects.toThrow(/^The new version v2 does not come up: .*nope:1/);
      expect(backends(name)).toEqual([['broken-main', 100]]);
      await settled(rollouts => rollouts.abort(refOf(name), caller));
      expect(Object.keys(await calls.stop())).toEqual(['200']);
    },

    'may be asked for by two replicas at once': async () => {
      const name = 'twice';
      await deploy(name);
      const both = await Promise.all([start(name), start(name)]);
      expect(both.map(({ phase }) => phase)).toEqual(['serving', 'serving']);
      expect(predictors(name)).toEqual(['main', 'v2']);
      expect(backends(name)).toEqual([
        ['twice-main', 90],
        ['twice-v2', 10],
      ]);
      await expect(
        replica().start(
          refOf(name),
          wanted({ image: 'seldonio/third:1' }),
          caller,
        ),
      ).rejects.toThrow(
        `A new version is under way already, with image ${NEXT_IMAGE} of classifier. Promote or abort it first`,
      );
      expect(await start(name, { trafficPercent: 40 })).toMatchObject({
        trafficPercent: 40,
      });
      expect(backends(name)).toEqual([
        ['twice-main', 60],
        ['twice-v2', 40],
      ]);
    },
  });
});

describe('what would undo a rollout', () => {
  sideBySide({
    'is refused while it lasts': async () => {
      const name = 'busy';
      await deploy(name);
      await replica().start(refOf(name), wanted(), caller);
      const preparer = new ChangePreparer({
        clusters: new Clusters(connections),
        config,
        access,
      });
      await expect(
        preparer.prepare(
          { ...refOf(name), exposure: { kind: 'route' } },
          caller,
        ),
      ).rejects.toThrow(
        'exposure: predictor v2 is under way beside main. Promote or abort it first',
      );
      await settled(rollouts => rollouts.abort(refOf(name), caller));
      await expect(
        preparer.prepare(
          { ...refOf(name), exposure: { kind: 'route' } },
          caller,
        ),
      ).resolves.toBeDefined();
    },
  });
});

describe('what is not ours to roll out', () => {
  sideBySide({
    'is a model that somebody made with kubectl': async () => {
      await expect(
        replica().start(refOf('rest-seldon'), wanted(), caller),
      ).rejects.toThrow(
        /^SeldonDeployment rest-seldon is managed by .*, which decides what runs, so it is left as it is/,
      );
    },

    'is a model whose predictors somebody edited': async () => {
      const name = 'edited';
      await deploy(name);
      const live = model(name);
      live.spec.predictors[0].replicas = 1;
      sandbox.cluster.update(live, { fieldManager: 'kubectl-edit' });
      await expect(
        replica().start(refOf(name), wanted(), caller),
      ).rejects.toThrow(/^SeldonDeployment edited is managed by kubectl-edit/);
    },

    'is a model that Argo CD keeps': async () => {
      const name = 'in-git';
      await deploy(name);
      const live = model(name);
      live.metadata.labels['argocd.argoproj.io/instance'] = 'fraud';
      sandbox.cluster.update(live, { fieldManager: 'argocd-controller' });
      await expect(
        replica().start(refOf(name), wanted(), caller),
      ).rejects.toThrow('is managed by Argo CD (application fraud)');
    },

    'is a Route with weights that somebody else set': async () => {
      const name = 'weighed';
      await deploy(name);
      const live = route(name);
      live.spec.to.weight = 50;
      sandbox.cluster.update(live, { fieldManager: 'kubectl-edit' });
      await expect(
        replica().start(refOf(name), wanted(), caller),
      ).rejects.toThrow(/^Route weighed is managed by kubectl-edit/);
      expect(predictors(name)).toEqual(['main']);
    },
  });
});

describe('where nothing can split', () => {
  sideBySide({
    'an Ingress takes a new version all at once, or none': async () => {
      const name = 'whole';
      await deploy(name, 'ingress');
      await expect(
        replica().start(refOf(name), wanted({ trafficPercent: 20 }), caller),
      ).rejects.toThrow('Ingress whole cannot split requests between versions');
      const calls = callers(name);
      await start(name, { trafficPercent: 0 });
      await settled(rollouts => rollouts.promote(refOf(name), caller));
      expect(predictors(name)).toEqual(['v2']);
      expect(Object.keys(await calls.stop())).toEqual(['200']);
    },

    'a model that is not exposed changes places, with a warning': async () => {
      const name = 'inside';
      await deploy(name, 'none');
      await expect(
        replica().start(refOf(name), wanted({ trafficPercent: 20 }), caller),
      ).rejects.toThrow('trafficPercent: the model is not exposed');
      const { warnings } = await start(name, { trafficPercent: 0 });
      expect(warnings).toEqual([
        expect.stringContaining(
          'callers inside the cluster must use the Service',
        ),
      ]);
      await settled(rollouts => rollouts.promote(refOf(name), caller));
      expect(predictors(name)).toEqual(['v2']);
    },
  });
});
