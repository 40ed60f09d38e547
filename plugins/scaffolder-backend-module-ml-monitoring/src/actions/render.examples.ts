import { exampleOf } from '../exampleOf';

const step = { id: 'render', name: 'Write the manifests' };
const model = {
  cluster: 'staging',
  namespace: 'ml-staging',
  name: 'fraud',
  deployment: {
    owner: 'group:default/risk',
    slo: { availabilityPercent: 99.9 },
    predictors: [
      {
        name: 'main',
        graph: { name: 'classifier', type: 'MODEL' },
        containers: [
          { name: 'classifier', image: 'seldonio/mock_classifier_rest:1.3' },
        ],
      },
    ],
  },
};

export const examples = [
  exampleOf(
    'seldon:model:render',
    'Write a model for one environment into the root of the workspace',
    model,
    step,
  ),
  exampleOf(
    'seldon:model:render',
    'Write an exposed and monitored model for two environments that differ in size and image',
    {
      ...model,
      exposure: { kind: 'route' },
      monitoring: { customMetrics: true, alerts: true, dashboard: true },
      grafanaOperator: 'v5',
      environments: [
        { name: 'staging' },
        {
          name: 'production',
          cluster: 'production',
          namespace: 'ml-prod',
          replicas: 3,
          image: 'seldonio/mock_classifier_rest:1.2.1',
        },
      ],
      targetPath: 'deploy',
    },
    step,
  ),
];
