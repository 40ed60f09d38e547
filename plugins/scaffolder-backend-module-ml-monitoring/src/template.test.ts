import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import type {
  ObjectResult,
  PredictionResult,
  EndpointInput,
} from 'backstage-plugin-ml-monitoring-common';
import { startContractServer } from './__testUtils__/contractServer';
import { healthReport, modelDetail } from './__testUtils__/fixtures';
import { startScaffolder } from './__testUtils__/startScaffolder';

jest.setTimeout(60_000);

jest.mock('./clock', () => {
  const { setTimeout } = jest.requireActual('node:timers/promises');
  return {
    systemClock: {
      now: () => Date.now() * 20,
      sleep: (milliseconds: number, signal?: AbortSignal) =>
        setTimeout(milliseconds / 20, undefined, { signal }),
    },
  };
});

const planned: EndpointInput<'planModel'>[] = [];
const provisioned: EndpointInput<'provisionModel'>[] = [];
const predicted: { name: string; payload?: unknown }[] = [];

const removed: string[] = [];

/** What is planned for a model, where it is not new. */
const RESULTS: Record<string, 'refused' | 'updated'> = {
  refused: 'refused',
  'broken-before': 'updated',
};

const object: ObjectResult = {
  apiVersion: 'machinelearning.seldon.io/v1',
  kind: 'SeldonDeployment',
  namespace: 'ml-mon',
  name: 'fraud',
  result: 'created',
};

let contract: Awaited<ReturnType<typeof startContractServer>>;
let scaffolder: Awaited<ReturnType<typeof startScaffolder>>;

// Jest runs tests in a realm of their own, in which what fetch has parsed is no plain object to the scaffolder.
jest.spyOn(Response.prototype, 'json').mockImplementation(async function json(
  this: Response,
) {
  return JSON.parse(await this.text());
});

beforeAll(async () => {
  contract = await startContractServer({
    planModel: request => {
      planned.push(request);
      const { cluster, namespace, name } = request;
      return {
        ref: { cluster, namespace, name },
        objects: [
          {
            ...object,
            name,
            result: RESULTS[name] ?? 'created',
            manifest: {},
            changes: [],
            changesFrom: 'dry-run',
          },
        ],
        warnings: [],
        applicable: name !== 'refused',
      };
    },
    provisionModel: request => {
      provisioned.push(request);
      const { cluster, namespace, name } = request;
      return {
        ref: { cluster, namespace, name },
        objects: [object],
        warnings: [],
        entityRef: `component:default/${cluster}.${namespace}.${name}`,
      };
    },
    getModel: ref =>
      modelDetail({
        ref,
        endpoints: [
          {
            kind: 'Route',
            name: ref.name,
            url: 'http://x.apps',
            admitted: true,
          },
        ],
      }),
    getModelHealth: ref => healthReport({ ref }),
    deleteModel: ref => {
      removed.push(ref.name);
      return { ref, objects: [], warnings: [] };
    },
    predict: ({ name, payload }) => {
      predicted.push({ name, payload });
      if (name.startsWith('broken')) {
        return {
          protocol: 'seldon',
          through: 'url',
          metrics: [],
          status: 200,
          ok: true,
          durationSeconds: 0.01,
          response: {},
        };
      }
      const isTensorflow = JSON.stringify(payload).includes('instances');
      const result: PredictionResult = {
        protocol: isTensorflow ? 'tensorflow' : 'seldon',
        through: 'url',
        metrics: [],
        status: 200,
        ok: true,
        durationSeconds: 0.01,
        response: isTensorflow
          ? { predictions: [2.5] }
          : { data: { ndarray: [[0.4]] } },
      };
      return result;
    },
  });
  scaffolder = await startScaffolder([
    createServiceFactory({
      service: coreServices.discovery,
      deps: {},
      factory: () => ({
        getBaseUrl: async () => contract.baseUrl,
        getExternalBaseUrl: async () => contract.baseUrl,
      }),
    }),
  ]);
});

afterAll(async () => {
  await scaffolder.stop();
  await contract.close();
});

const requestsFor = (name: string) =>
  provisioned.filter(request => request.name === name);

describe('the template "Deploy a Seldon model"', () => {
  it.each([
    {
      name: 'mock',
      values: { model: 'mock-classifier' },
      protocol: 'seldon',
      predictor: {
        name: 'main',
        replicas: 1,
        graph: { name: 'model', type: 'MODEL' },
        containers: [
          {
            name: 'model',
            image: 'seldonio/mock_classifier_rest:1.3',
          },
        ],
      },
      customMetrics: false,
      payload: { data: { ndarray: [[1, 2, 5]] } },
    },
    {
      name: 'tensorflow',
      values: { model: 'half-plus-two', customMetrics: true },
      protocol: 'tensorflow',
      predictor: {
        name: 'main',
        replicas: 1,
        graph: { name: 'halfplustwo', type: 'MODEL' },
        containers: [
          {
            name: 'halfplustwo',
            image: 'tensorflow/serving:2.1.0',
            port: 8501,
            args: [
              '--port=8500',
              '--rest_api_port=8501',
              '--model_name=halfplustwo',
              '--model_base_path=gs://seldon-models/tfserving/half_plus_two',
            ],
          },
        ],
      },
      customMetrics: false,
      payload: { instances: [1, 2, 5] },
    },
    {
      name: 'metrics',
      values: { model: 'custom-metrics' },
      protocol: 'seldon',
      predictor: {
        name: 'main',
        replicas: 1,
        graph: { name: 'model', type: 'MODEL' },
        containers: [
          {
            name: 'model',
            image: 'seldonio/model-with-metrics_rest:0.1',
          },
        ],
      },
      customMetrics: true,
      payload: { data: { ndarray: [[1, 2, 5]] } },
    },
    {
      name: 'image',
      values: {
        model: 'image',
        image: 'registry.example.com/ml/fraud:1.4',
        protocol: 'seldon',
        port: 8080,
        args: ['--verbose'],
        env: [{ name: 'THRESHOLD', value: '0.5' }],
        secretEnv: [
          { name: 'TOKEN', secretRef: { name: 'fraud', key: 'token' } },
        ],
        cpuRequest: '500m',
        memoryLimit: '1Gi',
        payload: '{"data": {"ndarray": [[7]]}}',
        customMetrics: true,
        replicas: 2,
      },
      protocol: 'seldon',
      predictor: {
        name: 'main',
        replicas: 2,
        graph: { name: 'model', type: 'MODEL' },
        containers: [
          {
            name: 'model',
            image: 'registry.example.com/ml/fraud:1.4',
            port: 8080,
            args: ['--verbose'],
            env: [
              { name: 'THRESHOLD', value: '0.5' },
              { name: 'TOKEN', secretRef: { name: 'fraud', key: 'token' } },
            ],
            resources: {
              requests: { cpu: '500m' },
              limits: { memory: '1Gi' },
            },
          },
        ],
      },
      customMetrics: true,
      payload: { data: { ndarray: [[7]] } },
    },
    {
      name: 'stored',
      values: {
        model: 'prepackaged',
        server: { server: 'SKLEARN_SERVER', protocol: 'v2' },
        modelUri: 'gs://seldon-models/sklearn/iris',
        memoryLimit: '2Gi',
        // Left over from another choice.
        image: 'seldonio/mock_classifier_rest:1.3',
        protocol: 'tensorflow',
      },
      protocol: 'v2',
      predictor: {
        name: 'main',
        replicas: 1,
        graph: {
          name: 'model',
          type: 'MODEL',
          implementation: 'SKLEARN_SERVER',
          modelUri: 'gs://seldon-models/sklearn/iris',
        },
        containers: [
          { name: 'model', resources: { limits: { memory: '2Gi' } } },
        ],
      },
      customMetrics: false,
      payload: undefined,
    },
  ])(
    'deploys, monitors and tries the choice "$values.model"',
    async ({ name, values, protocol, predictor, customMetrics, payload }) => {
      const task = await scaffolder.run({ ...values, name });
      expect(task).toMatchObject({ status: 'completed', reason: undefined });
      const model = { cluster: 'local', namespace: 'ml-mon', name };
      expect(requestsFor(name)).toEqual([
        {
          ...model,
          deployment: {
            owner: 'group:default/risk',
            protocol,
            predictors: [predictor],
          },
        },
        {
          ...model,
          monitoring: { customMetrics, alerts: false, dashboard: false },
        },
      ]);
      expect(predicted.filter(request => request.name === name)).toEqual(
        payload ? [{ name, payload }] : [],
      );
      expect(task.output!.links[0]).toEqual({
        title: 'Open the model in the catalog',
        icon: 'catalog',
        entityRef: `component:default/local.ml-mon.${name}`,
      });
    },
  );

  it('exposes the model only where that was chosen, and says who can call it', async () => {
    const task = await scaffolder.run({
      model: 'mock-classifier',
      name: 'exposed',
      exposure: 'auto',
      system: 'system:default/payments',
      description: 'Scores card payments',
    });
    expect(task).toMatchObject({ status: 'completed', reason: undefined });
    const [deploy, expose] = requestsFor('exposed');
    expect(deploy.deployment).toMatchObject({
      system: 'system:default/payments',
      description: 'Scores card payments',
    });
    expect(expose.exposure).toEqual({ kind: 'auto' });
    expect(task.output!.links.map(({ url }) => url)).toEqual([
      undefined,
      '/catalog/default/component/local.ml-mon.exposed/monitoring',
      'http://x.apps',
    ]);
    expect(task.output!.text[1].content).toContain('no authentication');
  });

  it('plans exactly what it then applies', async () => {
    await scaffolder.run({
      model: 'image',
      name: 'planned',
      image: 'registry.example.com/ml/fraud:1.4',
      protocol: 'v2',
      scaling: 'automatic',
      minReplicas: 2,
      maxReplicas: 5,
      cpuPercent: 70,
      cpuRequest: '1',
      patch: 'explainer: {type: AnchorTabular}',
      exposure: 'auto',
      availabilityPercent: 99.9,
      latencyP95: '250ms',
      runbook: 'https://runbooks.example.com/fraud',
      alerts: true,
      dashboard: true,
    });
    const [plan] = planned.filter(({ name }) => name === 'planned');
    const [deploy, expose, monitor] = requestsFor('planned');
    expect(plan).toEqual({ ...deploy, ...expose, ...monitor });
    expect(plan).toMatchObject({
      deployment: {
        slo: { availabilityPercent: 99.9, latencyP95: '250ms' },
        predictors: [
          {
            autoscaling: { minReplicas: 2, maxReplicas: 5, cpuPercent: 70 },
            patch: 'explainer: {type: AnchorTabular}',
          },
        ],
      },
      monitoring: { alerts: true, dashboard: true },
    });
  });

  it('asks for no alerts where nothing is promised', async () => {
    await scaffolder.run({
      model: 'mock-classifier',
      name: 'unpromised',
      alerts: true,
    });
    expect(requestsFor('unpromised')[1].monitoring!.alerts).toBe(false);
  });

  it('applies nothing of a plan that would be refused', async () => {
    const task = await scaffolder.run({
      model: 'mock-classifier',
      name: 'refused',
    });
    expect(task.status).toBe('failed');
    expect(requestsFor('refused')).toEqual([]);
  });

  it.each([
    ['removes', 'asked for', 'broken', true, ['broken']],
    ['keeps', 'not asked for', 'broken-kept', false, []],
  ])(
    '%s a new model that does not come up where that was %s',
    async (_, __, name, removeOnFailure, gone) => {
      const task = await scaffolder.run({
        model: 'mock-classifier',
        name,
        removeOnFailure,
      });
      expect(task).toMatchObject({
        status: 'failed',
        reason: expect.stringContaining('no prediction'),
      });
      expect(removed.splice(0)).toEqual(gone);
    },
  );

  it('never removes a model that was there before the run', async () => {
    const task = await scaffolder.run({
      model: 'mock-classifier',
      name: 'broken-before',
      removeOnFailure: true,
    });
    expect(task.status).toBe('failed');
    expect(removed.splice(0)).toEqual([]);
  });

  it('refuses values that the form would not let through', async () => {
    await expect(
      scaffolder.run({
        model: 'prepackaged',
        name: 'bad',
        modelUri: 'not a uri',
      }),
    ).rejects.toThrow('does not meet dependency required by instance.model');
    expect(requestsFor('bad')).toEqual([]);
  });
});
