export const ML_NAMESPACE = 'ml-mon';

/** One of the tutorial's models, with what makes it reachable and measured. */
export interface TutorialModel {
  name: string;
  predictor: string;
  container: string;
  description: string;
  owner: string;
  spec: { predictors: object[]; [field: string]: unknown };
  /** The Python wrapper has metrics of its own. */
  customMetrics: boolean;
  request: { path: string; body(sequence: number): unknown };
}

const predictorLabels = (name: string) => ({
  'backstage.io/kubernetes-id': name,
});

const seldonRequest = {
  path: '/api/v1.0/predictions',
  body: (sequence: number) => ({
    data: { ndarray: [[1, 2, 5 + (sequence % 5)]] },
  }),
};

export const tutorialModels: TutorialModel[] = [
  {
    name: 'rest-seldon',
    predictor: 'model',
    container: 'classifier',
    description: 'Mock classifier over the Seldon protocol',
    owner: 'group:default/fraud-team',
    customMetrics: false,
    request: seldonRequest,
    spec: {
      name: 'restseldon',
      protocol: 'seldon',
      transport: 'rest',
      predictors: [
        {
          name: 'model',
          replicas: 1,
          labels: predictorLabels('rest-seldon'),
          graph: { name: 'classifier', type: 'MODEL' },
          componentSpecs: [
            {
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
  },
  {
    name: 'rest-tfserving',
    predictor: 'model',
    container: 'halfplustwo',
    description: 'TensorFlow Serving: half of x plus two',
    owner: 'group:default/pricing-team',
    customMetrics: false,
    request: {
      path: '/v1/models/halfplustwo:predict',
      body: sequence => ({ instances: [1, 2, sequence % 10] }),
    },
    spec: {
      name: 'resttfserving',
      protocol: 'tensorflow',
      transport: 'rest',
      predictors: [
        {
          name: 'model',
          replicas: 1,
          labels: predictorLabels('rest-tfserving'),
          graph: {
            name: 'halfplustwo',
            type: 'MODEL',
            endpoint: { service_port: 8501 },
          },
          componentSpecs: [
            {
              spec: {
                containers: [
                  {
                    name: 'halfplustwo',
                    image: 'tensorflow/serving',
                    args: [
                      '--port=8500',
                      '--rest_api_port=8501',
                      '--model_name=halfplustwo',
                      '--model_base_path=gs://seldon-models/tfserving/half_plus_two',
                    ],
                    ports: [
                      { name: 'http', containerPort: 8501, protocol: 'TCP' },
                    ],
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
    name: 'seldon-model',
    predictor: 'example',
    container: 'classifier',
    description: 'A model with metrics of its own: counter, gauge and timer',
    owner: 'group:default/fraud-team',
    customMetrics: true,
    request: seldonRequest,
    spec: {
      name: 'test-deployment',
      predictors: [
        {
          name: 'example',
          replicas: 1,
          labels: predictorLabels('seldon-model'),
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
];
