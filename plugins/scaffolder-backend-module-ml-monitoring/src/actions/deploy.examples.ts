import { exampleOf } from '../exampleOf';

const step = { id: 'deploy', name: 'Deploy the model' };

export const examples = [
  exampleOf(
    'seldon:model:deploy',
    'Deploy an image that was built with the Seldon Python wrapper',
    {
      cluster: 'local',
      namespace: 'ml-mon',
      name: 'fraud',
      description: 'Scores card payments',
      owner: 'group:default/risk',
      system: 'system:default/payments',
      predictors: [
        {
          name: 'main',
          replicas: 1,
          graph: { name: 'classifier', type: 'MODEL' },
          containers: [
            { name: 'classifier', image: 'seldonio/mock_classifier_rest:1.3' },
          ],
        },
      ],
    },
    step,
  ),
  exampleOf(
    'seldon:model:deploy',
    'Deploy a stored model with a prepackaged server',
    {
      cluster: 'local',
      namespace: 'ml-mon',
      name: 'iris',
      predictors: [
        {
          name: 'main',
          graph: {
            name: 'classifier',
            implementation: 'SKLEARN_SERVER',
            modelUri: 'gs://models/sklearn/iris',
          },
        },
      ],
    },
    step,
  ),
  exampleOf(
    'seldon:model:deploy',
    'Deploy a model with TensorFlow Serving, which listens on a port of its own',
    {
      cluster: 'local',
      namespace: 'ml-mon',
      name: 'half-plus-two',
      protocol: 'tensorflow',
      predictors: [
        {
          name: 'main',
          graph: { name: 'halfplustwo', type: 'MODEL' },
          containers: [
            {
              name: 'halfplustwo',
              image: 'tensorflow/serving:2.1.0',
              args: [
                '--port=8500',
                '--rest_api_port=8501',
                '--model_name=halfplustwo',
                '--model_base_path=gs://seldon-models/tfserving/half_plus_two',
              ],
              port: 8501,
            },
          ],
        },
      ],
    },
    step,
  ),
  exampleOf(
    'seldon:model:deploy',
    'Deploy a graph of several nodes: a transformer in front of the model',
    {
      cluster: 'local',
      namespace: 'ml-mon',
      name: 'fraud',
      predictors: [
        {
          name: 'main',
          graph: {
            name: 'features',
            type: 'TRANSFORMER',
            children: [{ name: 'classifier', type: 'MODEL' }],
          },
          containers: [
            { name: 'features', image: 'seldonio/features:1.0' },
            { name: 'classifier', image: 'seldonio/mock_classifier_rest:1.3' },
          ],
        },
      ],
    },
    step,
  ),
  exampleOf(
    'seldon:model:deploy',
    'Deploy a model with promises, replicas by load, nodes of its own and an explainer by patch',
    {
      cluster: 'local',
      namespace: 'ml-mon',
      name: 'fraud',
      slo: { availabilityPercent: 99.9, latencyP95: '250ms' },
      runbook: 'https://runbooks.example.com/fraud',
      annotations: { 'seldon.io/rest-timeout': '5000' },
      predictors: [
        {
          name: 'main',
          autoscaling: { minReplicas: 2, maxReplicas: 8, cpuPercent: 70 },
          graph: {
            name: 'classifier',
            implementation: 'SKLEARN_SERVER',
            modelUri: 's3://models/fraud/7',
            envSecretRefName: 's3-credentials',
          },
          nodeSelector: { pool: 'ml' },
          tolerations: [{ key: 'ml', operator: 'Exists' }],
          patch: 'explainer:\n  type: AnchorTabular\n',
        },
      ],
    },
    step,
  ),
];
