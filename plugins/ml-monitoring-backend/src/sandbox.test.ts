import type {
  ClusterFacts,
  MlMonitoringApi,
  ModelDetail,
} from 'backstage-plugin-ml-monitoring-common';
import {
  kubeconfig,
  startSandbox,
  type KubeObject,
  type Sandbox,
} from 'sandbox';
import { ClusterModelReader, Clusters, KubeconfigConnections } from './cluster';
import { startPortal, type Portal } from './__testUtils__/startPortal';

jest.setTimeout(240_000);

const ref = { cluster: 'local', namespace: 'ml-mon', name: 'trial' };

let sandbox: Sandbox;
let portal: Portal;

beforeAll(async () => {
  sandbox = await startSandbox({ load: false });
  portal = await startPortal({
    clusters: {
      local: {
        url: sandbox.apiServer,
        caData: sandbox.caData,
        token: sandbox.token,
      },
    },
    mlMonitoring: {
      // No Prometheus is named: the one beside the models is found, and asked through the API server.
      provisioning: {
        namespaces: ['ml-*'],
        images: ['seldonio/*'],
        modelUris: ['gs://*'],
        exposure: ['none', 'route'],
        route: {
          hostTemplate: `{name}-{namespace}.${sandbox.appsDomain}`,
          tls: 'none',
          port: Number(new URL(sandbox.router).port),
        },
        monitoring: {
          scrapeInterval: '1s',
          grafana: {
            instanceSelector: { dashboards: 'grafana' },
            labels: { app: 'grafana' },
          },
        },
        predictions: { enabled: true },
      },
    },
  });
});

afterAll(async () => {
  await portal?.stop();
  await sandbox?.close();
});

/** Asks until the answer is the one that is waited for. */
async function until<T>(
  ask: () => Promise<T>,
  holds: (answer: T) => boolean,
): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (holds(answer)) {
      return answer;
    }
    await new Promise(resolve => setTimeout(resolve, 200));
  }
}

/** How long ago a chart may end at most. */
const CHART_LAG_SECONDS = 15;

/** The model's own counters, as far as a chart can show them. */
async function chartedCounters(): Promise<unknown[]> {
  const end = Date.now() / 1000 - CHART_LAG_SECONDS;
  const response = await fetch(
    `${sandbox.prometheus}/api/v1/series?match[]={__name__=~"mycounter.*",deployment_name="${ref.name}"}&start=${end - 60}&end=${end}`,
  );
  const { data } = (await response.json()) as { data: unknown[] };
  return data;
}

const isUp = ({ state, endpoints, predictors }: ModelDetail) =>
  state === 'Available' &&
  predictors.every(({ rollouts }) =>
    rollouts.every(({ phase }) => phase === 'complete'),
  ) &&
  endpoints.some(({ kind, admitted }) => kind === 'Route' && admitted);

const isComplete = ({ model, autoscalers }: ClusterFacts) =>
  model.state === 'Available' &&
  autoscalers?.[0]?.currentReplicas === 2 &&
  model.predictors.every(({ rollouts }) =>
    rollouts.every(
      ({ available, desired, phase }) =>
        phase === 'complete' && available === desired && desired === 2,
    ),
  );

const autoscaledModel = (key: {
  namespace: string;
  name: string;
}): KubeObject => ({
  apiVersion: 'machinelearning.seldon.io/v1',
  kind: 'SeldonDeployment',
  metadata: key,
  spec: {
    predictors: [
      {
        name: 'main',
        graph: { name: 'classifier', type: 'MODEL' },
        componentSpecs: [
          {
            hpaSpec: {
              minReplicas: 2,
              maxReplicas: 3,
              metricsv2: [
                {
                  type: 'Resource',
                  resource: {
                    name: 'cpu',
                    target: { type: 'Utilization', averageUtilization: 80 },
                  },
                },
              ],
            },
            spec: {
              containers: [
                {
                  name: 'classifier',
                  image: 'seldonio/mock_classifier_rest:1.3',
                },
              ],
            },
          },
        ],
      },
    ],
  },
});

describe('a portal on a cluster with Seldon, a router and Prometheus', () => {
  let api: MlMonitoringApi;
  beforeAll(() => {
    api = portal.api;
  });

  it('sees the models that are there, each monitored', async () => {
    const { items, sources } = await api.listModels({});
    expect(
      items.map(({ ref: { name }, monitored }) => [name, monitored]),
    ).toEqual([
      ['rest-seldon', true],
      ['rest-tfserving', true],
      ['seldon-model', true],
    ]);
    expect(sources.map(({ kind, status }) => [kind, status])).toEqual([
      ['cluster', 'ok'],
      ['prometheus', 'ok'],
    ]);
  });

  it('brings a model up, monitored and callable, and takes it away again', async () => {
    const { url } = await api.provisionModel({
      ...ref,
      deployment: {
        predictors: [
          {
            name: 'main',
            graph: { name: 'classifier' },
            containers: [
              {
                name: 'classifier',
                image: 'seldonio/model-with-metrics_rest:0.1',
              },
            ],
          },
        ],
      },
      exposure: { kind: 'auto' },
      monitoring: { customMetrics: true },
    });
    expect(url).toBe(
      `http://trial-ml-mon.${sandbox.appsDomain}:${new URL(sandbox.router).port}`,
    );
    const model = await until(() => api.getModel(ref), isUp);
    expect(model).toMatchObject({
      managed: true,
      monitors: [
        { name: 'trial-main', port: 'http' },
        { name: 'trial-main-metrics', port: 'metrics' },
      ],
    });
    expect(model.predictors[0].rollouts).toMatchObject([
      { deployment: 'trial-main-0-classifier', phase: 'complete' },
    ]);
    expect(model.pods.map(({ predictor }) => predictor)).toEqual(['main']);

    const payload = { data: { ndarray: [[1, 2, 3, 4]] } };
    await expect(api.predict({ ...ref, payload })).resolves.toMatchObject({
      through: 'url',
      url: `${url}/api/v1.0/predictions`,
      status: 200,
      ok: true,
      response: { data: expect.anything() },
    });

    // The portal asks for the names of metrics twice a minute, so it is asked only once there is one to be found.
    await until(chartedCounters, counters => counters.length > 0);
    const { panels } = await api.getModelMetrics(ref);
    expect(panels.map(({ id }) => id)).toContainEqual(
      expect.stringContaining('mycounter'),
    );
    expect(panels.filter(({ status }) => status === 'failed')).toEqual([]);

    const { objects } = await api.deleteModel(ref);
    expect(objects.map(({ kind }) => kind)).toContain('SeldonDeployment');
    await expect(api.getModel(ref)).rejects.toMatchObject({
      body: { error: { name: 'NotFoundError' } },
    });
  });

  it('tells of the autoscaler of a model, and who changed what', async () => {
    const resource = {
      group: 'machinelearning.seldon.io',
      resource: 'seldondeployments',
    };
    const key = { namespace: 'ml-mon', name: 'scaled' };
    const scaled = { cluster: 'local', ...key };
    const deployment = 'scaled-main-0-classifier';
    const connections = new KubeconfigConnections({
      local: kubeconfig({
        url: sandbox.apiServer,
        caData: sandbox.caData,
        users: [{ name: 'admin', token: sandbox.token }],
      }),
    });
    const reader = new ClusterModelReader({
      clusters: new Clusters(connections),
      scopes: {},
      now: () => new Date(),
    });
    const read = async () => (await reader.facts(scaled, {})).facts;
    sandbox.cluster.create(autoscaledModel(key), {
      fieldManager: 'kubectl-create',
    });
    const running = await until(read, isComplete);
    expect(running.autoscalers).toEqual([
      {
        name: deployment,
        deployment,
        predictor: 'main',
        minReplicas: 2,
        maxReplicas: 3,
        currentReplicas: 2,
        desiredReplicas: 2,
      },
    ]);
    // Its container asks for no CPU, so there is nothing that use could be compared with.
    expect(running.conditions).toContainEqual(
      expect.objectContaining({
        object: `HorizontalPodAutoscaler ${deployment}`,
        type: 'ScalingActive',
        status: 'False',
        reason: 'FailedGetResourceMetric',
      }),
    );
    const { findings } = await api.getModelHealth(scaled);
    expect(findings).toContainEqual(
      expect.objectContaining({
        rule: 'autoscaler-blind',
        status: 'progressing',
        predictor: 'main',
      }),
    );
    expect(running.services).toContainEqual(
      expect.objectContaining({
        name: 'scaled-main',
        selects: running.model.pods.map(({ name }) => name),
        ports: expect.arrayContaining([
          { name: 'http', port: 8000, leadsNowhere: false },
        ]),
      }),
    );

    const changed = structuredClone(sandbox.cluster.get(resource, key)!);
    changed.spec.predictors[0].componentSpecs[0].spec.containers[0].image =
      'seldonio/mock_classifier:1.3';
    sandbox.cluster.update(changed, { fieldManager: 'kubectl-edit' });
    const since = new Date(Date.now() - 1_000);
    const { changes } = await until(
      () => api.getModelEvents({ ...scaled, from: since.toISOString() }),
      answer => answer.changes.some(({ revision }) => revision === 2),
    );
    expect(changes.filter(({ kind }) => kind !== 'scale')).toEqual([
      {
        at: expect.any(String),
        kind: 'rollout',
        object: `Deployment ${deployment}`,
        title: 'Version 2 with seldonio/mock_classifier:1.3',
        by: 'kubectl-edit',
        predictor: 'main',
        revision: 2,
        images: ['seldonio/mock_classifier:1.3'],
      },
    ]);
    sandbox.cluster.delete(resource, key);
  });

  it.each([
    ['rest-seldon', 'seldon', { data: { ndarray: [[1, 2, 3]] } }],
    ['rest-tfserving', 'tensorflow', { instances: [1, 2, 5] }],
  ])('asks %s in its own protocol', async (name, protocol, payload) => {
    await expect(api.predict({ ...ref, name, payload })).resolves.toMatchObject(
      { protocol, ok: true },
    );
  });

  it('names the servers that the cluster has when another is asked for', async () => {
    await expect(
      api.planModel({
        ...ref,
        deployment: {
          predictors: [
            {
              name: 'main',
              graph: {
                name: 'classifier',
                implementation: 'NO_SUCH_SERVER',
                modelUri: 'gs://x',
              },
            },
          ],
        },
      }),
    ).rejects.toMatchObject({
      body: {
        error: {
          name: 'InputError',
          message: expect.stringMatching(
            /implementation: must be SKLEARN_SERVER, .* \(got NO_SUCH_SERVER\)/,
          ),
        },
      },
    });
  });

  it('is ready for models that are monitored', async () => {
    const { ready, checks } = await api.getClusterReadiness({ cluster: '_' });
    expect(
      checks.filter(
        ({ status }) => status !== 'ok' && status !== 'not-applicable',
      ),
    ).toEqual([]);
    expect(ready).toBe(true);
  });
});
