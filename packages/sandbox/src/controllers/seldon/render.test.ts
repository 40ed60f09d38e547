import { PREDICTOR_SERVERS } from './predictorServers';
import { renderSeldonDeployment } from './render';
import type { SeldonDeployment, SeldonVersion } from './types';

const sdep = (spec: object, name = 'rest-seldon'): SeldonDeployment => ({
  apiVersion: 'machinelearning.seldon.io/v1',
  kind: 'SeldonDeployment',
  metadata: { name, namespace: 'ml-mon' },
  spec: spec as SeldonDeployment['spec'],
});

const classifier = {
  name: 'model',
  graph: { name: 'classifier' },
  componentSpecs: [
    {
      spec: {
        containers: [{ name: 'classifier', image: 'seldonio/mock:1.3' }],
      },
    },
  ],
};

const render = (object: SeldonDeployment, version: SeldonVersion = '1.17') =>
  renderSeldonDeployment(object, { version, servers: PREDICTOR_SERVERS });

const port = (name: string, containerPort: number) => ({
  name,
  containerPort,
  protocol: 'TCP',
});

describe('a predictor with an engine', () => {
  const [{ services, deployments }] = render(
    sdep({ predictors: [classifier] }),
  );

  it('has a Service for predictions and one for its container, which the same label matches', () => {
    expect(services).toEqual([
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: {
          name: 'rest-seldon-model',
          namespace: 'ml-mon',
          labels: {
            'seldon-app': 'rest-seldon-model',
            'seldon-deployment-id': 'rest-seldon',
            'app.kubernetes.io/managed-by': 'seldon-core',
          },
          annotations: {},
        },
        spec: {
          type: 'ClusterIP',
          sessionAffinity: 'None',
          selector: { 'seldon-app': 'rest-seldon-model' },
          ports: [
            { name: 'http', port: 8000, targetPort: 8000, protocol: 'TCP' },
            { name: 'grpc', port: 5001, targetPort: 5001, protocol: 'TCP' },
          ],
        },
      },
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: {
          name: 'rest-seldon-model-classifier',
          namespace: 'ml-mon',
          labels: {
            'seldon-app-svc-classifier': 'rest-seldon-model-classifier',
            'seldon.io/model': 'true',
            'seldon-app': 'rest-seldon-model',
            'seldon-deployment-id': 'rest-seldon',
            'app.kubernetes.io/managed-by': 'seldon-core',
          },
          annotations: {},
        },
        spec: {
          type: 'ClusterIP',
          sessionAffinity: 'None',
          selector: {
            'seldon-app-svc-classifier': 'rest-seldon-model-classifier',
          },
          ports: [
            { name: 'http', port: 9000, targetPort: 9000, protocol: 'TCP' },
            { name: 'grpc', port: 9500, targetPort: 9500, protocol: 'TCP' },
          ],
        },
      },
    ]);
  });

  it('has one Deployment with Seldon’s labels and annotations', () => {
    const [{ metadata, spec }] = deployments;
    const labels = {
      app: 'rest-seldon-model-0-classifier',
      'app.kubernetes.io/managed-by': 'seldon-core',
      fluentd: 'true',
      'seldon-app': 'rest-seldon-model',
      'seldon-app-svc-classifier': 'rest-seldon-model-classifier',
      'seldon-deployment-id': 'rest-seldon',
      'seldon.io/model': 'true',
      version: 'model',
    };
    expect(deployments).toHaveLength(1);
    expect(metadata).toEqual({
      name: 'rest-seldon-model-0-classifier',
      namespace: 'ml-mon',
      labels: { ...labels, 'seldon-deployment-contains-svcorch': 'true' },
      annotations: {},
    });
    expect(spec.template.metadata).toEqual({
      labels,
      annotations: {
        'prometheus.io/scrape': 'true',
        'prometheus.io/path': '/prometheus',
      },
    });
    expect({ ...spec, template: undefined }).toEqual({
      replicas: 1,
      selector: {
        matchLabels: {
          'seldon-app': 'rest-seldon-model',
          'seldon-app-svc-classifier': 'rest-seldon-model-classifier',
          'seldon-deployment-id': 'rest-seldon',
        },
      },
      strategy: {
        type: 'RollingUpdate',
        rollingUpdate: { maxUnavailable: 0, maxSurge: '25%' },
      },
      revisionHistoryLimit: 10,
      progressDeadlineSeconds: 600,
      template: undefined,
    });
  });

  it('gives the model its ports and names, and puts the engine beside it', () => {
    const [model, engine] = deployments[0].spec.template.spec.containers;
    expect(model.ports).toEqual([
      port('http', 9000),
      port('grpc', 9500),
      port('metrics', 6000),
    ]);
    expect(model.env).toEqual(
      expect.arrayContaining([
        { name: 'PREDICTIVE_UNIT_METRICS_SERVICE_PORT', value: '6000' },
        { name: 'PREDICTIVE_UNIT_METRICS_ENDPOINT', value: '/prometheus' },
        { name: 'PREDICTOR_LABELS', value: '{"version":"model"}' },
        { name: 'SELDON_DEPLOYMENT_ID', value: 'rest-seldon' },
      ]),
    );
    expect(engine).toMatchObject({
      name: 'seldon-container-engine',
      ports: [port('http', 8000), port('metrics', 8000), port('grpc', 5001)],
      resources: { requests: { cpu: '500m', memory: '512Mi' } },
    });
  });
});

it('counts ports up over the containers, and keeps a port that the user named', () => {
  const [{ deployments }] = render(
    sdep({
      predictors: [
        {
          name: 'p',
          graph: { name: 'a', type: 'TRANSFORMER', children: [{ name: 'b' }] },
          componentSpecs: [
            {
              spec: {
                containers: [
                  { name: 'a', image: 'a:1' },
                  {
                    name: 'b',
                    image: 'b:1',
                    ports: [{ name: 'http', containerPort: 8501 }],
                  },
                ],
              },
            },
          ],
        },
      ],
    }),
  );
  const [a, b] = deployments[0].spec.template.spec.containers;
  expect(a.ports).toEqual([
    port('http', 9000),
    port('grpc', 9500),
    port('metrics', 6000),
  ]);
  expect(b.ports).toEqual([
    port('http', 8501),
    port('grpc', 9501),
    port('metrics', 6001),
  ]);
});

it('downloads the model of a prepackaged server with an init container', () => {
  const [{ deployments }] = render(
    sdep({
      predictors: [
        {
          name: 'default',
          graph: {
            name: 'classifier',
            implementation: 'SKLEARN_SERVER',
            modelUri: 'gs://seldon-models/sklearn/iris',
          },
        },
      ],
    }),
  );
  const { initContainers, containers } = deployments[0].spec.template.spec;
  expect(deployments[0].metadata.name).toBe('rest-seldon-default-0-classifier');
  expect(containers[0].image).toBe('seldonio/sklearnserver:1.17.1');
  expect(initContainers).toEqual([
    expect.objectContaining({
      name: 'classifier-model-initializer',
      image: 'seldonio/rclone-storage-initializer:1.17.1',
      args: ['gs://seldon-models/sklearn/iris', '/mnt/models'],
      volumeMounts: [
        { name: 'classifier-provision-location', mountPath: '/mnt/models' },
      ],
    }),
  ]);
});

it('runs without an engine on the ports of the model', () => {
  const [{ services, deployments }] = render(
    sdep({
      predictors: [
        { ...classifier, annotations: { 'seldon.io/no-engine': 'true' } },
      ],
    }),
  );
  expect(
    services[0].spec.ports.map(({ port: number }: { port: number }) => number),
  ).toEqual([9000, 9500]);
  expect(deployments[0].spec.template.spec.containers).toHaveLength(1);
  expect(deployments[0].metadata.labels?.['seldon-app']).toBe(
    'rest-seldon-model',
  );
});

it('puts the engine into a pod of its own when asked to', () => {
  const [{ deployments }] = render(
    sdep({
      annotations: { 'seldon.io/engine-separate-pod': 'true' },
      predictors: [classifier],
    }),
  );
  expect(deployments.map(({ metadata }) => metadata.name)).toEqual([
    'rest-seldon-model-0-classifier',
    'rest-seldon-model-svc-orch',
  ]);
  expect(deployments[1].metadata.labels).toMatchObject({
    'seldon-app': 'rest-seldon-model',
    'seldon-deployment-contains-svcorch': 'true',
    'seldon-deployment-id': 'rest-seldon-model',
  });
  expect(deployments[0].metadata.labels).not.toHaveProperty('seldon-app');
});

it('makes an autoscaler and a disruption budget of the Deployment’s name', () => {
  const [{ autoscalers, disruptionBudgets, deployments }] = render(
    sdep({
      predictors: [
        {
          ...classifier,
          replicas: 3,
          componentSpecs: [
            {
              ...classifier.componentSpecs[0],
              hpaSpec: {
                minReplicas: 2,
                maxReplicas: 4,
                metrics: [
                  {
                    type: 'Resource',
                    resource: { name: 'cpu', targetAverageUtilization: 70 },
                  },
                ],
              },
              pdbSpec: { minAvailable: 1 },
            },
          ],
        },
      ],
    }),
  );
  expect(deployments[0].spec.replicas).toBe(1);
  expect(autoscalers[0].spec).toEqual({
    scaleTargetRef: {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      name: 'rest-seldon-model-0-classifier',
    },
    minReplicas: 2,
    maxReplicas: 4,
    metrics: [
      {
        type: 'Resource',
        resource: {
          name: 'cpu',
          target: { type: 'Utilization', averageUtilization: 70 },
        },
      },
    ],
  });
  expect(disruptionBudgets[0].metadata.name).toBe(
    'rest-seldon-model-0-classifier',
  );
});

describe('version 1.2', () => {
  const [{ services, deployments }] = render(
    sdep({ predictors: [classifier] }),
    '1.2',
  );

  it('has no second match and other Service ports', () => {
    expect(services[1].metadata.labels).toEqual({
      'seldon-app-svc': 'rest-seldon-model-classifier',
      model: 'true',
      'seldon-deployment-id': 'rest-seldon',
      'app.kubernetes.io/managed-by': 'seldon-core',
    });
    expect(services[0].spec.ports).toEqual([
      { name: 'http', port: 8000, targetPort: 8000, protocol: 'TCP' },
      { name: 'http2', port: 5001, targetPort: 8000, protocol: 'TCP' },
    ]);
  });

  it('gives the model one port for requests and the engine an unnamed one', () => {
    const [model, engine] = deployments[0].spec.template.spec.containers;
    expect(model.ports).toEqual([port('http', 9000), port('metrics', 6000)]);
    expect(engine.ports).toEqual([
      { containerPort: 8000, protocol: 'TCP' },
      port('metrics', 8000),
    ]);
  });
});
