import type { ProvisionRequest } from '../contract/provisioning';
import { modelManifests } from './modelManifests';
import type { ClusterApis, ManifestSettings, ModelShape } from './types';

const settings: ManifestSettings = {
  exposure: ['none', 'route', 'gateway', 'ingress'],
  route: {
    labels: { shard: 'ml' },
    hostTemplate: '{name}-{namespace}.apps.example.com',
    timeout: '30s',
    tls: 'edge',
  },
  ingress: { class: 'nginx', hostTemplate: '{name}.ml.example.com' },
  gateway: {
    parentRef: { name: 'gw', namespace: 'infra' },
    hostTemplate: '{name}.gw.example.com',
  },
  monitoring: {
    scrapeInterval: '30s',
    labels: { release: 'prom' },
    alertLabels: {},
    grafana: { labels: {} },
  },
};
const everything: ClusterApis = {
  route: true,
  ingress: true,
  gateway: true,
  serviceMonitor: true,
  podMonitor: true,
  prometheusRule: true,
  grafanaV4: true,
  grafanaV5: true,
};
const ref = { cluster: 'local', namespace: 'ml-mon', name: 'seldon-model' };
const deployment: NonNullable<ProvisionRequest['deployment']> = {
  owner: 'group:default/ml',
  system: 'system:default/fraud',
  description: 'Counts things',
  predictors: [
    {
      name: 'example',
      graph: { name: 'classifier' },
      containers: [
        { name: 'classifier', image: 'seldonio/model-with-metrics_rest:0.1' },
      ],
    },
  ],
};
const labels = {
  'app.kubernetes.io/managed-by': 'backstage-ml-monitoring',
  'ml-monitoring/model-id': 'seldon-model',
  'backstage.io/kubernetes-id': 'local.ml-mon.seldon-model',
};

function render(
  request: Partial<ProvisionRequest>,
  options: {
    existing?: ModelShape;
    apis?: Partial<ClusterApis>;
    settings?: Partial<ManifestSettings>;
  } = {},
) {
  return modelManifests({
    request: { ...ref, ...request },
    existing: options.existing,
    apis: { ...everything, ...options.apis },
    settings: { ...settings, ...options.settings },
  });
}

const shape = (
  predictors: (Partial<ModelShape['predictors'][number]> & { name: string })[],
  protocol: ModelShape['protocol'] = 'seldon',
): ModelShape => ({
  protocol,
  predictors: predictors.map(predictor => ({
    serviceName: `seldon-model-${predictor.name}`,
    shadow: false,
    containers: [],
    ...predictor,
  })),
});

describe('the objects of a model', () => {
  it('are rendered whole, in the order in which they are applied', () => {
    const monitor = (name: string, port: string) => ({
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'ServiceMonitor',
      metadata: {
        name,
        namespace: 'ml-mon',
        labels: { release: 'prom', ...labels },
      },
      spec: {
        selector: { matchLabels: { 'seldon-app': name } },
        endpoints: [
          {
            port,
            path: '/prometheus',
            interval: '30s',
            relabelings: [
              {
                action: 'keep',
                sourceLabels: ['__meta_kubernetes_service_name'],
                regex: name,
              },
            ],
          },
        ],
      },
    });
    expect(
      render({
        deployment,
        exposure: { kind: 'auto' },
        monitoring: { customMetrics: true },
      }),
    ).toStrictEqual({
      manifests: [
        {
          apiVersion: 'machinelearning.seldon.io/v1',
          kind: 'SeldonDeployment',
          metadata: {
            name: 'seldon-model',
            namespace: 'ml-mon',
            labels,
            annotations: {
              'ml-monitoring/owner': 'group:default/ml',
              'ml-monitoring/system': 'system:default/fraud',
              'ml-monitoring/description': 'Counts things',
            },
          },
          spec: {
            protocol: 'seldon',
            predictors: [
              {
                name: 'example',
                replicas: 1,
                labels: {
                  'backstage.io/kubernetes-id': 'local.ml-mon.seldon-model',
                },
                graph: { name: 'classifier', type: 'MODEL' },
                componentSpecs: [
                  {
                    spec: {
                      containers: [
                        {
                          name: 'classifier',
                          image: 'seldonio/model-with-metrics_rest:0.1',
                        },
                      ],
                    },
                  },
                ],
              },
            ],
          },
        },
        {
          apiVersion: 'route.openshift.io/v1',
          kind: 'Route',
          metadata: {
            name: 'seldon-model',
            namespace: 'ml-mon',
            labels: { shard: 'ml', ...labels },
            annotations: { 'haproxy.router.openshift.io/timeout': '30s' },
          },
          spec: {
            host: 'seldon-model-ml-mon.apps.example.com',
            to: { kind: 'Service', name: 'seldon-model-example', weight: 100 },
            port: { targetPort: 'http' },
            tls: {
              termination: 'edge',
              insecureEdgeTerminationPolicy: 'Redirect',
            },
            wildcardPolicy: 'None',
          },
        },
        {
          apiVersion: 'v1',
          kind: 'Service',
          metadata: {
            name: 'seldon-model-example-metrics',
            namespace: 'ml-mon',
            labels: { ...labels, 'seldon-app': 'seldon-model-example-metrics' },
          },
          spec: {
            type: 'ClusterIP',
            selector: { 'seldon-app': 'seldon-model-example' },
            ports: [
              {
                name: 'metrics',
                port: 6000,
                targetPort: 6000,
                protocol: 'TCP',
              },
            ],
          },
        },
        monitor('seldon-model-example', 'http'),
        monitor('seldon-model-example-metrics', 'metrics'),
      ],
      warnings: [expect.stringContaining('no authentication')],
    });
  });

  it('never carry the label by which the operator would delete them', () => {
    const { manifests } = render({
      deployment,
      exposure: { kind: 'auto' },
      monitoring: { customMetrics: true },
    });
    expect(
      manifests.filter(
        ({ metadata }) => 'seldon-deployment-id' in metadata.labels,
      ),
    ).toEqual([]);
  });

  it('name the port of a server that does not listen where Seldon tells it to', () => {
    const { manifests } = render({
      deployment: {
        protocol: 'tensorflow',
        predictors: [
          {
            name: 'model',
            replicas: 2,
            graph: { name: 'halfplustwo' },
            containers: [
              {
                name: 'halfplustwo',
                image: 'tensorflow/serving',
                args: ['--rest_api_port=8501'],
                env: [{ name: 'A', value: 'b' }],
                port: 8501,
                resources: { limits: { cpu: '1' } },
              },
            ],
          },
        ],
      },
    });
    expect(manifests[0].spec).toEqual({
      protocol: 'tensorflow',
      predictors: [
        {
          name: 'model',
          replicas: 2,
          labels: { 'backstage.io/kubernetes-id': 'local.ml-mon.seldon-model' },
          graph: {
            name: 'halfplustwo',
            type: 'MODEL',
            endpoint: { type: 'REST', service_port: 8501 },
          },
          componentSpecs: [
            {
              spec: {
                containers: [
                  {
                    name: 'halfplustwo',
                    image: 'tensorflow/serving',
                    args: ['--rest_api_port=8501'],
                    env: [{ name: 'A', value: 'b' }],
                    ports: [
                      { name: 'http', containerPort: 8501, protocol: 'TCP' },
                    ],
                    resources: { limits: { cpu: '1' } },
                  },
                ],
              },
            },
          ],
        },
      ],
    });
  });

  it('leave containers to the operator where the server is prepackaged', () => {
    const { manifests } = render({
      deployment: {
        predictors: [
          {
            name: 'main',
            graph: {
              name: 'classifier',
              implementation: 'SKLEARN_SERVER',
              modelUri: 'gs://models/iris',
              serviceAccountName: 'reader',
              parameters: [
                { name: 'method', value: 'predict', type: 'STRING' },
              ],
            },
          },
        ],
      },
    });
    expect(manifests[0].spec.predictors).toEqual([
      {
        name: 'main',
        replicas: 1,
        labels: { 'backstage.io/kubernetes-id': 'local.ml-mon.seldon-model' },
        graph: {
          name: 'classifier',
          implementation: 'SKLEARN_SERVER',
          modelUri: 'gs://models/iris',
          serviceAccountName: 'reader',
          parameters: [{ name: 'method', value: 'predict', type: 'STRING' }],
        },
      },
    ]);
  });

  it('follow the hashed names where a name is long', () => {
    const name = `${'a'.repeat(50)}`;
    const { manifests, warnings } = render({
      name,
      deployment: {
        predictors: [{ ...deployment.predictors[0], name: 'b'.repeat(20) }],
      },
      exposure: { kind: 'route' },
      monitoring: {},
    });
    const hashed = expect.stringMatching(/^seldon-[0-9a-f]{32}$/);
    expect(manifests[1].spec.to).toEqual({
      kind: 'Service',
      name: hashed,
      weight: 100,
    });
    expect(manifests[2].spec.selector).toEqual({
      matchLabels: { 'seldon-app': hashed },
    });
    expect(warnings[0]).toContain('longer than 63 characters');
  });
});

describe('a request that cannot be', () => {
  const predictor = deployment.predictors[0];
  it.each([
    [{}, 'deployment, exposure, monitoring: at least one is needed'],
    [
      { name: 'a.b', deployment },
      'name: must start with a letter and have no "."',
    ],
    [
      { deployment: { predictors: [predictor, predictor] } },
      'deployment.predictors: each must have a name of its own (got example twice)',
    ],
    [
      {
        deployment: {
          predictors: [
            { ...predictor, traffic: 50 },
            { ...predictor, name: 'other', traffic: 40 },
          ],
        },
      },
      'their traffic must add up to 100 (got 90)',
    ],
    [
      { deployment: { predictors: [{ ...predictor, traffic: 50 }] } },
      'their traffic must add up to 100 (got 50)',
    ],
    [
      { deployment: { predictors: [{ ...predictor, containers: [] }] } },
      'deployment.predictors.0.graph: needs a container of the same name',
    ],
    [
      {
        deployment: {
          predictors: [
            {
              name: 'main',
              graph: {
                ...predictor.graph,
                children: [{ name: 'iris', implementation: 'SKLEARN_SERVER' }],
              },
              containers: predictor.containers,
            },
          ],
        },
      },
      'deployment.predictors.0.graph.children.0.modelUri: SKLEARN_SERVER needs one',
    ],
  ] as [Partial<ProvisionRequest>, string][])(
    'such as %j is refused by field',
    (request, message) => {
      expect(() => render(request, { existing: shape([]) })).toThrow(message);
    },
  );

  it('is not there when there is nothing to expose', () => {
    expect(() => render({ exposure: { kind: 'auto' } })).toThrow(
      'There is no SeldonDeployment local:ml-mon/seldon-model',
    );
  });
});
