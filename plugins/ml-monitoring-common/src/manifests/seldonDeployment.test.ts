import { renderRequest } from './__testUtils__/renderRequest';

const ref = { cluster: 'local', namespace: 'ml-mon', name: 'fraud' };
const kubernetesId = { 'backstage.io/kubernetes-id': 'local.ml-mon.fraud' };

describe('a SeldonDeployment', () => {
  it('says everything that its request says', () => {
    const { manifests, warnings } = renderRequest({
      ...ref,
      deployment: {
        description: 'Scores payments',
        owner: 'group:default/fraud',
        system: 'system:default/payments',
        protocol: 'v2',
        slo: { availabilityPercent: 99.9, latencyP95: '250ms' },
        runbook: 'https://runbooks.example.com/fraud',
        annotations: { 'seldon.io/rest-timeout': '2000' },
        predictors: [
          {
            name: 'main',
            traffic: 100,
            replicas: 2,
            annotations: { 'seldon.io/grpc-timeout': '1000' },
            serviceAccountName: 'models',
            nodeSelector: { 'kubernetes.io/arch': 'amd64' },
            tolerations: [
              { key: 'gpu', operator: 'Exists', effect: 'NoSchedule' },
            ],
            orchestrator: {
              resources: { requests: { cpu: '100m' }, limits: { cpu: '1' } },
            },
            progressDeadlineSeconds: 300,
            graph: {
              name: 'scaler',
              type: 'TRANSFORMER',
              children: [
                {
                  name: 'average',
                  implementation: 'AVERAGE_COMBINER',
                  children: [
                    {
                      name: 'trees',
                      implementation: 'XGBOOST_SERVER',
                      modelUri: 's3://models/trees',
                      serviceAccountName: 'reader',
                      envSecretRefName: 'bucket',
                      parameters: [
                        { name: 'method', value: 'predict', type: 'STRING' },
                      ],
                    },
                    {
                      name: 'text',
                      implementation: 'HUGGINGFACE_SERVER',
                    },
                  ],
                },
              ],
            },
            containers: [
              {
                name: 'scaler',
                image: 'ml/scaler:1',
                env: [
                  { name: 'MODE', value: 'fast' },
                  { name: 'DB', secretRef: { name: 'db', key: 'url' } },
                ],
              },
              { name: 'trees', resources: { limits: { memory: '1Gi' } } },
            ],
          },
          {
            name: 'trial',
            shadow: true,
            autoscaling: {
              minReplicas: 2,
              maxReplicas: 5,
              cpuPercent: 70,
              memoryPercent: 80,
            },
            graph: {
              name: 'custom',
              implementation: 'TEAM_SERVER',
              modelUri: 'gs://models/x',
            },
          },
        ],
      },
      exposure: { kind: 'gateway' },
    });
    expect(manifests[0]).toEqual({
      apiVersion: 'machinelearning.seldon.io/v1',
      kind: 'SeldonDeployment',
      metadata: {
        name: 'fraud',
        namespace: 'ml-mon',
        labels: {
          'app.kubernetes.io/managed-by': 'backstage-ml-monitoring',
          'ml-monitoring/model-id': 'fraud',
          ...kubernetesId,
        },
        annotations: {
          'ml-monitoring/owner': 'group:default/fraud',
          'ml-monitoring/system': 'system:default/payments',
          'ml-monitoring/description': 'Scores payments',
          'ml-monitoring/slo-availability': '99.9',
          'ml-monitoring/slo-latency-p95': '250ms',
          'ml-monitoring/runbook': 'https://runbooks.example.com/fraud',
        },
      },
      spec: {
        protocol: 'v2',
        annotations: { 'seldon.io/rest-timeout': '2000' },
        predictors: [
          {
            name: 'main',
            replicas: 2,
            traffic: 100,
            annotations: { 'seldon.io/grpc-timeout': '1000' },
            labels: kubernetesId,
            progressDeadlineSeconds: 300,
            svcOrchSpec: {
              resources: { requests: { cpu: '100m' }, limits: { cpu: '1' } },
            },
            graph: {
              name: 'scaler',
              type: 'TRANSFORMER',
              children: [
                {
                  name: 'average',
                  implementation: 'AVERAGE_COMBINER',
                  children: [
                    {
                      name: 'trees',
                      implementation: 'XGBOOST_SERVER',
                      modelUri: 's3://models/trees',
                      serviceAccountName: 'reader',
                      envSecretRefName: 'bucket',
                      parameters: [
                        { name: 'method', value: 'predict', type: 'STRING' },
                      ],
                    },
                    { name: 'text', implementation: 'HUGGINGFACE_SERVER' },
                  ],
                },
              ],
            },
            componentSpecs: [
              {
                spec: {
                  serviceAccountName: 'models',
                  nodeSelector: { 'kubernetes.io/arch': 'amd64' },
                  tolerations: [
                    { key: 'gpu', operator: 'Exists', effect: 'NoSchedule' },
                  ],
                  containers: [
                    {
                      name: 'scaler',
                      image: 'ml/scaler:1',
                      env: [
                        { name: 'MODE', value: 'fast' },
                        {
                          name: 'DB',
                          valueFrom: {
                            secretKeyRef: { name: 'db', key: 'url' },
                          },
                        },
                      ],
                    },
                    { name: 'trees', resources: { limits: { memory: '1Gi' } } },
                    { name: 'text' },
                  ],
                },
              },
            ],
          },
          {
            name: 'trial',
            shadow: true,
            labels: kubernetesId,
            graph: {
              name: 'custom',
              implementation: 'TEAM_SERVER',
              modelUri: 'gs://models/x',
            },
            componentSpecs: [
              {
                hpaSpec: {
                  minReplicas: 2,
                  maxReplicas: 5,
                  metrics: [
                    {
                      type: 'Resource',
                      resource: { name: 'cpu', targetAverageUtilization: 70 },
                    },
                    {
                      type: 'Resource',
                      resource: {
                        name: 'memory',
                        targetAverageUtilization: 80,
                      },
                    },
                  ],
                },
                spec: { containers: [{ name: 'custom' }] },
              },
            ],
          },
        ],
      },
    });
    expect(warnings).toEqual([
      'Predictor trial is to be scaled by cpu, but custom requests none: unless the namespace has a default, it will not be scaled',
      'Predictor trial is to be scaled by memory, but custom requests none: unless the namespace has a default, it will not be scaled',
      expect.stringContaining('no authentication'),
    ]);
  });
});
