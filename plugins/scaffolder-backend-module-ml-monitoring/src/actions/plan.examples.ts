import { exampleOf } from '../exampleOf';

const step = { id: 'plan', name: 'Show what would change' };
const model = {
  cluster: 'local',
  namespace: 'ml-mon',
  name: 'fraud',
  deployment: {
    slo: { availabilityPercent: 99.9, latencyP95: '250ms' },
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
    'seldon:model:plan',
    'Show the manifests of an exposed and monitored model',
    {
      ...model,
      exposure: { kind: 'auto' },
      monitoring: { customMetrics: true, alerts: true },
    },
    step,
  ),
  exampleOf(
    'seldon:model:plan',
    'Find out whether a model can be changed, and go on either way',
    { ...model, failOnRefusal: false },
    step,
  ),
];
