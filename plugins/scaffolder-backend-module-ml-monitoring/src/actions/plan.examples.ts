import { exampleOf } from '../exampleOf';

export const examples = [
  exampleOf(
    'seldon:model:plan',
    'Show the manifests of an exposed and monitored model',
    {
      cluster: 'local',
      namespace: 'ml-mon',
      name: 'fraud',
      deployment: {
        predictors: [
          {
            name: 'main',
            graph: { name: 'classifier', type: 'MODEL' },
            containers: [
              {
                name: 'classifier',
                image: 'seldonio/mock_classifier_rest:1.3',
              },
            ],
          },
        ],
      },
      exposure: { kind: 'auto' },
      monitoring: { customMetrics: true },
    },
    { id: 'plan', name: 'Show the manifests' },
  ),
];
