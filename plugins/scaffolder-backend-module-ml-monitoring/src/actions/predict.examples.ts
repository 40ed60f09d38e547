import { exampleOf } from '../exampleOf';

const step = { id: 'predict', name: 'Try the model' };
const model = { cluster: 'local', namespace: 'ml-mon', name: 'fraud' };

export const examples = [
  exampleOf(
    'seldon:model:predict',
    'Send a prediction in the Seldon protocol',
    { ...model, payload: { data: { ndarray: [[1, 2, 3]] } } },
    step,
  ),
  exampleOf(
    'seldon:model:predict',
    'Send what a person typed into a form, to one predictor',
    {
      ...model,
      predictor: 'main',
      payload: '{"data": {"ndarray": [[1, 2, 3]]}}',
      warmUp: '1m',
    },
    step,
  ),
  exampleOf(
    'seldon:model:predict',
    'Send the same prediction 200 times, and let one of 100 fail',
    {
      ...model,
      payload: { data: { ndarray: [[1, 2, 3]] } },
      load: {
        requests: 200,
        concurrency: 4,
        maxDuration: '2m',
        maxFailurePercent: 1,
      },
    },
    step,
  ),
];
